import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  resolveSafeChildPath,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import {
  createTemplateAction,
  type ActionContext,
} from '@backstage/plugin-scaffolder-node';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-common';
import {
  checkRendered,
  formatPlan,
  parsePipelineSpec,
  readTemplateFolder,
  renderPipeline,
  type DeployRoleSpec,
} from 'backstage-plugin-cross-account-pipelines-node';
import { examples } from './createRenderAction.examples';
import { defaultFolder } from './defaultFolder';
import { requireSound } from './requireSound';

/**
 * Renders a pipeline into CloudFormation files and checks whether it would
 * work, without asking AWS.
 */
export function createRenderAction(options: {
  accounts: ConfiguredAccount[];
  /** What the platform team lets deploy roles do; no form can widen it. */
  deployRole?: DeployRoleSpec;
  /** Folder or URL of the platform team's own templates. */
  templates?: string;
  urlReader: UrlReaderService;
}) {
  const { accounts, deployRole, urlReader } = options;

  /** A folder on disk, whichever way it is named. */
  const findTemplates = async (
    ctx: Pick<ActionContext<{}>, 'createTemporaryDirectory' | 'workspacePath'>,
    chosen: string | undefined,
  ): Promise<string | undefined> => {
    const location = chosen ?? options.templates;
    if (location && /^https?:/.test(location)) {
      const tree = await urlReader.readTree(location);
      return tree.dir({ targetDir: await ctx.createTemporaryDirectory() });
    }
    return chosen === undefined
      ? location
      : resolveSafeChildPath(ctx.workspacePath, chosen);
  };

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:render',
    description:
      'Renders a pipeline that deploys into other AWS accounts as CloudFormation files in the workspace, predicts whether every account would let it work, and writes the plan into the log. Fails when a hop would be broken. Asks nothing of AWS and changes nothing there.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .describe(
              'Names the pipeline and everything made for it: lower case letters, digits, hyphens',
            ),
        // A number too, so that the message can say what becomes of the zeros.
        account: z =>
          z
            .union([z.string(), z.number()])
            .describe(
              'The account that the pipeline lives in, as configured under crossAccountPipelines.accounts: twelve digits, in quotes',
            ),
        region: z => z.string().describe("The pipeline's Region"),
        source: z =>
          z
            .object({ provider: z.string() })
            .passthrough()
            .describe(
              'Where the source comes from: provider S3 with bucket and objectKey',
            ),
        build: z =>
          z
            .object({})
            .passthrough()
            .optional()
            .describe(
              'A CodeBuild step: buildspec, image, computeType, environment, timeout in minutes; {} for the defaults. Without it targets deploy from the source',
            ),
        stages: z =>
          z
            .array(
              z
                .object({
                  name: z.string(),
                  approval: z
                    .union([
                      z.boolean(),
                      z.object({ message: z.string().optional() }),
                    ])
                    .optional(),
                  targets: z.array(z.object({}).passthrough()),
                })
                .passthrough(),
            )
            .describe(
              'Stages one after the other, each with a name, targets (account, region, deploy) and, if a person has to agree first, an approval',
            ),
        deploy: z =>
          z
            .object({})
            .passthrough()
            .optional()
            .describe(
              'What every target deploys that does not say so itself: provider CloudFormation with stackName, templatePath, templateConfigurationPath, capabilities, parameterOverrides, mode (change-set or direct)',
            ),
        tags: z =>
          z
            .record(z.string())
            .optional()
            .describe('Put on every resource that can carry tags'),
        templates: z =>
          z
            .string()
            .optional()
            .describe(
              'Folder in the workspace, or URL of a folder in a repository, with CloudFormation templates that take the place of the usual ones: any of foundation.yaml, target-account.yaml, pipeline.yaml',
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
        ...spec
      } = ctx.input;
      const folder = resolveSafeChildPath(ctx.workspacePath, targetPath);
      const templates = await readTemplateFolder(
        await findTemplates(ctx, chosen),
      );

      const rendered = asInputError(() =>
        renderPipeline({
          spec: parsePipelineSpec(
            { ...spec, ...(deployRole && { deployRole }) },
            { accounts },
          ),
          templates,
        }),
      );
      const check = await checkRendered(rendered, { accounts });
      formatPlan(check).forEach(line => ctx.logger.info(line));
      requireSound(check);

      await writeFiles(folder, rendered.files);
      ctx.logger.info(
        `Wrote ${Object.keys(rendered.files).length} files to ${targetPath}`,
      );
      ctx.output('path', targetPath);
      ctx.output('pipelineArn', rendered.pipelineArn);
      ctx.output('health', check.report.health);
      ctx.output('accounts', [
        ...new Set(rendered.manifest.stacks.map(({ account }) => account)),
      ]);
    },
  });
}

/** Whatever the engine finds wrong is something that the input has to change. */
function asInputError<T>(render: () => T): T {
  try {
    return render();
  } catch (error) {
    throw new InputError(toError(error).message);
  }
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
