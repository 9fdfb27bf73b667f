/** What was found beside the hops. */
export const findingPhrases = {
  'finding.deny-hits-uploads':
    'The bucket policy of {bucket} also denies uploads that carry no encryption header, although the bucket would encrypt them by itself: "aws s3 cp" in a build is one.',
  'finding.insecure-transport':
    'The bucket policy of {bucket} refuses unencrypted connections for {resources} only, not for {left}.',
  'finding.bucket-everything':
    'The bucket policy of {bucket} allows every action, including deleting artifacts and changing the policy.',
  'finding.bucket-policy-refused':
    'The bucket policy of {bucket} counts as public, and Block Public Access of the bucket refuses to write it: name the accounts, or let a condition fix the organization (aws:PrincipalOrgID) or the accounts (aws:PrincipalAccount). A wildcard in aws:PrincipalArn does not.',
  'finding.bucket-policy-void':
    'The bucket policy of {bucket} counts as public, and Block Public Access of the bucket keeps every other account out, whatever it says: name the accounts, or let a condition fix the organization (aws:PrincipalOrgID) or the accounts (aws:PrincipalAccount). A wildcard in aws:PrincipalArn does not.',
  'finding.wrong-resource-in-bucket':
    'In the bucket policy of {bucket}, {wrong}.',
  'finding.wrong-resource-in-role': 'In a policy of {role}, {wrong}.',
  'finding.key-everything':
    'The key policy of {key} gives other accounts every action, including deleting the key: kms:Decrypt and kms:DescribeKey are enough to read.',
  'finding.key-without-data-key':
    'The key policy of {key} allows kms:Encrypt, but not kms:GenerateDataKey, with which S3 encrypts: whoever it is for cannot write artifacts.',
  'finding.role-without-data-key':
    'A policy of {role} allows kms:Encrypt, but not kms:GenerateDataKey, with which S3 encrypts: writing an artifact will fail.',
  'finding.no-rotation': 'Key {key} is never rotated.',
  'finding.refused-policy':
    'AWS refuses to write the {document}: {path} {problem}.',
  'finding.strange-policy':
    'The {document} is not understood as a whole: {path} {problem}.',
  'finding.whole-account':
    'The trust policy of {role} accepts all of {accounts}: whoever may call sts:AssumeRole there can become this role.',
  'finding.narrow-it':
    'Name those who need it, or narrow it by a condition on aws:PrincipalArn.',
  'finding.any-pipeline':
    'The trust policy of {role} lets CodePipeline in for any pipeline: it should ask for aws:SourceAccount and aws:SourceArn.',
  'finding.nobody-account':
    'The {document} names {names}, which is nobody: an account id has twelve digits and has to be written as text, or its leading zero is lost.',
  'finding.nobody':
    'The {document} names {names}, which is nobody: AWS refuses to write it.',
  'finding.principal-missing':
    'The {document} names {names}, which does not exist: AWS refuses to write such a policy. Name the account and narrow it by a condition on aws:PrincipalArn.',
  'finding.principal-deleted':
    'The {document} names {names}, the id of a role that was deleted; a role created again under its name has another id. AWS refuses to write the policy again with this id in it.',
  'finding.anybody':
    'The {document} lets everybody in: any principal of any account whose own policies allow it.',
  'finding.not-principal':
    'The {document} denies with NotPrincipal, which hits every role with a permissions boundary, even those that it is meant to spare. Use a condition on aws:PrincipalArn instead.',
  'finding.second-pass':
    'The {document} names {names} of another account, which no earlier stack makes, although it has to exist before the policy can be written: name the account and narrow it by a condition on aws:PrincipalArn.',
  'finding.assumes-any':
    '{role} may assume any role that lets it in: name the action roles.',
  'finding.passes-any':
    '{role} may pass any role of its account: name the deploy role.',
  'finding.passes-any-anywhere':
    '{role} may pass any role of its account to any service: name the deploy role.',
  'finding.key-alias':
    "A policy of {role} names a key by its alias: using a key can be allowed only by the key's own ARN.",
  'finding.account-id':
    'A policy of {role} names {resource}, whose account id does not have twelve digits: written as a number, it loses its leading zero.',
  'finding.unbounded':
    '{role} may do everything in {account} and has no permissions boundary: whoever changes a template can do everything there.',
  'finding.repository':
    'The repository {repository} of {owner} does not allow {account} {actions}: tasks deployed there cannot pull their image.',
  'finding.logs-elsewhere':
    'Bucket {bucket} logs to {logs}, which is in {account}, {region}: S3 takes only a bucket of the same account and Region.',
  'finding.logs-refused':
    'S3 cannot write the access logs of {bucket}: the bucket policy of {logs} does not let logging.s3.amazonaws.com put objects at {logs}/{prefix}*.',
  'finding.logs-unfit':
    'S3 cannot write the access logs of {bucket}: by default {logs} encrypts with KMS, or retains objects.',
  'finding.large-policy':
    'The {document} has {size} characters without spaces; AWS takes {limit}.',
  'finding.large-policies':
    'The sum of the inline policies of {role} has {size} characters without spaces; AWS takes {limit}.',
  'finding.other-branch':
    'Rule {rule} in {account} does not watch the branch {branch} that {action} reads: a push to it starts nothing.',
  'finding.rule-role':
    'Rule {rule} in {account} is given {role} of {other}: a rule can only be given a role of its own account.',
  'finding.event-bus':
    'The event bus {bus} of {owner} does not take events from {account}: pushes there start nothing.',
  'finding.stack-state':
    'Stack {stack} in {account} is in {state}: CloudFormation refuses what {action} asks for.',
  'finding.stack-role':
    'Stack {stack} in {account} remembers the role {role}, which does not exist: it can be neither updated nor deleted.',
  'finding.stack-role-overridden':
    'Stack {stack} in {account} remembers the role {role}, which does not exist: it can be deleted only with another role named.',
  'finding.not-reached':
    '{account} is not reached yet: {rule} of stage {stage} names it by now. Change the pipeline, and it is reached.',
  'finding.not-named':
    '{account} is still reached, and {rule} of stage {stage} does not name it any more: a change of the pipeline drops it.',
} as const;

/** What is wrong with the resources of a statement. */
export const wrongPhrases = {
  'wrong.nothing': '{action} does nothing on {resources}',
  'wrong.objects':
    '{action} is about a bucket, and {resources} means the objects in it',
  'wrong.bucket': '{action} is about objects, and {resources} means the bucket',
  'wrong.own-account': 'its own account {account}',
} as const;
