import { join } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  crossAccountPipelinesDeployPermission,
  crossAccountPipelinesDeployToAccountPermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import {
  type ConfiguredAccount,
  describeDocument,
  pipelineSpecJsonSchema,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  AttachmentError,
  type AttachmentRequest,
  componentTag,
  counted,
  parseAttachment,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  attachPipeline,
  type AwsClients,
  type DeployManifestOptions,
  formatAttachment,
  type PipelineGuardrails,
  requireAccountPermission,
  type StackRules,
} from 'backstage-plugin-cross-account-pipelines-node';
import { examples } from './createAttachAction.examples';
import { DeploymentLog } from '../log/DeploymentLog';
import { readPortalTemplates } from '../readPortalTemplates';
import { requireAllowedRoles } from '../render/requireAllowedRoles';
import { requirePipelineArn } from '../requirePipelineArn';
import {
  type PipelinePermissionServices,
  requirePipelinePermission,
} from '../requirePipelinePermission';
import { requireReachable } from '../requireReachable';

/** In the workspace. */
const eventLogName = 'attachment.log';

type Schema = NonNullable<NonNullable<TemplateAction['schema']>['input']>;

/**
 * Lets a pipeline that others made work in other accounts.
 *
 * What bounds every pipeline is the platform team's, in app-config: what deploy
 * roles may do, the permissions boundary, and which roles that are there already
 * an action may work as.
 */
