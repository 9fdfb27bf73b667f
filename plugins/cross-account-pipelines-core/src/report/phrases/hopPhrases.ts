/** What a hop says: what has to be so. */
export const hopPhrases = {
  'hop.service-assumes': '{service} may assume {role}',
  'hop.role-assumes': '{caller} may assume {role} in {account}',
  'hop.role-assumes-any': '{caller} may assume roles of {account}',
  'hop.passes': '{caller} may pass {role} to {service}',
  'hop.reads-bucket': '{caller} may read artifacts in bucket {bucket}',
  'hop.writes-bucket': '{caller} may write artifacts in bucket {bucket}',
  'hop.uses-bucket': '{caller} may read and write artifacts in bucket {bucket}',
  'hop.reads-with-key': '{caller} may use key {key} to read artifacts',
  'hop.writes-with-key': '{caller} may use key {key} to write artifacts',
  'hop.works-with-key':
    '{caller} may use key {key} to read and write artifacts',
  'hop.deploys': '{caller} may deploy {stacks} in {account}',
  'hop.deploys-with-key': '{caller} may deploy key {key} in {account}',
  'hop.changes': '{caller} may change and remove {stacks} in {account}',
  'hop.changes-key': '{caller} may change and remove key {key} in {account}',
  'hop.account-id': 'The account id in {field} has twelve digits',
  'hop.has-bucket': 'The pipeline has an artifact bucket in {region}',
  'hop.key-for-others':
    'The key of the artifacts in {region} can be used by other accounts',
  'hop.key-in-region':
    'The key of the artifacts in {region} is in their Region',
  'hop.same-account': '{role} lives in the account of {other}',
  'hop.project-reads': 'The project {name} may read the artifacts',
  'hop.group-reads': 'The deployment group {name} may read the artifacts',
  'hop.project-encrypts': 'Project {name} encrypts with the artifact key',
  'hop.own-region': "Action {action} works in the pipeline's own Region",
  'hop.works-across': '{provider} can work in another account',
  'hop.calls': 'Action {action} may call {provider}',
  'hop.artifacts-come':
    'Artifacts for {account} come from the pipeline account or from {account} itself',
  'hop.connection': 'Connection {connection} is available to the pipeline',
  'hop.ownership':
    "What {caller} writes to bucket {bucket} belongs to the bucket's account",
  'hop.exists': '{thing} exists in {account}',
  'hop.versioned': 'Bucket {bucket} keeps versions of its objects',
  'hop.boundary-exists': 'Permissions boundary {policy} exists in {account}',
  'hop.policy-exists': 'Policy {policy} exists in {account}',
  'hop.cluster': 'Cluster {cluster} lets {role} in',
  'hop.name-free': 'The name of {thing} is free in {account}',
  'hop.definition': 'CodePipeline takes the definition of the pipeline',
} as const;

/** What a provider has a role call; `{caller}` is the role. */
export const callPhrases = {
  'call.notify': '{caller} may notify reviewers through {topic}',
  'call.push-images': '{caller} may push images to repository {repository}',
  'call.run-builds': '{caller} may run builds of project {project}',
  'call.write-logs': '{caller} may write logs of {pipeline}',
  'call.network-interfaces':
    '{caller} may put network interfaces into a VPC of {account}',
  'call.read-secret': '{caller} may read secret {secret}',
  'call.deploy-configurations':
    '{caller} may deploy configurations of AppConfig application {application}',
  'call.stack': '{caller} may call CloudFormation for stack {stack}',
  'call.stack-set': '{caller} may call CloudFormation for stack set {stackSet}',
  'call.create-deployments':
    '{caller} may create deployments of {application} to {group}',
  'call.task-definitions': '{caller} may register task definitions',
  'call.commands': '{caller} may send commands to instances tagged {tag}',
  'call.target-group':
    '{caller} may take instances out of target group {targetGroup} and back',
  'call.update-service':
    '{caller} may update service {service} of cluster {cluster}',
  'call.find-cluster': '{caller} may find cluster {cluster}',
  'call.update-environment':
    '{caller} may update environment {environment} of {application}',
  'call.keep-versions': '{caller} may keep versions in bucket {bucket}',
  'call.alarms-of-function':
    '{caller} may look at the alarms of function {function}',
  'call.publish-versions':
    '{caller} may publish versions of function {function}',
  'call.write-to-bucket': '{caller} may write to bucket {bucket}',
  'call.encrypt-for-bucket':
    '{caller} may encrypt what it writes to bucket {bucket} with key {key}',
  'call.product-versions': '{caller} may make versions of product {product}',
  'call.start-pipeline': '{caller} may start pipeline {pipeline}',
  'call.inspector': '{caller} may have Inspector scan',
  'call.pull-images': '{caller} may pull images of repository {repository}',
  'call.invoke-function': '{caller} may invoke function {function}',
  'call.run-state-machine': '{caller} may run state machine {stateMachine}',
  'call.read-repository': '{caller} may read repository {repository}',
  'call.use-connection': '{caller} may use connection {connection}',
  'call.read-images': '{caller} may read images of repository {repository}',
  'call.read-source': '{caller} may read the source in bucket {bucket}',
  'call.decrypt-source': '{caller} may decrypt the source with key {key}',
  'call.alarm': '{caller} may look at alarm {alarm}',
} as const;
