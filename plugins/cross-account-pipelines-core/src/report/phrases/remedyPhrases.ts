/** What to change. */
export const remedyPhrases = {
  'remedy.change-statement':
    'Let statement {statement} of the {document} {change}.',
  'remedy.remove-statement':
    'Remove statement {statement} from the {document}.',
  'remedy.add-statement':
    'Add a statement to the {document} that allows {actions}.',
  'remedy.add-statement-for':
    'Add a statement to the {document} that allows {principal} {actions}.',
  'remedy.detach': 'Detach the managed policy {policy} from {role}.',
  'remedy.attach-again':
    'Attach the {document} again: nothing is allowed without it.',
  'remedy.other-boundary':
    'Use another permissions boundary for {role}, a customer managed policy that lets {actions} pass: AWS manages {policy}, and nobody else can change it.',
  'remedy.deny-other-encryption':
    'Let statement {statement} deny only uploads whose header names another encryption.',
  'remedy.name-both': 'Let statement {statement} name both {resources}.',
  'remedy.take-out': 'Take {ids} out of statement {statement}.',
  'remedy.narrow-trust':
    'Narrow statement {statement} to {caller} by a condition on aws:PrincipalArn.',
  'remedy.ask-source':
    'Ask in statement {statement} for aws:SourceAccount {account} and aws:SourceArn {pipeline}.',
  'remedy.create-bucket': 'Create bucket {bucket} in {account}, {region}.',
  'remedy.create-versioned-bucket':
    'Create bucket {bucket} in {account}, {region}, with versioning.',
  'remedy.turn-on-versioning':
    'Turn on versioning for bucket {bucket} in {account}.',
  'remedy.upload':
    'Upload {key} to bucket {bucket} in {account}, or name an object that exists in action {action}.',
  'remedy.create-key':
    'Create a key in {account} and name it in place of {key}.',
  'remedy.cancel-deletion': 'Cancel the deletion of key {key} and enable it.',
  'remedy.enable-key': 'Enable key {key}.',
  'remedy.create-role': 'Create the {purpose} {role} in {account}.',
  'remedy.complete-connection':
    'Complete connection {connection} in the console: Developer Tools, Settings, Connections, "Update pending connection".',
  'remedy.object-ownership':
    'Set the object ownership of bucket {bucket} to BucketOwnerEnforced, or give the action a role of {account}.',
  'remedy.project-key': 'Set the encryption key of project {project} to {key}.',
  'remedy.create-project':
    'Create the build project {project} in {account}, or name one that exists.',
  'remedy.create-thing':
    'Create {thing} in {account}, {region}, or name one that exists in action {action}.',
  'remedy.create-and-name':
    'Create a new {type} in {account}, {region}, and name its id in action {action}.',
  'remedy.create-group':
    'Create application {application} with deployment group {group} in {account}, {region}, or name one that exists in action {action}.',
  'remedy.name-role':
    'Name the role {other} in the pipeline definition instead of {name}.',
  'remedy.name-bucket':
    'Name the bucket {other} in the pipeline definition instead of {name}.',
  'remedy.name-key':
    'Name the key {other} in the pipeline definition instead of {name}.',
  'remedy.name-project':
    'Name the project {other} in the pipeline definition instead of {name}.',
  'remedy.name-connection':
    'Name the connection {other} in the pipeline definition instead of {name}.',
  'remedy.key-arn':
    'Name the key of the artifact store of {region} by its ARN, {key}.',
  'remedy.new-key':
    'Create a customer managed key in {account}, {region}, and name it by its ARN in the artifact store.',
  'remedy.name-store':
    'Name bucket {bucket} as the artifact store of {region}.',
  'remedy.deploy-foundation':
    'Deploy the foundation in {account}, {region}, and name its bucket and key as the artifact store of {region}.',
  'remedy.pass-local':
    'Pass a role of {account}, {role}, instead of one of {other}.',
  'remedy.take-instead':
    'Let actions in other accounts take {changes}: it is made in the pipeline account.',
  'remedy.make-at-home':
    'Let {actions} work in the pipeline account, from where every account can take what it makes.',
  'remedy.drop-role':
    'Take the role out of action {action}: its provider works in the pipeline account only.',
  'remedy.drop-region':
    'Take the Region out of action {action}, or move the pipeline to that Region and deploy across Regions from there.',
  'remedy.account-text':
    "Write the account id as the text '{account}': as a number it lost its leading zero.",
  'remedy.use-connection':
    'Use connection {connection} of the pipeline account.',
  'remedy.create-connection':
    'Create a connection in {account} and use its ARN, or have {owner} share a connection with the prefix codeconnections through AWS RAM.',
  'remedy.new-connection':
    'Create a connection in {account}, {region}, complete it in the console, and name its ARN instead of {connection}.',
  'remedy.drop-acl':
    'Take CannedACL out of the action: bucket {bucket} has its ACLs turned off.',
  'remedy.order-stages': 'Put the stages into the order {stages}.',
  'remedy.run-order': 'Set the run order of {actions}.',
  'remedy.repository':
    'Allow {account} {actions} in the policy of the repository.',
  'remedy.logs-refused':
    'Let the bucket policy of {logs} allow logging.s3.amazonaws.com s3:PutObject at {logs}/{prefix}*, for bucket {bucket} and account {account}.',
  'remedy.logs-unfit':
    'Log to a bucket of {account} in {region} with SSE-S3 and without a default retention.',
  'remedy.smaller-policy':
    'Merge statements that differ only in the account, name roles by a pattern under an organization condition, or move statements into managed policies.',
  'remedy.watch-branch':
    "Watch {branch}: render the rule's referenceName and the action's BranchName from one value.",
  'remedy.event-role':
    "Send the event to the pipeline account's event bus with a role of {account}.",
  'remedy.put-events':
    'Allow events:PutEvents on {bus} for {account} or for the organization.',
  'remedy.delete-stack': 'Delete it; the next run creates it again.',
  'remedy.delete-stack-retaining':
    'Delete it, retaining what cannot be deleted; the next run creates it again.',
  'remedy.delete-stack-again':
    'Delete it again, retaining what cannot be deleted; the next run creates it again.',
  'remedy.continue-rollback':
    'Mend what stopped the rollback and continue it (ContinueUpdateRollback).',
  'remedy.stack-role':
    'Create a role {role} that trusts cloudformation.amazonaws.com again, or name another role in the operation.',
} as const;