export function createAttachAction(
  options: PipelinePermissionServices & {
    accounts: ConfiguredAccount[];
    clients: AwsClients;
    /** What the platform team says of every pipeline, whatever the input says. */
    guardrails?: PipelineGuardrails;
    stackRules?: StackRules;
    /** Folder or URL of the platform team's own templates. */
    templates?: string;
    urlReader: UrlReaderService;
    pace?: DeployManifestOptions['pace'];
  },
) {
  const { accounts, clients, stackRules, permissions, urlReader, pace } =
    options;
  const guardrails = options.guardrails ?? { spec: {}, existingRoles: [] };

  const action = createTemplateAction({
    id: 'aws:cross-account-pipeline:attach',
    description:
      'Lets a pipeline that others made, in the console or by the AWS CLI, work in other accounts: a customer managed key where it has none that others can use, roles in the target accounts, statements merged into the policies of its bucket and key, and the definition, only if nobody changed it meanwhile. Logs each change as a diff first, and writes nothing while a hop would be broken or a CloudFormation stack made what is to be changed. Keeps how the pipeline was for aws:cross-account-pipeline:detach. Needs the permission cross-account-pipelines.pipeline.deploy for the entity that the pipeline belongs to, and cross-account-pipelines.account.deploy for every account. A dry run only logs the changes.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        pipelineArn: z =>
          z
            .string()
            .describe('The pipeline; it has to belong to an entity already'),
        actions: z =>
          z
            .array(
              z.object({
                stage: z.string().describe('Stage of the action'),
                action: z.string().describe('Name of the action'),
                account: z
                  .string()
                  .describe('The account to work in: twelve digits, in quotes'),
              }),
            )
            .optional()
            .describe(
              'CloudFormation actions of the pipeline that are to work in another account',
            ),
        artifact: z =>
          z
            .string()
            .optional()
            .describe(
              'The artifact that new stages deploy from. Default: the last one that the pipeline makes',
            ),
        adopt: z =>
          z
            .array(z.string())
            .optional()
            .describe(
              'Names of stacks without an owner to take over, where the platform team allows it',
            ),
        allowUnknown: z =>
          z
            .boolean()
            .optional()
            .describe('Goes on although not everything could be found out'),
      },
      output: {
        health: z =>
          z.string().describe('The worst of all hops when the step ends'),
        changed: z =>
          z.array(z.string()).describe('Documents of others that were changed'),
        accounts: z =>
          z
            .array(z.string())
            .describe('Ids of the accounts that got a stack, each once'),
      },
    },
    async handler(ctx) {
      const { pipelineArn, adopt, allowUnknown, ...asked } = ctx.input;
      const { account } = requirePipelineArn(pipelineArn);
      const { signal, isDryRun: dryRun } = ctx;
      const onBehalfOf = ctx.user?.ref;
      const wanted = readRequest(asked);
      requireAllowedRoles(wanted, guardrails.existingRoles);
      const credentials = await ctx.getInitiatorCredentials();
      const ownerRef = await requirePipelinePermission({
        ...options,
        pipelineArn,
        permission: crossAccountPipelinesDeployPermission,
        credentials,
      });
      await requireAccountPermission({
        permissions,
        credentials,
        accounts: [account, ...accountsOf(wanted)],
        permission: crossAccountPipelinesDeployToAccountPermission,
      });
      const { deployRole, permissionsBoundary } = guardrails.spec;
      const log = new DeploymentLog(ctx, {
        accounts,
        file: join(ctx.workspacePath, eventLogName),
      });
      const { plan, stacks, report } = await attachPipeline({
        pipelineArn,
        request: {
          ...wanted,
          ...(deployRole && { deployRole }),
          ...(permissionsBoundary && { permissionsBoundary }),
          tags: { [componentTag]: ownerRef },
        },
        clients,
        accounts,
        stackRules,
        existingRoles: guardrails.existingRoles,
        templates: await readPortalTemplates({
          ctx,
          configured: options.templates,
          urlReader,
        }),
        adopt,
        allowUnknown,
        dryRun,
        onBehalfOf,
        signal,
        pace,
        lock: { run: ctx.task.id },
        checkpoint: (key, submit) => ctx.checkpoint({ key, fn: submit }),
        onPlanned: async found => {
          log.say(formatAttachment(found, accounts));
          // An earlier run may have attached further accounts.
          await requireAccountPermission({
            permissions,
            credentials,
            accounts: found.manifest.stacks.map(each => each.account),
            permission: crossAccountPipelinesDeployToAccountPermission,
          });
          await requireReachable({
            manifest: found.manifest,
            accounts,
            clients,
            onBehalfOf,
          });
        },
        onEvent: event => log.add(event),
        onWritten: document =>
          log.say(`Changed the ${describeDocument(document)}`),
      }).finally(() => log.close());
      const changed = plan.changes.map(({ document }) =>
        describeDocument(document),
      );
      ctx.logger.info(
        dryRun
          ? `Would change ${counted(changed.length, 'document')} of others`
          : `The pipeline is attached and ${report.health}`,
      );
      ctx.output('health', report.health);
      ctx.output('changed', changed);
      ctx.output('accounts', [
        ...new Set(
          (dryRun ? plan.manifest.stacks : stacks).map(each => each.account),
        ),
      ]);
    },
  });
  return { ...action, schema: withStages(action.schema) };
}

/** The engine's own description of stages, so that the two cannot differ. */
function withStages(schema: TemplateAction['schema']) {
  const { stages } = pipelineSpecJsonSchema().properties!;
  return {
    ...schema,
    input: {
      ...schema?.input,
      properties: { ...schema?.input?.properties, stages },
    } as Schema,
  };
}

/** @throws InputError that names every problem by its path */
function readRequest(input: object): AttachmentRequest {
  const taken = Object.keys(input).filter(
    name => !['actions', 'stages', 'artifact'].includes(name),
  );
  if (taken.length > 0) {
    throw new InputError(
      `${taken.join(
        ', ',
      )}: is nothing that a step says of a pipeline that exists`,
    );
  }
  try {
    return parseAttachment(input);
  } catch (error) {
    throw error instanceof AttachmentError
      ? new InputError(error.message)
      : error;
  }
}

function accountsOf({
  actions = [],
  stages = [],
}: AttachmentRequest): string[] {
  return [
    ...actions.map(({ account }) => account),
    ...stages.flatMap(({ targets }) => targets.map(({ account }) => account)),
  ];
}
