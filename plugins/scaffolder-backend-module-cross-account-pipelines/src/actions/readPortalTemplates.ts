import { readdir } from 'node:fs/promises';
import {
  resolveSafeChildPath,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  type PipelineTemplates,
  readTemplateFolder,
} from 'backstage-plugin-cross-account-pipelines-node';

/**
 * The templates to render with: those that a step chose, or the platform team's,
 * or the suite's own.
 */
export async function readPortalTemplates(options: {
  ctx: Pick<ActionContext<{}>, 'createTemporaryDirectory' | 'workspacePath'>;
  /** Folder in the workspace, or URL. */
  chosen?: string;
  /** Folder on disk or URL, of the configuration. */
  configured?: string;
  urlReader: UrlReaderService;
}): Promise<PipelineTemplates> {
  const { chosen, configured } = options;
  return readTemplateFolder(await findFolder(options), chosen ?? configured);
}

/** A folder on disk, whichever way it is named. */
async function findFolder({
  ctx,
  chosen,
  configured,
  urlReader,
}: Parameters<typeof readPortalTemplates>[0]): Promise<string | undefined> {
  const location = chosen ?? configured;
  if (location && /^https?:/.test(location)) {
    const tree = await urlReader.readTree(location);
    return tree.dir({ targetDir: await ctx.createTemporaryDirectory() });
  }
  return chosen === undefined
    ? location
    : findInWorkspace(ctx.workspacePath, chosen);
}

/** @throws NotAllowedError when the folder, or a link in it, leads out */
async function findInWorkspace(workspace: string, chosen: string) {
  const folder = resolveSafeChildPath(workspace, chosen);
  const names = await readdir(folder).catch(() => []);
  names.forEach(name => resolveSafeChildPath(folder, name));
  return folder;
}
