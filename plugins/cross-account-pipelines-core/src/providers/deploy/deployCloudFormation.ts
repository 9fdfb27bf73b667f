import * as z from 'zod';
import { say } from '../../report';
import { artifactPath } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped, text } from '../../pipeline/vocabulary/textSchema';
import { byteLength } from '../../template/byteLength';
import { requestsOn, type ActionPlace, type Provider } from '../Provider';
import type { TargetAction, TargetKind } from './TargetKind';

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

export const deployCloudFormation: Provider = {
  kinds: ['Deploy/CloudFormation'],
  page: 'codepipeline/latest/userguide/action-reference-CloudFormation',
  artifacts: {
    reads: true,
    // Without a file name there is nothing to write.
    writes: ({ configuration }) => Boolean(configuration.OutputFileName),
  },
  settings: ['ActionMode', 'StackName'],
  paths: ['TemplatePath', 'TemplateConfiguration'],
  unknownPart: ({ configuration: { ActionMode } }) =>
    Object.hasOwn(modes, ActionMode ?? '')
      ? undefined
      : `the action mode "${ActionMode ?? ''}"`,
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
        says: caller => say('call.stack', { caller, stack }),
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

/** See `codepipeline/latest/userguide/action-reference-CloudFormation`. */
const maxParameterOverridesBytes = 1024;

export const stackName = /* @__PURE__ */ shaped(
  /^[A-Za-z][A-Za-z0-9-]*$/,
  'letters, digits and hyphens, beginning with a letter',
  { max: 128 },
);

export const capabilities = /* @__PURE__ */ schemaOf(() =>
  z
    .array(
      z.enum(
        ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
        'must be CAPABILITY_IAM, CAPABILITY_NAMED_IAM or CAPABILITY_AUTO_EXPAND',
      ),
    )
    .describe('What the template may do that CloudFormation wants confirmed')
    .optional(),
);

const word = /* @__PURE__ */ text({ max: 256 });

const parameterOverrides = /* @__PURE__ */ schemaOf(() =>
  z
    .record(
      shaped(/^[A-Za-z0-9]+$/, 'letters and digits', { max: 255 }),
      z.union([
        text({ max: maxParameterOverridesBytes, min: 0 }),
        z.strictObject({
          'Fn::GetArtifactAtt': z
            .tuple([word, word])
            .describe('Artifact and the name of an attribute of it'),
        }),
        z.strictObject({
          'Fn::GetParam': z
            .tuple([word, word, word])
            .describe('Artifact, JSON file in it and name of a value in that'),
        }),
      ]),
    )
    .refine(
      overrides =>
        byteLength(JSON.stringify(overrides)) <= maxParameterOverridesBytes,
      {
        message: `must have at most ${maxParameterOverridesBytes} bytes as JSON; put more into a template configuration file`,
      },
    )
    .describe(
      'Parameters of the template by name: a text, Fn::GetArtifactAtt or Fn::GetParam, as CodePipeline takes them',
    )
    .optional(),
);

export const cloudFormationDeploySchema = /* @__PURE__ */ schemaOf(() =>
  z
    .strictObject({
      provider: z.literal('CloudFormation').describe('A stack'),
      stackName: stackName.describe('Name of the stack in the target account'),
      templatePath: artifactPath
        .describe(
          "Path of the template in the build's output, or in the source without a build. Not with mode delete",
        )
        .optional(),
      templateConfigurationPath: artifactPath
        .describe('Path of a template configuration file beside it')
        .optional(),
      capabilities,
      parameterOverrides,
      mode: z
        .enum(
          ['change-set', 'direct', 'replace-on-failure', 'delete'],
          'must be change-set, direct, replace-on-failure or delete',
        )
        .describe(
          'change-set: one action makes a change set, the next executes it. direct: one action creates or updates. replace-on-failure: the same, and a stack that failed is created again. delete: one action deletes. Default change-set',
        )
        .default('change-set'),
    })
    .refine(
      ({ mode, templatePath }) =>
        mode === 'delete' || templatePath !== undefined,
      { path: ['templatePath'], message: 'is missing' },
    ),
);

/**
 * A stack.
 *
 * @public
 */
export type CloudFormationDeploySpec = z.output<
  typeof cloudFormationDeploySchema
>;

const actionModes = {
  direct: 'CREATE_UPDATE',
  'replace-on-failure': 'REPLACE_ON_FAILURE',
  delete: 'DELETE_ONLY',
};

const changeSetName = { ref: 'ChangeSetName' } as const;

export const cloudFormationTarget: TargetKind<CloudFormationDeploySpec> = {
  category: 'Deploy',
  provider: 'CloudFormation',
  thing: deploy => deploy.stackName,
  writes: deploy => ({ field: 'stackName', name: deploy.stackName }),
  actions(deploy, { artifact }): TargetAction[] {
    const inArtifact = (path: string | undefined) =>
      path && `${artifact}::${path}`;
    const template = {
      TemplatePath: inArtifact(deploy.templatePath),
      TemplateConfiguration: inArtifact(deploy.templateConfigurationPath),
      Capabilities: deploy.capabilities?.join(','),
      ParameterOverrides:
        deploy.parameterOverrides && JSON.stringify(deploy.parameterOverrides),
    };
    const StackName = deploy.stackName;
    // H3, H4: CloudFormation works in the target account as this role.
    const RoleArn = { role: 'deploy' } as const;
    const { mode } = deploy;
    switch (mode) {
      case 'change-set':
        return [
          {
            suffix: 'prepare',
            settings: {
              ActionMode: 'CHANGE_SET_REPLACE',
              StackName,
              ChangeSetName: changeSetName,
              ...template,
              RoleArn,
            },
          },
          {
            suffix: 'deploy',
            readsNothing: true,
            settings: {
              ActionMode: 'CHANGE_SET_EXECUTE',
              StackName,
              ChangeSetName: changeSetName,
            },
          },
        ];
      case 'delete':
        return [
          {
            suffix: 'delete',
            readsNothing: true,
            settings: { ActionMode: actionModes[mode], StackName, RoleArn },
          },
        ];
      default:
        return [
          {
            suffix: 'deploy',
            settings: {
              ActionMode: actionModes[mode],
              StackName,
              ...template,
              RoleArn,
            },
          },
        ];
    }
  },
  readers: () => ['deploy'],
  roles: () => ['deploy'],
  context(deploys) {
    const used = new Set(deploys.map(({ mode }) => mode));
    return {
      cloudFormation:
        deploys.length === 0
          ? undefined
          : {
              usesChangeSets: used.has('change-set'),
              usesDirectUpdates:
                used.has('direct') || used.has('replace-on-failure'),
              deletes: used.has('delete') || used.has('replace-on-failure'),
              // Templates may contain macros, such as the serverless transform.
              usesTransforms: deploys.some(
                each =>
                  each.mode !== 'delete' &&
                  each.capabilities?.includes('CAPABILITY_AUTO_EXPAND'),
              ),
            },
    };
  },
};
