/** What a verdict did not see. */
export const unseenPhrases = {
  'unseen.scp': 'Service control policies of {accounts} were not seen.',
  'unseen.scp-refused':
    'Service control policies of {accounts} were not seen: {why}.',
  'unseen.rcp': 'Resource control policies of {accounts} were not seen.',
  'unseen.rcp-refused':
    'Resource control policies of {accounts} were not seen: {why}.',
  'unseen.entered':
    'The role of {what} may assume roles of any account: which accounts it enters is not known.',
  'unseen.job-result':
    'Function {function} in {account} has to be able to tell CodePipeline how it went: its role needs codepipeline:PutJobSuccessResult and codepipeline:PutJobFailureResult.',
  'unseen.task-roles':
    '{role} has to be able to pass the roles that the tasks of {service} run with in {account}.',
  'unseen.instance-roles':
    'The instances of {account} tagged {tag} fetch the artifact with their own role: it needs s3:GetObject on the artifact bucket and kms:Decrypt on its key.',
  'unseen.environment':
    'Elastic Beanstalk changes what environment {environment} in {account} is made of (instances, load balancers, Auto Scaling groups, its stack) with the role of the action: AWS does not say which calls that takes.',
  'unseen.rules': 'Which accounts its rules name was not read: {why}.',
  'unseen.deployed': 'What is deployed already was not read in time.',
} as const;

/**
 * The id of a sentence about what was not seen.
 */
export type UnseenPhraseId = keyof typeof unseenPhrases;
