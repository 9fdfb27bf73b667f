import {
  requestsOn,
  type ActionPlace,
  type PassedRole,
  type ProviderNeeds,
  type ReachedAccount,
} from './ProviderNeeds';

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
    namedRegions(place).map(region => ({
      account,
      region,
      administrationRoleArn: administrationRoleArn(place),
      executionRoleArn: `arn:${place.partition}:iam::${account}:role/${name}`,
    })),
  );
}

function stackSetNeeds(provider: keyof typeof calls): ProviderNeeds {
  return {
    page: 'codepipeline/latest/userguide/action-reference-StackSets',
    artifacts: { reads: true },
    calls({ configuration, partition, account, region }) {
      const name = configuration.StackSetName ?? '*';
      return [
        {
          sentence: `may call CloudFormation for stack set ${name}`,
          target: {
            type: 'resource',
            name: `stack set ${name}`,
            account,
            region,
          },
          requests: requestsOn(
            `arn:${partition}:cloudformation:${region}:${account}:stackset/${name}:*`,
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

export const stackSetNeedsByProvider: Record<string, ProviderNeeds> = {
  CloudFormationStackSet: stackSetNeeds('CloudFormationStackSet'),
  CloudFormationStackInstances: stackSetNeeds('CloudFormationStackInstances'),
};
