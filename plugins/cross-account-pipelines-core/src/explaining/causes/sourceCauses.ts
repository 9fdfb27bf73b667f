import type { Cause } from './Cause';

const BUS = 'eventbridge/latest/userguide/eb-cross-account';

/** Connections, repositories, and the events that start a pipeline. */
export const sourceCauses = {
  'use-connection-lacks-allow': {
    hop: 'connection',
    side: 'caller',
    accountOf: 'account',
    sentence:
      'The role of the source action may not use the connection {connection|}. The action exists under two prefixes, and a policy that allows one does not allow the other.',
    readNext: [
      'UseConnection in the identity policies of the service role',
      'any condition on FullRepositoryId or BranchName in them',
    ],
    change:
      'Allow codestar-connections:UseConnection and codeconnections:UseConnection on the connection, under both forms of its ARN.',
    page: 'codepipeline/latest/userguide/connections-permissions',
  },
  'build-lacks-connection': {
    hop: 'connection',
    side: 'caller',
    accountOf: 'account',
    sentence:
      'The build role (AWS calls it “User” here) may not use the connection {connection|} with which the build fetches its source.',
    readNext: [
      'GetConnectionToken, GetConnection and UseConnection in the identity policies of the role of the build project',
    ],
    change:
      'Allow the build role GetConnectionToken, GetConnection and UseConnection on the connection, under both prefixes: codestar-connections and codeconnections.',
    page: 'codebuild/latest/userguide/troubleshooting',
  },
  'connection-of-other-account': {
    hop: 'connection',
    side: 'definition',
    sentence:
      'If the connection {connection|} belongs to another account, the pipeline can use it only where that account shares it through RAM.',
    readNext: [
      'the account in the ARN of the connection',
      'the resource shares of that account',
    ],
    change:
      'Create the connection in the pipeline account, or share it with that account through RAM.',
    page: 'dtconsole/latest/userguide/connections',
  },
  'connection-missing': {
    hop: 'connection',
    side: 'definition',
    sentence:
      'There is no connection {connection|of that ARN}: it was deleted, or its ARN names another account or Region.',
    readNext: ['the connections of the account and Region in that ARN'],
    change:
      'Create the connection, complete it in the console, and name its ARN.',
    page: 'dtconsole/latest/userguide/connections-create',
  },
  'connection-pending': {
    hop: 'connection',
    side: 'definition',
    accountOf: 'account',
    sentence:
      'The connection {connection|} is not available: one that was created by CloudFormation or the command line stays PENDING until a person completes it.',
    readNext: ['ConnectionStatus (codeconnections:GetConnection)'],
    change:
      'Open the connection in the console of the account and choose “Update pending connection”.',
    page: 'dtconsole/latest/userguide/connections-update',
  },
  'repository-out-of-reach': {
    hop: 'connection',
    sentence:
      'The repository or branch could not be read through the connection: its app may not see the repository, the name is wrong, or a build that clones it may not use the connection.',
    readNext: [
      'FullRepositoryId and BranchName of the source action',
      'the repositories that the provider’s app may see',
      'UseConnection in the policies of the build role, for a full clone',
    ],
    change:
      'Give the app access to the repository, correct the names, or allow the build role UseConnection.',
    page: 'codepipeline/latest/userguide/troubleshooting',
  },
  'source-access': {
    hop: 'H2',
    side: 'caller',
    sentence:
      'The role of the source action may not read the repository {repository|}.',
    readNext: [
      'the CodeCommit or ECR actions in the identity policies of the role of the source action',
    ],
    change:
      'Allow that role on the repository codecommit:GetBranch, GetCommit, UploadArchive, GetUploadArchiveStatus and CancelUploadArchive, or ecr:DescribeImages for an image.',
    page: 'codepipeline/latest/userguide/troubleshooting',
  },
  'source-in-other-region': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'If the repository stands in another Region, this is not a matter of permission: a source action always works in the Region of its pipeline.',
    readNext: ['the Region of the repository and the Region of the pipeline'],
    change:
      'Create the pipeline in the Region of its source and deploy into other Regions from there.',
    page: 'codepipeline/latest/userguide/actions-create-cross-region',
  },
  'codecommit-git-refused': {
    hop: 'build-role',
    side: 'caller',
    sentence:
      'Git could not read the CodeCommit repository {repository|}: the credentials it worked with may not pull from it. A repository of another account is reached only through a role of that account.',
    readNext: [
      'whose credentials git worked with',
      'codecommit:GitPull in the policies of that role',
    ],
    change:
      'Allow codecommit:GitPull on the repository, or assume a role of the account of the repository first; use the credential helper.',
    page: 'codecommit/latest/userguide/cross-account',
  },
  'event-bus-policy': {
    hop: 'event',
    side: 'resource',
    sentence:
      'An event could not be sent to the event bus of the pipeline account: its policy may not admit the source account, or the bus does not exist there.',
    readNext: [
      'the policy of the event bus (events:DescribeEventBus)',
      'the role and the targets of the rule in the source account',
    ],
    change:
      'Let the policy of the event bus allow events:PutEvents for the source account or the organization.',
    page: BUS,
  },
  'rule-target-lacks-role': {
    hop: 'event',
    side: 'definition',
    phase: 'set-up',
    sentence:
      'A rule sends events to {resource|an event bus or a pipeline}, which needs a role that EventBridge works with, but the target names none.',
    readNext: ['RoleArn of the targets of the rule'],
    change:
      'Give the target a RoleArn: a role of the account of the rule that trusts events.amazonaws.com and may events:PutEvents on the bus (codepipeline:StartPipelineExecution on a pipeline).',
    page: BUS,
  },
  'rule-watches-other-branch': {
    hop: 'event',
    side: 'definition',
    sentence:
      'The rule may watch another branch or repository than the source action reads.',
    readNext: ['referenceName in the event pattern, against BranchName'],
    change: 'Render both from one value.',
    page: 'codepipeline/latest/userguide/triggering',
  },
  'source-event-refused': {
    hop: 'event',
    side: 'resource',
    sentence:
      'For a source in another account: its event may be refused by the event bus of the pipeline account.',
    readNext: [
      'the policy of the event bus (events:DescribeEventBus)',
      'the targets of the rule in the source account',
    ],
    change:
      'Let the policy of the event bus allow events:PutEvents for the source account.',
    page: BUS,
  },
  'pending-connection-starts-nothing': {
    hop: 'connection',
    sentence: 'A connection that is PENDING starts nothing.',
    readNext: ['ConnectionStatus (codeconnections:GetConnection)'],
    change: 'Complete the connection in the console.',
    page: 'dtconsole/latest/userguide/connections-update',
  },
} satisfies Record<string, Cause>;
