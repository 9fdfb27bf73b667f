/** Why a hop is not healthy, or what limits that verdict. */
export const reasonPhrases = {
  'reason.identity': 'No policy of {caller} allows {actions} on {target}.',
  'reason.session':
    'The session of {caller} does not allow {actions} on {target}.',
  'reason.boundary':
    'The permissions boundary of {caller} does not allow {actions} on {target}.',
  'reason.scp': 'The {document} do not allow {actions} on {target}.',
  'reason.resource': 'The {document} does not allow {caller} {actions}.',
  'reason.rcp': 'The {document} do not allow {caller} {actions}.',
  'reason.denied':
    'Statement {statement} of {document} denies {caller} {actions} on {target}.',
  'reason.documented':
    "AWS's documentation asks for it; runs are known to succeed without.",
  'reason.young':
    'It was changed less than a minute ago: IAM may not have caught up.',
  'reason.made-too-late':
    'The stack of the pipeline comes before the one that makes {role}, and AWS refuses a pipeline with a role that it cannot assume: deploy the stack of the role first.',
  'reason.account-id':
    '"{account}" in {place} is no account id: it has to have twelve digits, leading zeros included.',
  'reason.not-seen': 'Not seen: the {what}.',
  'reason.neither-seen': 'Not seen: the {what} and the {other}.',
  'reason.undetermined': 'Whether {action} is allowed is not known: {why}',
  'reason.lacks-allow': 'No policy of {caller} allows {action}.',
  'reason.unforeseen': 'That is known only once it is deployed: {why}.',
  'reason.unforetold':
    'Whether the templates make {arn} is not known, since AWS chooses its name: take it from an output of its stack, or name it as existing.',
  'reason.role-missing': 'Role {role} does not exist.',
  'reason.role-of-other-path':
    'Role {role} does not exist; {other} does: the path is part of the ARN.',
  'reason.bucket-missing': 'Bucket {bucket} does not exist.',
  'reason.key-missing': 'Key {key} does not exist.',
  'reason.key-state':
    'Key {key} is {state}: nobody can use it, whatever the policies say.',
  'reason.unshareable-key':
    'The artifacts in {region} are encrypted with the AWS managed key aws/s3, which no other account can use.',
  'reason.passed-across':
    '{role} is a role of {account}, {caller} one of {callerAccount}: AWS never lets a role be passed across accounts.',
  'reason.action-passes-across':
    'The action works as {caller} of {callerAccount} and passes {role} of {account}: AWS never lets a role be passed across accounts.',
  'reason.no-store':
    'The pipeline has no artifact store for {region}, where it has actions.',
  'reason.store-elsewhere':
    'The artifact bucket for {region}, {bucket}, is in {other}.',
  'reason.no-customer-key':
    'The artifact store of {region} has no customer managed key: no other account can use the AWS managed key aws/s3.',
  'reason.key-by-foreign-alias':
    'The artifact store of {region} names its key by the alias "{key}", which CodePipeline recognizes in account {account} alone: only the key\'s ARN means the same key everywhere.',
  'reason.key-by-alias':
    'The artifact store of {region} names its key by the alias "{key}", which every account looks up among its own: only the key\'s ARN means the same key everywhere.',
  'reason.key-by-id':
    "The artifact store of {region} names its key by its id alone, which every account looks up among its own keys: only the key's ARN means the same key everywhere.",
  'reason.key-elsewhere':
    'The artifact bucket is in {region}, its key in {other}: a key works in its own Region only.',
  'reason.artifact-origin':
    'Artifact {artifact} is made in {account} ({producer}) and taken elsewhere: an artifact passes between two accounts only if one of them is the pipeline account.',
  'reason.not-of-aws':
    "{provider} is no provider of AWS's own: its actions cannot work in another account.",
  'reason.source-region':
    "Source actions work in the pipeline's own Region only, not in {region}.",
  'reason.custom-region':
    "Custom and third-party actions work in the pipeline's own Region only, not in {region}.",
  'reason.connection-old-prefix':
    'Connection {connection} belongs to {owner} and has the prefix {prefix}: AWS RAM shares connections with the prefix codeconnections only, so that this one works in its own account only.',
  'reason.connection-not-shared':
    'Connection {connection} belongs to {owner}, and AWS RAM does not share it with {account}: share it there, and accept the share here.',
  'reason.share-unread':
    'Whether AWS RAM shares {connection} of {owner} with {account} is in nothing that is checked: ram:ListResources in {account} tells.',
  'reason.connection-missing': 'Connection {connection} does not exist.',
  'reason.connection-planned':
    'Connection {connection} is made by a template: it waits until somebody completes it in the console.',
  'reason.connection-state':
    'Connection {connection} is {state}: somebody has to complete it in the console.',
  'reason.project-key':
    'Project {project} encrypts with {key} instead of the artifact key: other accounts cannot read what it makes.',
  'reason.no-project': 'The project {name} does not exist.',
  'reason.no-group': 'The deployment group {name} does not exist.',
  'reason.no-thing': 'There is no {thing} in {account}, {region}.',
  'reason.not-versioned':
    'Bucket {bucket} keeps no versions of its objects: CodePipeline takes a source from a bucket with versioning only.',
  'reason.versioning-unread':
    'Whether bucket {bucket} keeps versions of its objects was not read.',
  'reason.may-enter':
    'The role of {what} may assume {pattern}: which of these roles it assumes, and whether they let it in, is not known.',
  'reason.name-taken':
    'There is a {thing} already, and the stack {stack} that would make it is not there: CloudFormation would fail. Remove it, choose another name, or use it as an existing part.',
  'reason.bucket-of-other':
    'Another account than {account} has a bucket {bucket}: choose another name.',
  'reason.stack-taken':
    'There is a stack {stack} already, which belongs to {owner}: it would be overwritten. Choose another name.',
  'reason.provider-unknown':
    'What {provider} asks for is not known to this suite.',
  'reason.policy-of-other':
    "{policy} is a policy of {account}: a role takes policies of its own account and AWS's only.",
  'reason.no-policy':
    'There is no policy {policy}: AWS refuses a role that names it. Create it in {account} first, or name another.',
  'reason.policy-unread': 'Whether {policy} exists is not known: {why}.',
  'reason.no-access-entry-planned':
    'No template gives {role} an access entry of cluster {cluster}, and AWS was not asked whether it has one.',
  'reason.no-cluster': 'There is no cluster {cluster} in {account}.',
  'reason.access-entries-unread':
    'The access entries of cluster {cluster} were not read.',
  'reason.no-access-entry':
    'Cluster {cluster} has no access entry for {role}: no IAM policy lets a role into a cluster.',
  'reason.access-entry-groups':
    'Cluster {cluster} knows {role} by its groups {groups}: what they may do is in the cluster.',
  'reason.empty-access-entry':
    'The access entry of cluster {cluster} for {role} has no access policy and no groups.',
  'reason.acls-off':
    'Bucket {bucket} has its ACLs turned off (BucketOwnerEnforced): an upload with the ACL "{acl}" fails with AccessControlListNotSupported.',
  'reason.belongs-to-writer':
    '{role} is a role of {account}: with the object ownership {ownership} what it writes to bucket {bucket} belongs to {account}, and {owner} cannot read it.',
  'reason.instances-unread': 'The instances of {group} were not read.',
  'reason.existence-unforeseen': 'Whether {thing} exists is not known: {why}.',
  'reason.existence-not-asked':
    'Nothing that is checked makes {thing} in {account}, and AWS was not asked whether it is there.',
  'reason.existence-unread':
    'Whether {thing} exists in {account} was not read.',
  'reason.thing-unforeseen': '{thing} is not known: {why}.',
  'reason.account-not-checked':
    'Nothing that is checked is in account {account}.',
  'reason.account-unread': 'Account {account} was not read.',
  'reason.thing-unread': '{thing} was not read.',
  'reason.deployer-denied':
    'Statement {statement} of {document} denies {role}: {calls}.',
  'reason.deployer-identity': 'The policies of {role} do not allow: {calls}.',
  'reason.deployer-boundary':
    'The policies and the permissions boundary of {role} do not allow: {calls}.',
  'reason.deployer-scp':
    'The service control policies of {role} do not allow: {calls}.',
  'reason.attachable':
    'The template portal-access takes the policies that may be attached as AttachablePolicyArns.',
  'reason.boundaries':
    'The template portal-access takes boundaries as PermissionsBoundaryArns.',
  'insight.condition':
    'Statement {statement} of the {document} would allow it, but its condition on {keys} is not met.',
  'insight.external-id':
    'Statement {statement} of the {document} would allow it, but its condition on {keys} is not met: CodePipeline has no way to send an external id.',
  'insight.source':
    'Statement {statement} of the {document} would allow it, but its condition on {keys} is not met: a role that calls sends none, only a service does.',
  'insight.deleted-role':
    'Statement {statement} of the {document} names {ids}: the id of a role that was deleted; a role created again under the same name has another id.',
} as const;

/** What a role asks for, in a reason. */
export const targetPhrases = {
  'target.bucket': 'bucket {name}',
  'target.key': 'key {name}',
  'target.group': 'deployment group {name}',
  'target.project': 'project {name}',
  'target.function': 'function {name}',
  'target.action': 'action {name}',
} as const;
