import type { ManagedPolicyRecord } from './IamState';

const released = new Date('2015-02-06T18:39:46Z');

function policy(
  name: string,
  id: string,
  statements: object[],
  path = '/',
): ManagedPolicyRecord {
  return {
    name,
    path,
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    id,
    createdAt: released,
    versions: [
      {
        id: 'v1',
        document: { Version: '2012-10-17', Statement: statements },
        createdAt: released,
      },
    ],
    defaultVersion: 'v1',
    lastVersion: 1,
    tags: {},
  };
}

const policies = [
  policy('AdministratorAccess', 'ANPAIWMBCKSKIEE64ZLYK', [
    { Effect: 'Allow', Action: '*', Resource: '*' },
  ]),
  policy('PowerUserAccess', 'ANPAJYRXTHIB4FOVS3ZXS', [
    {
      Effect: 'Allow',
      NotAction: ['iam:*', 'organizations:*', 'account:*'],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: [
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeOrganization',
      ],
      Resource: '*',
    },
  ]),
  policy(
    'AWSCodeDeployRole',
    'ANPAJ2NKMKD73QS5NBFLA',
    [
      {
        Effect: 'Allow',
        Action: [
          'autoscaling:Describe*',
          'autoscaling:CompleteLifecycleAction',
          'autoscaling:PutLifecycleHook',
          'cloudwatch:DescribeAlarms',
          'ec2:DescribeInstances',
          'ec2:DescribeInstanceStatus',
          'ec2:TerminateInstances',
          'elasticloadbalancing:Describe*',
          'elasticloadbalancing:DeregisterTargets',
          'elasticloadbalancing:RegisterTargets',
          'sns:Publish',
          'tag:GetResources',
        ],
        Resource: '*',
      },
    ],
    '/service-role/',
  ),
  policy('ReadOnlyAccess', 'ANPAILL3HVNFSB6DCOWYQ', [
    {
      Effect: 'Allow',
      Action: ['*:Get*', '*:List*', '*:Describe*', '*:BatchGet*'],
      Resource: '*',
    },
  ]),
];

/**
 * The AWS managed policies that the sandbox has, by ARN. `ReadOnlyAccess` and
 * `AWSCodeDeployRole` are approximations.
 */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicyRecord> =
  new Map(policies.map(each => [each.arn, each]));
