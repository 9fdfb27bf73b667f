import type { KnownError } from './KnownError';

/**
 * CodeDeploy, ECS, ECR and Lambda: the providers that deploy, and what they
 * deployed.
 */
export const deploymentErrors: KnownError[] = [
  {
    pattern:
      /Aws::S3::Errors::(?:AccessDenied|Forbidden)|(?:DownloadBundle|CodeDeployPlugin|codedeploy-agent).{0,400}Access ?Denied\b(?!Exception)/i,
    page: 'codedeploy/latest/userguide/troubleshooting-deployments',
    meanings: [
      {
        hop: 'H10',
        cause: 'instance-reads-revision',
        sentence:
          'The CodeDeploy agent could not download the revision: the agent reads it with the role of the instance, which may not read {bucket|the artifact bucket}.',
        readNext: [
          'the S3 and KMS actions in the identity policies of the instance role',
          'the bucket policy, for the instance role or its account',
        ],
        change:
          'Allow the instance role s3:Get* on bucket/* and s3:ListBucket on the bucket, on both sides.',
      },
      {
        hop: 'H10',
        cause: 'instance-uses-key',
        sentence:
          'S3 says the same when the instance role may not use the artifact key.',
        readNext: ['the key policy of the artifact key, for the instance role'],
        change:
          'Allow the instance role kms:Decrypt and kms:DescribeKey, in the key policy and in its own policy.',
      },
      {
        hop: 'H5',
        cause: 'bucket-access',
        sentence: 'The refusal came from the artifact bucket.',
        readNext: ['the bucket policy of the artifact bucket'],
        change: 'Let the bucket policy name the account of the instances.',
        side: 'resource',
      },
    ],
  },
  {
    pattern:
      /Aws::CodeDeployCommand::Errors::AccessDenied|Cannot reach InstanceService|Missing credentials - please check if this EC2 instance was started with an IAM instance profile/i,
    meanings: [
      {
        hop: 'H10',
        cause: 'instance-profile',
        sentence:
          'The CodeDeploy agent works without the credentials of an instance profile, or with wrong ones.',
        readNext: [
          'the instance profile of the instance',
          'credentials that were put on the instance by hand',
        ],
        change:
          'Attach an instance profile and restart the agent; remove other credentials from its environment.',
      },
    ],
  },
  {
    pattern:
      /too many individual instances failed deployment|HEALTH_CONSTRAINTS/i,
    page: 'codedeploy/latest/userguide/troubleshooting-deployments',
    meanings: [
      {
        hop: 'workload',
        cause: 'instances-failed',
        sentence:
          'CodeDeploy gave up because too many instances failed; each instance has its own reason.',
        readNext: [
          'the lifecycle events of a failed instance: a failed DownloadBundle is a matter of rights, a failed hook is one of the application',
        ],
        change: 'Explain the error of the first failed lifecycle event.',
      },
      {
        hop: 'H10',
        cause: 'instance-reads-revision',
        sentence:
          'If DownloadBundle failed: the instance role may not read the revision or use its key.',
        readNext: ['the agent log on the instance'],
        change:
          'Allow the instance role the bucket and the key, on both sides.',
      },
    ],
  },
  {
    pattern:
      /IAM role (?<role>\S{1,300}) ?does not give you permission to perform operations in the following AWS service: (?<service>\w{2,60})/i,
    page: 'codedeploy/latest/userguide/getting-started-create-service-role',
    meanings: [
      {
        hop: 'deploy-role',
        cause: 'service-role-lacks-permission',
        sentence:
          'The service role of the deployment group, {role|not named}, may not call {service|a service}.',
        readNext: ['the identity policies of that role'],
        change:
          'Attach the AWS managed policy for CodeDeploy to it; a blue/green deployment with launch templates needs iam:PassRole and ec2 actions as well.',
        side: 'caller',
        accountOf: 'account',
      },
    ],
  },
  {
    pattern:
      /provided role does not have (?:the )?(?:sufficient )?permissions?(?::? (?:to access |Service: ?)(?<service>[A-Za-z]{2,60}))|role does not have the (?:required )?permissions? to (?:call|access) (?<resource>(?:Amazon |AWS )?(?:ECS|Lambda|CodeDeploy|CodeBuild|CloudFormation|Elastic ?Beanstalk)\w*)/i,
    bare: true,
    meanings: [
      {
        hop: 'H2',
        cause: 'provider-access',
        sentence: 'The role of the action may not call {service|the provider}.',
        readNext: [
          'the identity policies of the action role, or of the service role where the action has none',
          'taskdef.json, appspec.yaml and imageDetail.json in the artifact: some providers say this of an unusable file, too',
        ],
        change: 'Allow that role the actions of {service|the provider}.',
        side: 'caller',
      },
    ],
  },
  {
    pattern:
      /CannotPullContainer|CannotPullImage|Unable to pull (?:customer's )?(?:container )?image|pull access denied|may require 'docker login'|no basic auth credentials|(?:failed to (?:resolve|pull)|pull image).{0,240}(?:403|denied|not found|unauthorized)|does not have permission to access the ECR (?:image|repository)|ImagePullBackOff|ErrImagePull/i,
    page: 'AmazonECR/latest/userguide/repository-policies',
    meanings: [
      {
        hop: 'workload',
        cause: 'image-pull-refused',
        sentence:
          'The container image could not be pulled from {repository|its repository}. If that is of another account, its repository policy has to name the account that pulls.',
        readNext: [
          'the policy of the repository (ecr:GetRepositoryPolicy)',
          'the ECR actions of the role that pulls, and the key of the repository',
        ],
        change:
          'Let the repository policy allow ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and ecr:BatchCheckLayerAvailability for the account that pulls; for Lambda name lambda.amazonaws.com as well.',
        side: 'resource',
      },
    ],
  },
  {
    pattern:
      /ResourceInitializationError|unable to pull secrets or registry auth/i,
    meanings: [
      {
        hop: 'workload',
        cause: 'task-could-not-start',
        sentence:
          'The task could not be prepared: it reached no registry or secret, or its execution role may not read them.',
        readNext: ['the execution role of the task, and its network'],
        change:
          'Allow the execution role what the task needs, or give it a way there.',
      },
    ],
  },
];
