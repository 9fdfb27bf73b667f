import { join } from 'node:path';
import {
  resolveSafeChildPath,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { crossAccountPipelinesRemovePermission } from 'backstage-plugin-cross-account-pipelines-common';
import {
  applyFindingPolicy,
  type CheckFinding,
  type ConfiguredAccount,
  type FindingPolicy,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  counted,
  describePlace,
  manifestName,
  parsePipelineArn,
  type PipelineChange,
  samePlace,
  unknownHops,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsClients,
  deployManifest,
  type DeployManifestOptions,
  findingsOfPlan,
  DeploymentStanding,
  NotCertainError,
  type PipelineGuardrails,
  planInThread,
  type StackRules,
} from 'backstage-plugin-cross-account-pipelines-node';
import { examples } from './createDeployAction.examples';
import { defaultFolder } from '../defaultFolder';
import { describeMade } from './describeMade';
import { DeploymentLog } from '../log/DeploymentLog';
import { lookUpForUser } from '../lookUpForUser';
import { packFiles, unpackFiles } from '../packFiles';
import { pipelineConsoleUrl } from './pipelineConsoleUrl';
import { readRenderedFolder } from './readRenderedFolder';
import { requireDeployPermission } from '../requireDeployPermission';
import { requireReachable } from '../requireReachable';
import { requireSound } from '../requireSound';

/** While nothing else is to say, how far it is; in ms. */
const STANDING_INTERVAL = 20_000;

/** In the folder of the manifest. */
const eventLogName = 'deployment.log';

/**
 * Deploys rendered stacks: foundation, then target accounts, then the pipeline.
 */
export function createDeployAction(options: {
  accounts: ConfiguredAccount[];
  catalog: CatalogService;
  clients: AwsClients;
  /** Which findings stop, and which are waived. */
  findingPolicy?: FindingPolicy;
  permissions: PermissionsService;
  /** Which stacks pipelines may deploy. */
  stackRules?: StackRules;
  /** What the platform team says of every pipeline. */
  guardrails?: PipelineGuardrails;
  /** How often AWS is asked how far it is; for tests. */
  pace?: DeployManifestOptions['pace'];
  /** How often the log says how far it is, in ms. Default 20 s. */
  standingInterval?: number;
  /** Between two blocks of the log, in ms; for tests. */
  logGap?: number;
}) {
  const {
    accounts,
    catalog,
    clients,
    findingPolicy,
    guardrails,
    permissions,
    stackRules,
    pace,
    standingInterval = STANDING_INTERVAL,
    logGap,
  } = options;

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:deploy',
    description:
      'Deploys the stacks that a render step wrote: the foundation, then all target accounts at once, then the pipeline. A second run changes only what is different. Before anything is created it logs the plan: what changes against what is deployed, and which permissions get wider. Needs the permission cross-account-pipelines.pipeline.deploy for the entity that the tag backstage-component of the stacks names, and cross-account-pipelines.account.deploy for every account. Of a pipeline that exists already it says whom it gains and loses, and it loses nobody unless allowLoss says so. A dry run ends there, with the change sets that CloudFormation would execute.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .optional()
            .describe(
              `Folder in the workspace that holds manifest.yaml. Default ${defaultFolder}`,
            ),
        rendered: z =>
          z
            .string()
            .optional()
            .describe(
              'Output of that name of the render step: what to deploy where the folder is lost, because the task goes on elsewhere',
            ),
        concurrency: z =>
          z
            .number()
            .int()
            .min(1)
            .max(100)
            .optional()
            .describe('Stacks that are deployed at a time. Default 100'),
        adoptStacks: z =>
          z
            .array(z.string())
            .optional()
            .describe(
              'Names of stacks that nobody owns and that the pipeline takes over. The platform team has to allow it in app-config under crossAccountPipelines.stacks.adoptable',
            ),
        allowUnknown: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Go on although not everything that matters could be found out. Default false',
            ),
        allowLoss: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Go on although the pipeline exists already and would no longer reach accounts that it reaches. Default false: it stops before anything is written, and names them',
            ),
        removeLeftovers: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Remove, once the pipeline is switched, the stacks of it that nothing needs any more, and their roles. Default false. Needs the permission cross-account-pipelines.pipeline.remove, too',
            ),
        deleteApplicationStacks: z =>
          z
            .boolean()
            .optional()
            .describe(
              'With removeLeftovers: delete what the pipeline has deployed and does not deploy any more, too. Default false: it stays, with the roles that it needs',
            ),
        emptyBuckets: z =>
          z
            .boolean()
            .optional()
            .describe(
              'With removeLeftovers: delete the artifacts in Regions that are not used any more. Default false: their buckets stay',
            ),
      },
      output: {
        pipelineArn: z => z.string().describe('The ARN of the pipeline'),
        consoleUrl: z =>
          z.string().describe('The page of the pipeline in the AWS console'),
        stacks: z =>
          z
            .array(
              z.object({
                account: z.string(),
                region: z.string(),
                stackName: z.string(),
                outcome: z.enum(['created', 'updated', 'unchanged', 'deleted']),
              }),
            )
            .describe('What became of each stack, in order'),
        leftovers: z =>
          z
            .array(z.string())
            .describe(
              'What earlier deployments have made and is still there though nothing needs it, and why',
            ),
        picture: z =>
          z
            .string()
            .describe(
              'What was made, as a picture of accounts and stacks, and what to do next; Markdown for an output text',
            ),
      },
    },
    async handler(ctx) {
      const {
        path = defaultFolder,
        rendered,
        concurrency,
        adoptStacks,
        allowUnknown,
        allowLoss,
        removeLeftovers,
        deleteApplicationStacks,
        emptyBuckets,
      } = ctx.input;
      const folder = resolveSafeChildPath(ctx.workspacePath, path);
      const remember = (pack: () => Promise<string>) =>
        ctx.checkpoint({ key: 'rendered', fn: pack });
      const { manifest, pipelineArn, templates } = await readRenderedFolder(
        folder,
        async () => {
          const packed = rendered ?? (await remember(async () => ''));
          return packed === '' ? undefined : unpackFiles(packed);
        },
      );
      if (rendered === undefined && !ctx.isDryRun) {
        await remember(() =>
          packFiles({ ...templates, [manifestName]: JSON.stringify(manifest) }),
        );
      }
      const credentials = await ctx.getInitiatorCredentials();
      await requireDeployPermission({
        stacks: manifest.stacks,
        catalog,
        permissions,
        credentials,
      });
      const policy = findingPolicy;
      const requireAllowed = (
        findings: CheckFinding[],
        reports: PipelineReport[],
      ) =>
        requireSound({
          name: manifest.pipeline!.name,
          reports,
          findings: applyFindingPolicy({ policy, findings }).findings,
        });
      // A step in between may have changed what the render step had checked.
      const files = { manifest, templates, accounts };
      const offline = await planInThread('checkStacks', files);
      requireAllowed(offline.findings, offline.reports);
      const onBehalfOf = ctx.user?.ref;
      await requireReachable({ manifest, accounts, clients, onBehalfOf });
      // The same with what is there in AWS; the templates have not changed.
      const { findings, reports } = await planInThread(
        'checkStacks',
        { ...files, areValid: true },
        lookUpForUser({
          accounts,
          stacks: manifest.stacks,
          clients,
          permissions,
          credentials,
          onBehalfOf,
          signal: ctx.signal,
        }),
      );
      requireAllowed(findings, reports);
      const unknown = unknownHops(reports);
      if (unknown.length > 0 && !allowUnknown) {
        throw new NotCertainError(unknown);
      }

      const standing = new DeploymentStanding({ accounts });
      const log = new DeploymentLog(ctx, {
        accounts,
        file: join(folder, eventLogName),
        gap: logGap,
      });
      const timer = setInterval(
        () => log.say(standing.describe()),
        standingInterval,
      );

      let change: PipelineChange | undefined;
      const { stacks, leftovers } = await deployManifest({
        manifest,
        templates,
        clients,
        onBehalfOf,
        concurrency,
        stackRules,
        existingRoles: guardrails?.existingRoles,
        adopt: adoptStacks,
        allowUnknown,
        allowLoss,
        ...(removeLeftovers && {
          removeLeftovers: { deleteApplicationStacks, emptyBuckets },
        }),
        signal: ctx.signal,
        dryRun: ctx.isDryRun,
        beforeWriting: async () => {
          const left = [
            ...(change?.leftovers ?? []),
            ...((deleteApplicationStacks && change?.applications) || []),
          ];
          if (removeLeftovers && left.length > 0) {
            // Of the same entity; removing asks for their tag, too.
            await requireDeployPermission({
              stacks: left.map(place => ({
                ...place,
                tags: manifest.stacks[0].tags,
              })),
              permission: crossAccountPipelinesRemovePermission,
              catalog,
              permissions,
              credentials,
            });
          }
        },
        onEvent: event => {
          standing.add(event);
          log.add(event);
          if (event.type === 'deployment-planned') {
            const plan = event.stacks;
            change = event.change;
            requireAllowed(
              findingsOfPlan({ plan, manifest, templates }).filter(isWidening),
              reports,
            );
          }
        },
        lock: { run: ctx.task.id },
        checkpoint: (key, fn) => ctx.checkpoint({ key, fn }),
        pace,
      }).finally(async () => {
        clearInterval(timer);
        await log.close();
      });

      const consoleUrl = pipelineConsoleUrl(parsePipelineArn(pipelineArn)!);
      ctx.output('pipelineArn', pipelineArn);
      ctx.output('consoleUrl', consoleUrl);
      ctx.output(
        'stacks',
        stacks.map(({ account, region, stackName, outcome }) => ({
          account,
          region,
          stackName,
          outcome,
        })),
      );
      const kept = leftovers
        ? leftovers.kept.map(
            place => `${describePlace(place)}: ${place.reason}`,
          )
        : [...(change?.leftovers ?? []), ...(change?.applications ?? [])].map(
            place => `${describePlace(place)}: nobody asked to remove it`,
          );
      if (leftovers) {
        const removed = leftovers.stacks.filter(
          ({ outcome }) => outcome === 'deleted',
        );
        log.say(
          [
            `${ctx.isDryRun ? 'Would remove' : 'Removed'} ${counted(
              removed.length,
              'leftover stack',
            )}`,
            ...removed.map(place => `  - ${describePlace(place)}`),
            ...kept.map(line => `  stays: ${line}`),
          ].join('\n'),
        );
      }
      ctx.output('leftovers', kept);
      ctx.output(
        'picture',
        describeMade({
          pipelineArn,
          accounts,
          stacks: stacks.map(({ account, region, stackName, outcome }) => ({
            account,
            region,
            stackName,
            outcome,
            phase: manifest.stacks.find(each =>
              samePlace(each, { account, region, stackName }),
            )!.phase,
          })),
        }),
      );
      if (!ctx.isDryRun) {
        log.say(`Pipeline ${pipelineArn}\n${consoleUrl}`);
      }
      await log.close();
    },
  });
}

/** What cannot be compared at all stops by itself, unless that is allowed. */
function isWidening({ rule }: CheckFinding): boolean {
  return rule === 'wider-permission';
}
