import * as z from 'zod';
import { say } from '../../report';
import { artifactPath, roleArn } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped, text } from '../../pipeline/vocabulary/textSchema';
import { logCalls } from '../build/ownCompute';
import {
  requestsOn,
  resourceTarget,
  type ActionPlace,
  type Provider,
  type ProviderCall,
} from '../Provider';
import { uniqueBy, type TargetKind } from './TargetKind';

function tagOf({ configuration }: ActionPlace): string {
  const { InstanceTagKey = '*', InstanceTagValue } = configuration;
  return InstanceTagValue
    ? `${InstanceTagKey}=${InstanceTagValue}`
    : InstanceTagKey;
}

function commandCall(place: ActionPlace): ProviderCall {
  const { configuration, partition, account, region } = place;
  const { InstanceTagKey, InstanceTagValue, InstanceType } = configuration;
  const isManagedNode = InstanceType === 'SSM_MANAGED_NODE';
  const instances = isManagedNode
    ? `arn:${partition}:ssm:${region}:${account}:managed-instance/`
    : `arn:${partition}:ec2:${region}:${account}:instance/`;
  const tag = InstanceTagKey && `aws:ResourceTag/${InstanceTagKey}`;
  return {
    says: caller => say('call.commands', { caller, tag: tagOf(place) }),
    target: resourceTarget(place, `instances tagged ${tagOf(place)}`),
    requests: [
      ...requestsOn(
        `${instances}${isManagedNode ? 'mi' : 'i'}-00000000000000000`,
        { required: ['ssm:SendCommand'] },
        {
          pattern: `${instances}*`,
          ...(tag &&
            InstanceTagValue && { context: { [tag]: InstanceTagValue } }),
          unknownContextKeys: [
            ...(tag && !InstanceTagValue ? [tag] : []),
            'ssm:ResourceTag/*',
          ],
        },
      ),
      ...requestsOn(
        `arn:${partition}:ssm:${region}::document/AWS-RunShellScript`,
        { required: ['ssm:SendCommand'] },
      ),
      ...requestsOn('*', {
        required: [
          ...(isManagedNode ? [] : ['ec2:DescribeInstances']),
          'ssm:DescribeInstanceInformation',
          'ssm:ListCommandInvocations',
        ],
        // Commands are cancelled only when somebody stops a run.
        documented: ['ssm:CancelCommand'],
      }),
    ],
  };
}

