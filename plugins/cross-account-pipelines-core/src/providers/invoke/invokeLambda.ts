import * as z from 'zod';
import { say } from '../../report';
import type { ExistingThing } from '../../pipeline/vocabulary/PipelineLinks';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped, text } from '../../pipeline/vocabulary/textSchema';
import {
  requestsOn,
  resourceTarget,
  type ActionPlace,
  type Provider,
} from '../Provider';
import { unique, type TargetKind } from '../deploy/TargetKind';

/** The ARN of a function of the account that an action works in. */
export function functionArn(
  {
    partition,
    account,
    region,
  }: Pick<ActionPlace, 'partition' | 'account' | 'region'>,
  name: string,
): string {
  return `arn:${partition}:lambda:${region}:${account}:function:${name}`;
}

/** The function that an action names. */
export function namesFunction(place: ActionPlace): ExistingThing[] {
  const { account, region } = place;
  const name = place.configuration.FunctionName;
  return name
    ? [
        {
          type: 'function',
          name: `function ${name}`,
          id: functionArn(place, name),
          account,
          region,
          gate: 'deploy',
        },
      ]
    : [];
}

/** What every action and rule asks for that invokes a function. */
export const invokingFunction: Pick<
  Provider,
  'settings' | 'calls' | 'names' | 'runsFunction'
> = {
  settings: ['FunctionName'],
  calls(place) {
    const name = place.configuration.FunctionName ?? '*';
    return [
      {
        says: caller => say('call.invoke-function', { caller, function: name }),
        target: resourceTarget(place, `function ${name}`),
        requests: requestsOn(functionArn(place, name), {
          required: ['lambda:InvokeFunction'],
        }),
      },
    ];
  },
  names: namesFunction,
  runsFunction: place =>
    place.configuration.FunctionName &&
    functionArn(place, place.configuration.FunctionName),
};

export const invokeLambda: Provider = {
  ...invokingFunction,
  kinds: ['Invoke/Lambda'],
  page: 'codepipeline/latest/userguide/action-reference-Lambda',
  artifacts: { reads: true, writes: true },
  unseen: ({ configuration, account }) =>
    say('unseen.job-result', {
      function: configuration.FunctionName,
      account,
    }),
};

export const functionName = /* @__PURE__ */ shaped(
  /^[A-Za-z0-9_-]+$/,
  'the name of a function',
  { max: 64 },
);

export const lambdaInvokeSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z.literal('Lambda').describe('A function that does the work'),
    function: functionName.describe('Name of the function'),
    userParameters: text({ max: 1000 })
      .describe('Handed to the function with the job')
      .optional(),
  }),
);

/**
 * A function that does the work.
 *
 * @public
 */
export type LambdaInvokeSpec = z.output<typeof lambdaInvokeSchema>;

export const lambdaInvokeTarget: TargetKind<LambdaInvokeSpec> = {
  category: 'Invoke',
  provider: 'Lambda',
  thing: deploy => deploy.function,
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        FunctionName: deploy.function,
        UserParameters: deploy.userParameters,
      },
    },
  ],
  context: deploys => ({
    functions: unique(deploys.map(deploy => deploy.function)),
  }),
};
