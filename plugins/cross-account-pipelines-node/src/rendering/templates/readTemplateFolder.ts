import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@backstage/errors';
import type { PipelineTemplates, TemplateSource } from './PipelineTemplates';

type TemplateName = Exclude<keyof PipelineTemplates, 'origin'>;

const fileNames: Record<TemplateName, string> = {
  foundation: 'foundation.yaml',
  targetAccount: 'target-account.yaml',
  targetStackSet: 'target-stack-set.yaml',
  pipeline: 'pipeline.yaml',
};

const packageFolder = dirname(
  require.resolve('backstage-plugin-cross-account-pipelines-node/package.json'),
);
const folderInSuite = 'templates/cross-account-pipeline/cloudformation';

/** Inside the published package, or at the top of the repository. */
const suiteFolders = [
  join(packageFolder, folderInSuite),
  join(packageFolder, '../..', folderInSuite),
];

/**
 * Reads the CloudFormation templates of a folder. Those that it does not hold
 * come from the suite; without a folder, all do.
 *
 * @param origin - where the folder's templates come from, such as a URL
 * @throws InputError when the folder holds none of them
 *
 * @public
 */
export async function readTemplateFolder(
  folder?: string,
  origin?: string,
): Promise<PipelineTemplates> {
  const own = folder ? await readFiles(folder) : {};
  if (folder && Object.keys(own).length === 0) {
    throw new InputError(
      `There is no template in ${folder}; it can hold ${Object.values(
        fileNames,
      ).join(', ')}`,
    );
  }
  return {
    ...((await readFiles(await findSuiteFolder())) as PipelineTemplates),
    ...own,
    ...(folder && { origin: origin ?? 'own templates' }),
  };
}

async function findSuiteFolder(): Promise<string> {
  for (const folder of suiteFolders) {
    if (await exists(join(folder, fileNames.pipeline))) {
      return folder;
    }
  }
  throw new Error(
    `The suite's own templates are missing; looked in ${suiteFolders.join(
      ' and ',
    )}`,
  );
}

async function readFiles(folder: string): Promise<Partial<PipelineTemplates>> {
  const templates: Partial<PipelineTemplates> = {};
  for (const [name, fileName] of Object.entries(fileNames)) {
    const file = join(folder, fileName);
    if (await exists(file)) {
      const source: TemplateSource = {
        file,
        text: await readFile(file, 'utf8'),
      };
      templates[name as TemplateName] = source;
    }
  }
  return templates;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
