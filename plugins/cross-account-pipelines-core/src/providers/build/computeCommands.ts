import * as z from 'zod';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { text } from '../../pipeline/vocabulary/textSchema';
import { secretName, variableName } from './codeBuild';
import { logCalls, networkCalls, secretCalls } from './ownCompute';
import type { Provider } from '../Provider';
import { unique, type TargetKind } from '../deploy/TargetKind';

export const computeCommands: Provider = {
  kinds: ['Compute/Commands'],
  page: 'codepipeline/latest/userguide/action-reference-Commands',
  needsV2: true,
  runsCommands: true,
  artifacts: { reads: true, writes: true },
  calls: place => [
    ...logCalls(place),
    ...secretCalls(place, place.action.environmentVariables),
    ...(place.configuration.VpcId ? networkCalls(place, { isUsed: true }) : []),
  ],
};

/** See `codepipeline/latest/userguide/action-reference-Commands`. */
export const commandsSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('Commands')
      .describe("Commands that run on CodePipeline's own compute"),
    commands: z
      .array(text({ max: 1000 }))
      .min(1, 'must name at least one command')
      .max(50, 'must name at most 50 commands')
      .describe('One to fifty commands of one line'),
    environment: z
      .record(
        variableName,
        z.union([
          text({ max: 2000 }),
          z.strictObject({
            secret: secretName.describe(
              'Name of a secret of the Secrets Manager, perhaps with :key',
            ),
          }),
        ]),
      )
      .describe('Environment variables by name: a text or { secret }')
      .optional(),
    files: z
      .array(text({ max: 128 }))
      .min(1, 'must name at least one file')
      .max(10, 'must name at most 10 files')
      .describe('Files to put out as an artifact')
      .optional(),
    timeout: z
      .int('must be whole minutes')
      .min(5, 'must be at least 5 minutes')
      .max(55, 'must be at most 55 minutes')
      .describe('Minutes, 5 to 55')
      .optional(),
  }),
);

/**
 * Commands that run on CodePipeline's own compute, as the role of the target.
 *
 * @public
 */
export type CommandsSpec = z.output<typeof commandsSchema>;

export const commandsTarget: TargetKind<CommandsSpec> = {
  category: 'Compute',
  provider: 'Commands',
  needsV2: true,
  thing: () => 'commands',
  actions: ({ commands, environment = {}, files, timeout }) => [
    {
      suffix: 'run',
      files,
      settings: {},
      fields: {
        Commands: commands,
        ...(Object.keys(environment).length > 0 && {
          EnvironmentVariables: Object.entries(environment).map(
            ([Name, value]) =>
              typeof value === 'string'
                ? { Name, Type: 'PLAINTEXT', Value: value }
                : { Name, Type: 'SECRETS_MANAGER', Value: value.secret },
          ),
        }),
        ...(timeout && { TimeoutInMinutes: timeout }),
      },
    },
  ],
  actionWrites: ({ files }) => files !== undefined,
  context: deploys => ({
    runsCommands: deploys.length > 0,
    commandSecrets: unique(
      deploys.flatMap(({ environment = {} }) =>
        Object.values(environment).flatMap(value =>
          typeof value === 'string' ? [] : [value.secret.split(':')[0]],
        ),
      ),
    ),
  }),
};
