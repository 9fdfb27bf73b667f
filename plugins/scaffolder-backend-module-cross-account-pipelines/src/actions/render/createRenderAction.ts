import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  resolveSafeChildPath,
  type PermissionsService,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  applyFindingPolicy,
  type ConfiguredAccount,
  type FindingPolicy,
  pipelineSpecJsonSchema,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsClients,
  formatPlan,
  type OrganizationAccounts,
  type PipelineGuardrails,
  planInThread,
} from 'backstage-plugin-cross-account-pipelines-node';
import { examples } from './createRenderAction.examples';
import { defaultFolder } from '../defaultFolder';
import { lookUpForUser } from '../lookUpForUser';
import { packFiles } from '../packFiles';
import { readPortalTemplates } from '../readPortalTemplates';
import { requireRenderPermission } from './requireRenderPermission';
import { requireAllowedRoles } from './requireAllowedRoles';
import { requireSound } from '../requireSound';

type Schema = NonNullable<NonNullable<TemplateAction['schema']>['input']>;

/** Fields of a spec that no input may have, for they are what bounds it. */
const guardrailFields: Record<keyof PipelineGuardrails['spec'], true> = {
  deployRole: true,
  organization: true,
  permissionsBoundary: true,
};

const noGuardrails: PipelineGuardrails = { spec: {}, existingRoles: [] };

/**
 * Renders a pipeline into CloudFormation files and checks whether it would
 * work: by the files, and by what they name and do not make, which it looks up in
 * AWS.
 *
 * A template author says in the input whatever a spec can say. What bounds every
 * pipeline is the platform team's, in app-config: what deploy roles may do, the
 * permissions boundary, the organization, and which roles that are there already
 * a pipeline may act as.
 */
export function createRenderAction(options: {
  accounts: ConfiguredAccount[];
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  /** Read with what the files name. Without them it stays unknown. */
  clients?: AwsClients;
  /** Which findings stop, and which are waived. */
  findingPolicy?: FindingPolicy;
  /** What the platform team says of every pipeline, whatever the input says. */
  guardrails?: PipelineGuardrails;
  /** What the organization says of the accounts. */
  organization?: Pick<OrganizationAccounts, 'read'>;
  permissions: PermissionsService;
  /** Folder or URL of the platform team's own templates. */
  templates?: string;
  urlReader: UrlReaderService;
}) {
  const {
    accounts: configured,
    catalog,
    clients,
    findingPolicy,
    guardrails = noGuardrails,
    organization,
    permissions,
    urlReader,
  } = options;

  const action = createTemplateAction({
    id: 'aws:cross-account-pipeline:render',
    description:
      'Renders a pipeline that deploys into other AWS accounts as CloudFormation files in the workspace, predicts whether every account would let it work, and writes the plan into the log. Looks up in AWS what the files name and do not make, and fails when a hop would be broken. Changes nothing in AWS. Needs the permission cross-account-pipelines.account.deploy for every account, and cross-account-pipelines.pipeline.deploy for the entity that the tag backstage-component names, where it names one.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        templates: z =>
          z
            .string()
            .optional()
            .describe(
              'Folder in the workspace, or URL of a folder in a repository, with CloudFormation templates that take the place of the usual ones: any of foundation.yaml, target-account.yaml, target-stack-set.yaml, pipeline.yaml',
            ),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe(
              `Folder in the workspace to write to. Default ${defaultFolder}`,
            ),
      },
      output: {
        path: z => z.string().describe('The folder that was written'),
        rendered: z =>
          z
            .string()
            .describe(
              'What was written, packed: a deploy step goes on with it where the folder is lost',
            ),
        pipelineArn: z => z.string().describe('The ARN the pipeline will have'),
        health: z => z.string().describe('The worst of all predicted hops'),
        accounts: z =>
          z
            .array(z.string())
            .describe('Ids of the accounts that get a stack, each once'),
      },
    },
    async handler(ctx) {
      const {
        targetPath = defaultFolder,
        templates: chosen,
        ...written
      } = ctx.input;
      const folder = resolveSafeChildPath(ctx.workspacePath, targetPath);
      // Before anything that takes a while: a silent step looks like one that hangs.
      ctx.logger.info(`Rendering the templates into ${targetPath}`);
      const templates = await readPortalTemplates({
        ctx,
        chosen,
        configured: options.templates,
        urlReader,
      });

      const { accounts, unread } = (await organization?.read()) ?? {
        accounts: configured,
        unread: undefined,
      };
      if (unread) {
        ctx.logger.warn(
          `Rules name accounts by what app-config says of them, for the organization could not be read: ${unread}`,
        );
      }
      const rendered = await planInThread('render', {
        spec: { ...withoutGuardrails(written), ...guardrails.spec },
        accounts,
        templates,
      });
      const { spec } = rendered;
      requireAllowedRoles(spec, guardrails.existingRoles);
      const { stacks } = rendered.manifest;
      const credentials = await ctx.getInitiatorCredentials();
      await requireRenderPermission({
        stacks,
        catalog,
        permissions,
        credentials,
      });
      ctx.logger.info(
        `Checking ${stacks.length} stacks before anything is created`,
      );
      const plan = await planInThread(
        'checkRendered',
        { rendered, accounts },
        clients &&
          lookUpForUser({
            accounts,
            stacks,
            clients,
            permissions,
            credentials,
            onBehalfOf: ctx.user?.ref,
            signal: ctx.signal,
          }),
      );
      const { findings } = applyFindingPolicy({
        policy: findingPolicy,
        findings: plan.findings,
      });
      const check = { ...plan, findings };
      formatPlan(check).forEach(line => ctx.logger.info(line));
      requireSound({ name: spec.name, reports: [check.report], findings });

      await writeFiles(folder, rendered.files);
      ctx.logger.info(
        `Wrote ${Object.keys(rendered.files).length} files to ${targetPath}`,
      );
      ctx.output('path', targetPath);
      ctx.output('rendered', await packFiles(rendered.files));
      ctx.output('pipelineArn', rendered.pipelineArn);
      ctx.output('health', check.report.health);
      ctx.output('accounts', [
        ...new Set(stacks.map(({ account }) => account)),
      ]);
    },
  });
  return { ...action, schema: withSpecFields(action.schema) };
}

/** The engine's own description of a spec, so that the two cannot differ. */
function withSpecFields(schema: TemplateAction['schema']) {
  const { properties, required } = pipelineSpecJsonSchema();
  const fields = Object.entries(properties!).filter(
    ([name]) => !Object.hasOwn(guardrailFields, name),
  );
  return {
    ...schema,
    input: {
      type: 'object',
      required,
      properties: {
        ...Object.fromEntries(fields),
        ...schema?.input?.properties,
      },
    } as Schema,
  };
}

/**
 * @throws InputError when the input says what only the platform team may say
 */
function withoutGuardrails(input: object): object {
  const taken = Object.keys(input).filter(name =>
    Object.hasOwn(guardrailFields, name),
  );
  if (taken.length > 0) {
    throw new InputError(
      taken
        .map(
          name =>
            `${name}: is for the platform team to say, in app-config under crossAccountPipelines.${name}`,
        )
        .join('\n'),
    );
  }
  return input;
}

async function writeFiles(
  folder: string,
  files: Record<string, string>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = resolveSafeChildPath(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
