import {
  requestsOn,
  type ActionPlace,
  type ProviderNeeds,
} from './ProviderNeeds';

/**
 * Calls by action mode. `passes` where the mode takes `RoleArn`: an executed
 * change set keeps the role it was made with.
 */
const modes: Record<
  string,
  {
    required: readonly string[];
    documented?: readonly string[];
    passes: boolean;
  }
> = {
  CREATE_UPDATE: {
    required: ['DescribeStacks', 'CreateStack', 'UpdateStack'],
    passes: true,
  },
  REPLACE_ON_FAILURE: {
    required: ['DescribeStacks', 'CreateStack', 'UpdateStack', 'DeleteStack'],
    passes: true,
  },
  DELETE_ONLY: {
    required: ['DescribeStacks', 'DeleteStack'],
    passes: true,
  },
  CHANGE_SET_REPLACE: {
    required: [
      'DescribeStacks',
      'CreateChangeSet',
      'DescribeChangeSet',
      'DeleteChangeSet',
    ],
    passes: true,
  },
  CHANGE_SET_EXECUTE: {
    required: ['DescribeStacks', 'DescribeChangeSet', 'ExecuteChangeSet'],
    passes: false,
  },
};

const unknownContextKeys = [
  'aws:RequestTag/*',
  'aws:TagKeys',
  'cloudformation:ImportResourceTypes',
  'cloudformation:ResourceTypes',
  'cloudformation:StackPolicyUrl',
  'cloudformation:TemplateUrl',
];

function anyStackArn({
  partition,
  account,
  region,
  configuration,
}: ActionPlace) {
  const name = configuration.StackName ?? '*';
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/*`;
}

function stackArn(place: ActionPlace): string {
  const { account, region, configuration, resources } = place;
  const name = configuration.StackName ?? '*';
  return resources.stackArn?.({ account, region, name }) ?? anyStackArn(place);
}

/** The action modes whose requests are known. */
export const cloudFormationActionModes: readonly string[] = Object.keys(modes);

export const cloudFormationNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-CloudFormation',
  artifacts: {
    reads: true,
    // Without a file name there is nothing to write.
    writes: ({ configuration }) => Boolean(configuration.OutputFileName),
  },
  calls(place) {
    const { configuration, account, region } = place;
    const mode = modes[configuration.ActionMode];
    if (!mode) {
      return [];
    }
    const context: Record<string, string> = {};
    if (configuration.ChangeSetName) {
      context['cloudformation:ChangeSetName'] = configuration.ChangeSetName;
    }
    if (configuration.RoleArn && mode.passes) {
      context['cloudformation:RoleArn'] = configuration.RoleArn;
    }
    const stack = configuration.StackName ?? 'without a name';
    return [
      {
        sentence: `may call CloudFormation for stack ${stack}`,
        target: { type: 'resource', name: `stack ${stack}`, account, region },
        requests: requestsOn(
          stackArn(place),
          { required: mode.required.map(name => `cloudformation:${name}`) },
          { context, unknownContextKeys, pattern: anyStackArn(place) },
        ),
      },
    ];
  },
  passes(place) {
    const {
      ActionMode,
      RoleArn,
      ParameterOverrides = '',
    } = place.configuration;
    if (!RoleArn || !modes[ActionMode]?.passes) {
      return [];
    }
    const takesArtifacts = ParameterOverrides.includes('Fn::GetArtifactAtt');
    const hasInputs = Boolean(place.action.inputArtifacts?.length);
    const maybe = hasInputs && ActionMode !== 'DELETE_ONLY' ? 'maybe' : 'no';
    return [
      {
        roleArn: RoleArn,
        service: 'cloudformation.amazonaws.com',
        serviceName: 'CloudFormation',
        purpose: 'deploy role',
        sourceArn: stackArn(place),
        readsArtifacts: takesArtifacts ? 'yes' : maybe,
      },
    ];
  },
};