/** How a statement has to change, after its name. */
export const changePhrases = {
  'change.name': 'name {principal}',
  'change.name-by-condition': 'name {principal} by its ARN in a condition',
  'change.allow': 'allow {actions} as well',
  'change.cover': 'cover {resources} as well',
  'change.accept': 'accept {values} for {key}',
  'change.ask-nothing': 'ask nothing of {key}',
  'change.except-value': 'make an exception for {key} {values}',
  'change.except-headers': 'let uploads pass that carry no encryption header',
  'change.spare': 'spare {principal}',
  'change.except': 'make an exception for {principal}',
  'change.deny-less': 'no longer deny {actions}',
  'change.instead': '{artifact} instead of {other}',
  'change.run-order': '{action} as {runOrder}',
} as const;

/** What a role is for, where a remedy creates one. */
export const purposePhrases = {
  'purpose.service-role': 'service role',
  'purpose.action-role': 'action role',
  'purpose.deploy-role': 'deploy role',
  'purpose.build-role': 'build role',
  'purpose.instance-role': 'instance role',
  'purpose.deployment-role': 'deployment role',
  'purpose.administration-role': 'StackSet administration role',
  'purpose.execution-role': 'StackSet execution role',
  'purpose.entered-role': 'entered role',
  'purpose.deployer-role': 'deployer role',
} as const;
