import type { Cause } from './Cause';

const CODEDEPLOY = 'codedeploy/latest/userguide/troubleshooting-deployments';

/** CodeDeploy, ECS, EKS and Lambda: the providers that deploy. */
export const deploymentCauses = {
  'instance-reads-revision': {
    hop: 'H10',
    sentence:
      'The CodeDeploy agent could not download the revision: the agent reads it with the role of the instance, which may not read {bucket|the artifact bucket}.',
    readNext: [
      'the S3 and KMS actions in the identity policies of the instance role',
      'the bucket policy, for the instance role or its account',
    ],
    change:
      'Allow the instance role s3:Get* on bucket/* and s3:ListBucket on the bucket, on both sides.',
    page: CODEDEPLOY,
  },
  'instance-uses-key': {
    hop: 'H10',
    sentence:
      'S3 says the same when the instance role may not use the artifact key.',
    readNext: ['the key policy of the artifact key, for the instance role'],
    change:
      'Allow the instance role kms:Decrypt and kms:DescribeKey, in the key policy and in its own policy.',
    page: CODEDEPLOY,
  },
  'bucket-refuses-instance': {
    hop: 'H5',
    side: 'resource',
    sentence: 'The refusal came from the artifact bucket.',
    readNext: ['the bucket policy of the artifact bucket'],
    change: 'Let the bucket policy name the account of the instances.',
    page: CODEDEPLOY,
  },
  'instance-profile': {
    hop: 'H10',
    sentence:
      'The CodeDeploy agent works without the credentials of an instance profile, or with wrong ones.',
    readNext: [
      'the instance profile of the instance',
      'credentials that were put on the instance by hand',
    ],
    change:
      'Attach an instance profile and restart the agent; remove other credentials from its environment.',
    page: CODEDEPLOY,
  },
  'instances-failed': {
    hop: 'workload',
    sentence:
      'CodeDeploy gave up because too many instances failed; each instance has its own reason.',
    readNext: [
      'the lifecycle events of a failed instance: a failed DownloadBundle is a matter of rights, a failed hook is one of the application',
    ],
    change: 'Explain the error of the first failed lifecycle event.',
    page: CODEDEPLOY,
  },
  'revision-unreadable': {
    hop: 'H10',
    sentence:
      'If DownloadBundle failed: the instance role may not read the revision or use its key.',
    readNext: ['the agent log on the instance'],
    change: 'Allow the instance role the bucket and the key, on both sides.',
    page: CODEDEPLOY,
  },
  'agent-silent': {
    hop: 'workload',
    sentence:
      'The CodeDeploy agent on the instance does not answer: it is not installed, not running, or reaches neither CodeDeploy nor S3.',
    readNext: [
      'the agent and its log on the instance',
      'the network of the instance',
    ],
    change: 'Install or restart the agent, and give it a way to CodeDeploy.',
    page: CODEDEPLOY,
  },
  'no-instances': {
    hop: 'H11',
    side: 'definition',
    sentence:
      'The deployment group matches no instance in the account and Region where the action works.',
    readNext: ['tags and Auto Scaling groups of the deployment group'],
    change: 'Correct the tags, or start the instances first.',
    page: CODEDEPLOY,
  },
  'revision-invalid': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'CodeDeploy could not use the revision: its AppSpec file is missing, misplaced or malformed, or its format is another. AWS says: “{said|the revision is invalid}”.',
    readNext: [
      'appspec.yml (appspec.yaml for ECS) at the root of the artifact',
    ],
    change:
      'Put a valid AppSpec file at the root of the artifact and name the right artifact as input.',
    page: 'codedeploy/latest/userguide/application-revisions-appspec-file',
  },
  'deployment-under-way': {
    hop: 'service',
    severity: 'passing',
    sentence: 'Another deployment of the same group or service is under way.',
    readNext: ['the deployments of the group or service'],
    change: 'Wait for it to end or stop it, then try again.',
    page: CODEDEPLOY,
  },
  'service-role-lacks-permission': {
    hop: 'deploy-role',
    side: 'caller',
    accountOf: 'account',
    sentence:
      'The service role of the deployment group, {role|not named}, may not call {service|a service}.',
    readNext: ['the identity policies of that role'],
    change:
      'Attach the AWS managed policy for CodeDeploy to it; a blue/green deployment with launch templates needs iam:PassRole, ec2:RunInstances and ec2:CreateTags as well.',
    page: 'codedeploy/latest/userguide/getting-started-create-service-role',
  },
  'provider-access': {
    hop: 'H2',
    side: 'caller',
    sentence: 'The role of the action may not call {service|the provider}.',
    readNext: [
      'the identity policies of the action role, or of the service role where the action has none',
      'taskdef.json, appspec.yaml and imageDetail.json in the artifact: some providers say this of an unusable file, too',
    ],
    change: 'Allow that role the actions of {service|the provider}.',
    page: 'codepipeline/latest/userguide/how-to-custom-role',
  },
  'ecs-deployment-lacks-calls': {
    hop: 'H2',
    side: 'caller',
    sentence:
      'The action says that its role may not access {service|the provider}, and means all that a deployment to ECS needs: where the role has the {service|provider} actions, it lacks ecs:RegisterTaskDefinition (and ecs:TagResource) or iam:PassRole on the roles of the task.',
    readNext: [
      'ecs:RegisterTaskDefinition, ecs:TagResource and iam:PassRole in the identity policies of the action role',
      'executionRoleArn and taskRoleArn of the task definition: those are the roles that are passed',
      'taskdef.json, appspec.yaml and imageDetail.json in the artifact: an unusable file gives this, too',
    ],
    change:
      'Allow the action role, beside the actions of {service|the provider}, ecs:RegisterTaskDefinition and ecs:TagResource, and iam:PassRole on the task and execution role with iam:PassedToService ecs-tasks.amazonaws.com.',
    page: 'codepipeline/latest/userguide/action-reference-ECSbluegreen',
  },
  'cluster-lets-role-not-in': {
    hop: 'H14',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'The EKS cluster does not know the role {role|that works in the action}: IAM let it in, but no access entry (or aws-auth mapping) of the cluster does.',
    readNext: [
      'the access entries of the cluster (eks:DescribeAccessEntry, eks:ListAssociatedAccessPolicies)',
      'which role the command worked with (sts:GetCallerIdentity)',
    ],
    change:
      'Create an access entry for the role in the cluster and associate an access policy with it, such as AmazonEKSEditPolicy.',
    page: 'eks/latest/userguide/access-entries',
  },
  'cluster-role-too-narrow': {
    hop: 'H14',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'The EKS cluster knows {principal|the role}, but its access policy or Kubernetes role does not allow what was asked there.',
    readNext: [
      'the access policies associated with the access entry, and their scope (namespaces)',
    ],
    change:
      'Associate an access policy that allows it in that namespace, or bind the Kubernetes group of the entry to a role that does.',
    page: 'eks/latest/userguide/access-policies',
  },
  'cluster-unreachable': {
    hop: 'network',
    sentence:
      'The endpoint of the EKS cluster could not be reached: it is private, or admits other addresses only.',
    readNext: ['endpoint access of the cluster, and the network of the caller'],
    change:
      'Give the action or build the subnets and security group of the cluster, or open the endpoint to it.',
    page: 'eks/latest/userguide/cluster-endpoint',
  },
  'service-not-stable': {
    hop: 'workload',
    sentence:
      'What was deployed did not become stable in time: its tasks or instances do not start or do not pass their health checks. That is a matter of what was deployed, not of access.',
    readNext: [
      'the events and stopped tasks of the service, which say why',
      'health checks and logs of the application',
    ],
    change:
      'Mend what stops the tasks (image, roles, secrets, network, health check), then deploy again.',
    page: 'AmazonECS/latest/developerguide/stopped-task-errors',
  },
  'task-could-not-start': {
    hop: 'workload',
    sentence:
      'The task could not be prepared: it reached no registry or secret, or its execution role may not read them.',
    readNext: ['the execution role of the task, and its network'],
    change:
      'Allow the execution role what the task needs, or give it a way there.',
    page: 'AmazonECS/latest/developerguide/resource-initialization-error',
  },
  'function-role-recreated': {
    hop: 'workload',
    side: 'resource',
    sentence:
      'The role of the function was deleted and created again: the grant on its key still names the id of the old role.',
    readNext: ['when the role of the function was created'],
    change:
      'Give the function another role and then the right one again, so that Lambda makes a new grant.',
    page: 'lambda/latest/dg/configuration-envvars-encryption',
  },
  'listener-changed': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The listeners and target groups of the service are not as the deployment group expects them: another deployment, or a stack, has changed them.',
    readNext: [
      'the target group that the production listener forwards to, and the primary task set of the service',
    ],
    change:
      'Let the production listener forward to the target group of the primary task set, and let nothing but CodeDeploy change it.',
    page: 'AmazonECS/latest/developerguide/deployment-type-bluegreen',
  },
  'alarm-rolled-back': {
    hop: 'workload',
    sentence:
      'The deployment was rolled back by an alarm, a condition or a failed health check of what was deployed.',
    readNext: ['the alarm or condition that is named'],
    change: 'Mend what the alarm watches, then deploy again.',
    page: 'codedeploy/latest/userguide/monitoring-create-alarms',
  },
} satisfies Record<string, Cause>;
