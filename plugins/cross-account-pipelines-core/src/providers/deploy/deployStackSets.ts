import * as z from 'zod';
import { say } from '../../report';
import {
  accountId,
  artifactPath,
  region,
  roleArn,
} from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped } from '../../pipeline/vocabulary/textSchema';
import { capabilities, stackName } from './deployCloudFormation';
import {
  requestsOn,
  type ActionPlace,
  type PassedRole,
  type Provider,
  type ReachedAccount,
} from '../Provider';
import { uniqueBy, type TargetKind } from './TargetKind';

const calls = {
  CloudFormationStackSet: [
    'CreateStackSet',
    'UpdateStackSet',
    'DescribeStackSet',
    'CreateStackInstances',
    'ListStackInstances',
    'DescribeStackSetOperation',
  ],
  CloudFormationStackInstances: [
    'CreateStackInstances',
    'DescribeStackSetOperation',
  ],
} as const;

function isSelfManaged({ configuration }: ActionPlace): boolean {
  return configuration.PermissionModel !== 'SERVICE_MANAGED';
}

/** See `AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed`. */
function administrationRoleArn({
  configuration,
  partition,
  account,
}: ActionPlace) {
  return (
    configuration.AdministrationRoleArn ??
    `arn:${partition}:iam::${account}:role/AWSCloudFormationStackSetAdministrationRole`
  );
}

/** `DeploymentTargets` names accounts in one of two shorthands or as JSON. */
function namedAccounts(targets: string): string[] {
  const accounts = /accounts"?\s*[=:]\s*\[?([\d\s,"']*)/i.exec(targets)?.[1];
  return (accounts ?? targets).match(/\b\d{12}\b/g) ?? [];
}

function namedRegions(place: ActionPlace): string[] {
  return (
    place.configuration.Regions?.match(/[a-z]{2}(?:-[a-z]+)+-\d+/g) ?? [
      place.region,
    ]
  );
}

function passes(place: ActionPlace): PassedRole[] {
  if (!isSelfManaged(place)) {
    return [];
  }
  return [
    {
      roleArn: administrationRoleArn(place),
      service: 'cloudformation.amazonaws.com',
      serviceName: 'CloudFormation StackSets',
      purpose: 'StackSet administration role',
      sourceArn: `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stackset/${place.configuration.StackSetName}:*`,
      isDefault: !place.configuration.AdministrationRoleArn,
      readsArtifacts: 'no',
    },
  ];
}

function reaches(place: ActionPlace): ReachedAccount[] {
  if (!isSelfManaged(place)) {
    return [];
  }
  const { DeploymentTargets = '', ExecutionRoleName } = place.configuration;
  const name = ExecutionRoleName ?? 'AWSCloudFormationStackSetExecutionRole';
  return namedAccounts(DeploymentTargets).flatMap(account =>
    namedRegions(place).map(each => ({
      account,
      region: each,
      administrationRoleArn: administrationRoleArn(place),
      executionRoleArn: `arn:${place.partition}:iam::${account}:role/${name}`,
    })),
  );
}

function stackSetProvider(provider: keyof typeof calls): Provider {
  return {
    kinds: [`Deploy/${provider}`],
    page: 'codepipeline/latest/userguide/action-reference-StackSets',
    settings: ['StackSetName'],
    paths: ['TemplatePath'],
    artifacts: { reads: true },
    calls({ configuration, partition, account, region: at }) {
      const name = configuration.StackSetName ?? '*';
      return [
        {
          says: caller => say('call.stack-set', { caller, stackSet: name }),
          target: {
            type: 'resource',
            name: `stack set ${name}`,
            account,
            region: at,
          },
          requests: requestsOn(
            `arn:${partition}:cloudformation:${at}:${account}:stackset/${name}:*`,
            {
              required: calls[provider].map(call => `cloudformation:${call}`),
            },
            {
              unknownContextKeys: [
                'aws:RequestTag/*',
                'aws:TagKeys',
                'cloudformation:TemplateUrl',
                'cloudformation:TargetRegion',
              ],
            },
          ),
        },
      ];
    },
    passes,
    reaches,
  };
}

export const deployCloudFormationStackSet = stackSetProvider(
  'CloudFormationStackSet',
);

export const deployCloudFormationStackInstances = stackSetProvider(
  'CloudFormationStackInstances',
);

const percentage = /* @__PURE__ */ schemaOf(() =>
  z
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(100, 'must be at most 100'),
);

