import { join } from 'node:path';
import type {
  AuthService,
  PermissionsService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { CrossAccountPipelinesApi } from 'backstage-plugin-cross-account-pipelines-common';
import {
  applyFindingPolicy,
  type ConfiguredAccount,
  type FindingPolicy,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsClients,
  type DeployManifestOptions,
  formatDeploymentEvent,
  formatRollOut,
  type PipelineGuardrails,
  rollOut,
  RollOutProgress,
  type SettlingOptions,
  SharedReads,
  type StackRules,
} from 'backstage-plugin-cross-account-pipelines-node';
import { examples } from './createRollOutAction.examples';
import { findChangeable } from './findChangeable';
import { StepLog } from '../log/StepLog';
import { lookUpForUser } from '../lookUpForUser';
import { readPortalTemplates } from '../readPortalTemplates';
import { requireAllowedRoles } from '../render/requireAllowedRoles';
import { requireDeployPermission } from '../requireDeployPermission';
import { requireReachable } from '../requireReachable';

/** In the workspace. */
const eventLogName = 'roll-out.log';

/** More take more than a task should. */
const MOST = 1_000;

/**
 * Brings a new version of the templates, or of what bounds every pipeline, to
 * pipelines that the suite has made.
 */
export function createRollOutAction(options: {
  accounts: ConfiguredAccount[];
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  client: Pick<CrossAccountPipelinesApi, 'listPipelines'>;
  clients: AwsClients;
  /** Which findings stop, and which are waived. */
  findingPolicy?: FindingPolicy;
  /** What the platform team says of every pipeline. */
  guardrails?: PipelineGuardrails;
  permissions: PermissionsService;
  /** Which stacks pipelines may deploy. */
  stackRules?: StackRules;
  /** Folder or URL of the platform team's own templates. */
  templates?: string;
  urlReader: UrlReaderService;
  /** How often AWS is asked how far it is; for tests. */
  pace?: DeployManifestOptions['pace'];
  /** How a pipeline is looked at afterwards; for tests. */
  settling?: SettlingOptions;
}) {
  const {
    accounts,
    auth,
    catalog,
    client,
    clients,
    findingPolicy: policy,
    guardrails,
    permissions,
    stackRules,
    urlReader,
    pace,
    settling,
  } = options;

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:roll-out',
    description:
      'Brings a new version of the templates, or of the guardrails in app-config, to pipelines that this suite has made. Plans all of them first and changes nothing where something is in the way of one; then the canaries, then wave by wave, and stops at the first that fails or has a broken hop once it is deployed. A further run takes up from there and leaves alone those that are current. Needs the permission cross-account-pipelines.pipeline.deploy for the entity that each pipeline is for, and cross-account-pipelines.account.deploy for every account. A dry run only plans.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        pipelineArns: z =>
          z
            .array(z.string())
            .max(MOST)
            .optional()
            .describe(
              'The pipelines, in the order in which they go; the first are the canaries. Default: all of the portal that the user may deploy, and into each account that they reach',
            ),
        templates: z =>
          z
            .string()
            .optional()
            .describe(
              "Folder in the workspace, or URL of a folder in a repository, with the new CloudFormation templates. Default: the portal's",
            ),
        canary: z =>
          z
            .number()
            .int()
            .min(0)
            .max(MOST)
            .optional()
            .describe('How many pipelines go first. Default 1'),
        wave: z =>
          z
            .number()
            .int()
            .min(1)
            .max(MOST)
            .optional()
            .describe('How many pipelines go together then. Default 10'),
        concurrency: z =>
          z
            .number()
            .int()
            .min(1)
            .max(50)
            .optional()
            .describe('Pipelines that are worked on at a time. Default 5'),
        allowUnknown: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Go on although not everything that matters could be found out. Default false',
            ),
        planOnly: z =>
          z
            .boolean()
            .optional()
            .describe('Only say what would change. Default false'),
      },
      output: {
        outcome: z =>
          z
            .enum([
              'nothing-to-do',
              'planned',
              'refused',
              'stopped',
              'finished',
            ])
            .describe('How the roll-out ended'),
        pipelines: z =>
          z
            .array(
              z.object({
                pipelineArn: z.string(),
                standing: z.enum(['current', 'behind', 'foreign', 'closed']),
                outcome: z.enum(['rolled-out', 'failed', 'left']),
                wave: z.number().optional(),
                health: z.string().optional(),
                error: z.string().optional(),
              }),
            )
            .describe(
              'What each pipeline was before, and what became of it, in order',
            ),
        report: z => z.string().describe('The same in lines'),
      },
    },
    async handler(ctx) {
      const { pipelineArns = [], ...input } = ctx.input;
      const { templates: chosen, planOnly, ...asked } = input;
      const { signal } = ctx;
      const onBehalfOf = ctx.user?.ref;
      const credentials = await ctx.getInitiatorCredentials();
      const shared = new SharedReads({ clients }).open();
      const progress = new RollOutProgress({ accounts });
      const log = new StepLog(ctx, {
        file: join(ctx.workspacePath, eventLogName),
      });
      const report = await rollOut({
        ...asked,
        pipelineArns:
          pipelineArns.length > 0
            ? pipelineArns
            : await findAll({
                auth,
                client,
                catalog,
                permissions,
                credentials,
                signal,
                say: text => ctx.logger.info(text),
              }),
        templates: await readPortalTemplates({
          ctx,
          chosen,
          configured: options.templates,
          urlReader,
        }),
        guardrails: guardrails?.spec,
        accounts,
        clients,
        purpose: 'read',
        stackRules,
        existingRoles: guardrails?.existingRoles,
        judge: async findings =>
          applyFindingPolicy({ policy, findings }).findings,
        authorize: async ({ manifest, spec }) => {
          await requireDeployPermission({
            stacks: manifest.stacks,
            catalog,
            permissions,
            credentials,
          });
          requireAllowedRoles(spec, guardrails?.existingRoles ?? []);
          await requireReachable({ manifest, accounts, clients, onBehalfOf });
        },
        lookUp: ({ manifest }) =>
          lookUpForUser({
            accounts,
            stacks: manifest.stacks,
            clients: shared.clients,
            permissions,
            credentials,
            onBehalfOf,
            signal,
          }),
        dryRun: ctx.isDryRun || planOnly,
        lock: { run: ctx.task.id },
        checkpoint: (key, fn) => ctx.checkpoint({ key, fn }),
        onBehalfOf,
        signal,
        pace,
        settling,
        onEvent: event => {
          if (event.type === 'pipeline-deploys') {
            log.note(
              `${event.pipelineArn} ${formatDeploymentEvent(
                event.event,
                accounts,
              )}`,
            );
          }
          log.say(progress.add(event));
        },
      }).finally(() => log.close());

      const lines = formatRollOut(report);
      ctx.output('outcome', report.outcome);
      ctx.output(
        'pipelines',
        report.pipelines.map(
          ({ pipelineArn, standing, outcome, wave, error, ...pipeline }) => ({
            pipelineArn,
            standing,
            outcome,
            ...(wave !== undefined && { wave }),
            ...(pipeline.after && { health: pipeline.after.health }),
            ...(error !== undefined && { error }),
          }),
        ),
      );
      ctx.output('report', lines.join('\n'));
      if (report.outcome === 'refused' || report.outcome === 'stopped') {
        throw new ConflictError(lines.join('\n'));
      }
      ctx.logger.info(lines.join('\n'));
    },
  });
}

/** @throws InputError when there is none */
async function findAll(
  options: Parameters<typeof findChangeable>[0] & {
    say: (text: string) => void;
  },
): Promise<string[]> {
  const { changeable, closed } = await findChangeable(options);
  if (closed.length > 0) {
    options.say(
      ['Left out, since you may not change them:', ...closed].join('\n- '),
    );
  }
  if (changeable.length === 0) {
    throw new InputError(
      'The portal has no pipeline that you may change. Name the pipelines, or ask for the permission to deploy them and into their accounts',
    );
  }
  return changeable;
}
