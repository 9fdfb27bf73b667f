import * as z from 'zod';
import { say } from '../../report';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped } from '../../pipeline/vocabulary/textSchema';
import {
  functionArn,
  functionName,
  namesFunction,
} from '../invoke/invokeLambda';
import { logCalls } from '../build/ownCompute';
import {
  requestsOn,
  resourceTarget,
  type Provider,
  type ProviderCall,
} from '../Provider';
import { unique, uniqueBy, type TargetKind } from './TargetKind';

const functionActions = [
  'GetAlias',
  'GetFunctionConfiguration',
  'GetProvisionedConcurrencyConfig',
  'PublishVersion',
  'UpdateAlias',
  'UpdateFunctionCode',
].map(name => `lambda:${name}`);

/** Commas with or without blanks between them. */
function listed(setting: string | undefined): string[] {
  return (setting ?? '')
    .split(',')
    .map(each => each.trim())
    .filter(Boolean);
}

export const deployLambda: Provider = {
  kinds: ['Deploy/Lambda'],
  page: 'codepipeline/latest/userguide/action-reference-LambdaDeploy',
  needsV2: true,
  settings: ['FunctionName'],
  artifacts: { reads: true },
  calls(place) {
    const { configuration, partition, account, region } = place;
    const name = configuration.FunctionName ?? '*';
    const arn = functionArn(place, name);
    const qualifier = configuration.FunctionAlias ?? 'alias';
    const alarms = listed(configuration.Alarms);
    const watching: ProviderCall = {
      says: caller =>
        say('call.alarms-of-function', { caller, function: name }),
      target: resourceTarget(place, 'alarms'),
      requests: alarms.map(alarm => ({
        action: 'cloudwatch:DescribeAlarms',
        resource: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${alarm}`,
        need: 'required',
      })),
    };
    return [
      {
        says: caller =>
          say('call.publish-versions', { caller, function: name }),
        target: resourceTarget(place, `function ${name}`),
        requests: [
          ...requestsOn(arn, { required: functionActions }),
          ...requestsOn(
            `${arn}:${qualifier}`,
            { required: functionActions },
            { pattern: `${arn}:*` },
          ),
        ],
      },
      ...(alarms.length > 0 ? [watching] : []),
      ...logCalls(place),
    ];
  },
  names: namesFunction,
};

/** See `codepipeline/latest/userguide/action-reference-LambdaDeploy`. */
const maxAlarms = 10;

export const lambdaDeploySchema = /* @__PURE__ */ schemaOf(() =>
  z
    .strictObject({
      provider: z
        .literal('LambdaDeploy')
        .describe('A new version of a function, by an alias'),
      function: functionName.describe('Name of the function'),
      alias: shaped(/^(?!\d+$)[A-Za-z0-9_-]+$/, 'the name of an alias', {
        max: 128,
      })
        .describe('Alias that is moved to the new version')
        .optional(),
      strategy: shaped(
        /^(?:AllAtOnce|(?:Canary|Linear)\w+)$/,
        'AllAtOnce, or a strategy such as Canary10Percent5Minutes',
        { max: 64 },
      )
        .describe('How the alias moves. Default AllAtOnce')
        .optional(),
      version: shaped(/^\d+$/, 'the number of a version', { max: 10 })
        .describe('A version that is published already, to move the alias to')
        .optional(),
      alarms: z
        .array(shaped(/^[\w.-]+$/, 'the name of an alarm', { max: 255 }))
        .min(1, 'must name at least one alarm')
        .max(maxAlarms, `must name at most ${maxAlarms} alarms`)
        .describe('Alarms that move the alias back')
        .optional(),
    })
    .refine(
      ({ alias, strategy, alarms, version }) =>
        alias !== undefined || !(strategy ?? alarms ?? version),
      {
        path: ['alias'],
        message: 'is needed with strategy, alarms or version',
      },
    ),
);

/**
 * A new version of a function.
 *
 * @public
 */
export type LambdaDeploySpec = z.output<typeof lambdaDeploySchema>;

export const lambdaDeployTarget: TargetKind<LambdaDeploySpec> = {
  category: 'Deploy',
  provider: 'Lambda',
  needsV2: true,
  thing: deploy => deploy.function,
  writes: deploy => ({ field: 'function', name: deploy.function }),
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        FunctionName: deploy.function,
        FunctionAlias: deploy.alias,
        PublishedTargetVersion: deploy.version,
        DeployStrategy: deploy.strategy,
        Alarms: deploy.alarms?.join(','),
      },
    },
  ],
  context: deploys => ({
    deployedFunctions: uniqueBy(deploys, deploy => deploy.function).map(
      deploy => deploy.function,
    ),
    deploymentAlarms: unique(deploys.flatMap(({ alarms = [] }) => alarms)),
  }),
};