function targetGroupCalls(place: ActionPlace): ProviderCall[] {
  const { configuration, partition, account, region } = place;
  const names = (configuration.TargetGroupNameList ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  const base = `arn:${partition}:elasticloadbalancing:${region}:${account}:targetgroup`;
  return names.map(name => ({
    says: caller => say('call.target-group', { caller, targetGroup: name }),
    target: resourceTarget(place, `target group ${name}`),
    requests: [
      ...requestsOn(
        `${base}/${name}/0000000000000000`,
        {
          required: [
            'elasticloadbalancing:DeregisterTargets',
            'elasticloadbalancing:RegisterTargets',
          ],
        },
        { pattern: `${base}/${name}/*` },
      ),
      ...requestsOn('*', {
        required: [
          'elasticloadbalancing:DescribeTargetGroupAttributes',
          'elasticloadbalancing:DescribeTargetGroups',
          'elasticloadbalancing:DescribeTargetHealth',
        ],
      }),
    ],
  }));
}

export const deployEc2: Provider = {
  kinds: ['Deploy/EC2'],
  page: 'codepipeline/latest/userguide/action-reference-EC2Deploy',
  needsV2: true,
  settings: ['InstanceTagKey', 'InstanceType'],
  artifacts: { reads: true },
  unseen: place =>
    say('unseen.instance-roles', {
      account: place.account,
      tag: tagOf(place),
    }),
  calls: place => [
    commandCall(place),
    ...targetGroupCalls(place),
    ...logCalls(place),
  ],
};

export const ec2DeploySchema = /* @__PURE__ */ schemaOf(() =>
  z
    .strictObject({
      provider: z
        .literal('EC2')
        .describe('Files and scripts for Linux instances, at most 500'),
      tagKey: shaped(/^(?!aws:)[\w.:/=+@ -]+$/, 'the key of a tag', {
        max: 128,
      }).describe('Key of the tag that the instances have'),
      tagValue: text({ max: 256 })
        .describe('Its value. Without one, any will do')
        .optional(),
      instanceRoleArn: roleArn.describe(
        'The role that the instances have; they fetch the artifact with it',
      ),
      managedNodes: z
        .boolean()
        .describe('They are managed nodes of the Systems Manager')
        .optional(),
      targetDirectory: shaped(/^\/[^\s]*$/, 'an absolute path', { max: 800 })
        .describe('Where to put the files, with postScript')
        .optional(),
      preScript: artifactPath.describe('Script to run before').optional(),
      postScript: artifactPath.describe('Script to run after').optional(),
      deploySpec: artifactPath
        .describe(
          'Path of a deploy spec file, instead of directory and scripts',
        )
        .optional(),
      maxBatch: z
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(500, 'must be at most 500, the most instances AWS deploys to')
        .describe('How many instances are worked on at a time')
        .optional(),
      targetGroups: z
        .array(
          shaped(/^[A-Za-z0-9-]+$/, 'the name of a target group', { max: 32 }),
        )
        .describe('Target groups to take the instances out of meanwhile')
        .optional(),
    })
    .refine(
      ({ deploySpec, targetDirectory, postScript }) =>
        deploySpec
          ? !targetDirectory && !postScript
          : targetDirectory !== undefined && postScript !== undefined,
      {
        message:
          'must have either deploySpec, or targetDirectory and postScript',
      },
    ),
);

/**
 * Files and scripts for Linux instances. They fetch the artifact themselves.
 *
 * @public
 */
export type Ec2DeploySpec = z.output<typeof ec2DeploySchema>;

export const ec2Target: TargetKind<Ec2DeploySpec> = {
  category: 'Deploy',
  provider: 'EC2',
  needsV2: true,
  thing: ({ tagKey, tagValue }) => tagValue ?? tagKey,
  writes: ({ tagKey, tagValue }) => ({
    field: 'tagKey',
    name: [tagKey, tagValue].filter(Boolean).join('='),
  }),
  arns: deploy => [[deploy.instanceRoleArn, ['instanceRoleArn']]],
  uses: deploy => [deploy.instanceRoleArn],
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        InstanceTagKey: deploy.tagKey,
        InstanceTagValue: deploy.tagValue,
        InstanceType: deploy.managedNodes ? 'SSM_MANAGED_NODE' : 'EC2',
        TargetDirectory: deploy.targetDirectory,
        PreScript: deploy.preScript,
        PostScript: deploy.postScript,
        DeploySpec: deploy.deploySpec,
        MaxBatch: deploy.maxBatch?.toString(),
        TargetGroupNameList: deploy.targetGroups?.join(','),
      },
    },
  ],
  readers: ({ instanceRoleArn }) => [{ arn: instanceRoleArn }],
  // The policy that lets the instances read.
  makes: ({ tagKey }) => [tagKey],
  context: deploys => ({
    fleets: uniqueBy(deploys, ({ tagKey, tagValue, managedNodes }) =>
      JSON.stringify([tagKey, tagValue, managedNodes]),
    ).map(({ tagKey, tagValue, managedNodes }, index) => ({
      id: String(index + 1),
      tagKey: `aws:ResourceTag/${tagKey}`,
      tagValue: tagValue ?? '*',
      managedNodes: managedNodes ?? false,
    })),
    targetGroups: [
      ...new Set(deploys.flatMap(({ targetGroups = [] }) => targetGroups)),
    ],
  }),
};
