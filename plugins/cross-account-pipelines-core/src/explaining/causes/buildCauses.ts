import type { Cause } from './Cause';

const TROUBLE = 'codebuild/latest/userguide/troubleshooting';

/** Builds: their image, their network, their logs. */
export const buildCauses = {
  'build-image-credentials': {
    hop: 'build-role',
    side: 'definition',
    phase: 'set-up',
    sentence:
      'The build project pulls its image with the wrong credentials: an image of another account or of a private registry is pulled with the build role (SERVICE_ROLE), one that CodeBuild keeps with CODEBUILD.',
    readNext: ['imagePullCredentialsType and image of the build project'],
    change:
      'Set imagePullCredentialsType to SERVICE_ROLE for an image of another account and allow the build role and, in the repository policy, its account to pull; to CODEBUILD for an aws/codebuild image.',
    page: 'codebuild/latest/APIReference/API_ProjectEnvironment',
  },
  'build-logs-refused': {
    hop: 'build-role',
    side: 'caller',
    accountOf: 'account',
    sentence: 'The build role {role|} may not write the log of the build.',
    readNext: ['the logs actions in the identity policies of the build role'],
    change:
      'Allow the build role logs:CreateLogGroup, logs:CreateLogStream and logs:PutLogEvents on the log group of the project.',
    page: TROUBLE,
  },
  'build-network-refused': {
    hop: 'build-role',
    side: 'caller',
    sentence:
      'The build runs in a VPC, and the build role may not set up its network interface there, or the VPC, subnet or security group does not fit.',
    readNext: [
      'the ec2 actions in the identity policies of the build role',
      'VPC, subnets and security groups of the build project',
    ],
    change:
      'Allow the build role ec2:CreateNetworkInterface, DescribeNetworkInterfaces, DeleteNetworkInterface, DescribeSubnets, DescribeSecurityGroups, DescribeVpcs, DescribeDhcpOptions and CreateNetworkInterfacePermission.',
    page: TROUBLE,
  },
  'build-network-unreachable': {
    hop: 'network',
    sentence:
      'The build runs in a VPC without a way out: it reaches neither its source nor its registry.',
    readNext: [
      'route tables and endpoints of the subnets of the build project',
    ],
    change:
      'Use private subnets with a NAT gateway, or VPC endpoints for S3, logs, ECR and what the build calls.',
    page: 'codebuild/latest/userguide/vpc-support',
  },
  'build-role-unusable': {
    hop: 'H4',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'CodeBuild cannot work with the role of the project, {role|not named}: it does not exist, does not trust codebuild.amazonaws.com, or is too young.',
    readNext: ['the role of the build project and its trust policy'],
    change:
      'Create the role before the project and let its trust policy name codebuild.amazonaws.com.',
    page: TROUBLE,
  },
  'secret-missing': {
    hop: 'H11',
    sentence:
      'A secret or parameter that a build, a task or a template reads does not exist in the account and Region that was asked, or not under that name.',
    readNext: [
      'env.parameter-store and env.secrets-manager in the buildspec, or what else names it',
      'the secrets and parameters of that account and Region',
    ],
    change:
      'Create it there, or correct the name; one of another account is named by its whole ARN, and its policy and key have to let the reader in.',
    page: 'codebuild/latest/userguide/build-spec-ref',
  },
  'build-project-missing': {
    hop: 'H11',
    side: 'definition',
    sentence:
      'The build project does not exist in the account and Region in which the action works.',
    readNext: ['ProjectName, roleArn and region of the action'],
    change: 'Create the project there, or correct the action.',
    page: 'codepipeline/latest/userguide/action-reference-CodeBuild',
  },
} satisfies Record<string, Cause>;