export const stackSetDeploySchema = /* @__PURE__ */ schemaOf(() =>
  z
    .strictObject({
      provider: z
        .literal('CloudFormationStackSet')
        .describe('A stack set whose administration is in the target account'),
      stackSetName: stackName.describe('Name of the stack set'),
      templatePath: artifactPath.describe(
        "Path of the template in the build's output, or in the source without a build",
      ),
      parametersPath: artifactPath
        .describe('Path of a file with parameters')
        .optional(),
      capabilities,
      regions: z
        .array(region)
        .min(1, 'must name at least one Region')
        .describe('Regions of the instances'),
      accounts: z
        .array(accountId)
        .min(1, 'must name at least one')
        .describe('Accounts of the instances, with roles of this name in each')
        .optional(),
      organizationalUnits: z
        .array(
          shaped(/^(?:ou|r)-[a-z0-9-]+$/, 'an organizational unit', {
            max: 68,
          }),
        )
        .min(1, 'must name at least one')
        .describe(
          'Organizational units of the instances; StackSets brings its own roles',
        )
        .optional(),
      administrationRoleArn: roleArn
        .describe(
          'Default AWSCloudFormationStackSetAdministrationRole of the target account',
        )
        .optional(),
      executionRoleName: shaped(/^[\w+=,.@-]+$/, 'the name of a role', {
        max: 64,
      })
        .describe(
          'Role in the accounts of the instances. Default AWSCloudFormationStackSetExecutionRole',
        )
        .optional(),
      failureTolerancePercentage: percentage
        .describe(
          'How many of the accounts of a Region may fail before it stops',
        )
        .optional(),
      maxConcurrentPercentage: percentage
        .describe(
          'How many of the accounts of a Region are worked on at a time',
        )
        .optional(),
    })
    .refine(
      ({ accounts, organizationalUnits }) => !accounts !== !organizationalUnits,
      { message: 'must have either accounts or organizationalUnits' },
    ),
);

/**
 * A stack set whose administration is in the target account.
 *
 * @public
 */
export type StackSetDeploySpec = z.output<typeof stackSetDeploySchema>;

export const stackSetTarget: TargetKind<StackSetDeploySpec> = {
  category: 'Deploy',
  provider: 'CloudFormationStackSet',
  thing: deploy => deploy.stackSetName,
  writes: deploy => ({ field: 'stackSetName', name: deploy.stackSetName }),
  arns: deploy => [[deploy.administrationRoleArn, ['administrationRoleArn']]],
  uses: (deploy, { partition, account }) =>
    deploy.accounts
      ? [
          deploy.administrationRoleArn ??
            `arn:${partition}:iam::${account}:role/AWSCloudFormationStackSetAdministrationRole`,
          ...deploy.accounts.map(
            each =>
              `arn:${partition}:iam::${each}:role/${
                deploy.executionRoleName ??
                'AWSCloudFormationStackSetExecutionRole'
              }`,
          ),
        ]
      : [],
  instances: ({ accounts = [], regions }) =>
    accounts.flatMap((account, accountIndex) =>
      regions.map((each, regionIndex) => ({
        account,
        region: each,
        path: ['accounts', accountIndex],
        regionPath: ['regions', regionIndex],
      })),
    ),
  actions: (deploy, { artifact }) => [
    {
      suffix: 'deploy',
      settings: {
        StackSetName: deploy.stackSetName,
        TemplatePath: `${artifact}::${deploy.templatePath}`,
        PermissionModel: deploy.accounts ? 'SELF_MANAGED' : 'SERVICE_MANAGED',
        DeploymentTargets: deploy.accounts
          ? `Accounts=${deploy.accounts.join(',')}`
          : `OrganizationalUnitIds=${deploy.organizationalUnits?.join(',')}`,
        Regions: deploy.regions.join(','),
        Parameters:
          deploy.parametersPath && `${artifact}::${deploy.parametersPath}`,
        Capabilities: deploy.capabilities?.join(','),
        AdministrationRoleArn: deploy.administrationRoleArn,
        ExecutionRoleName: deploy.executionRoleName,
        FailureTolerancePercentage:
          deploy.failureTolerancePercentage?.toString(),
        MaxConcurrentPercentage: deploy.maxConcurrentPercentage?.toString(),
      },
    },
  ],
  context: deploys => ({
    stackSets: uniqueBy(deploys, deploy => deploy.stackSetName).map(deploy => ({
      name: deploy.stackSetName,
      // Set where StackSets works with roles that somebody made.
      administrationRole: deploy.accounts && {
        arn: deploy.administrationRoleArn,
      },
    })),
  }),
};
