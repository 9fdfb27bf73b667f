import { dirname, resolve } from 'node:path';
import {
  type CheckFinding,
  parsePipelineSpec,
  type PipelineSpec,
  PipelineSpecError,
  StackManifestError,
  TemplateError,
} from 'backstage-plugin-cross-account-pipelines-core';
import { readExistingDocuments } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  PipelineTooLargeError,
  readTemplateFolder,
  renderPipeline,
  type PipelineTemplates,
  type RenderedPipeline,
} from '../../rendering';
import { isUrl, type PortalConfig } from './PortalConfig';
import { UsageError } from '../UsageError';
import { readInside } from './readInside';
import type { YamlFile } from './YamlFile';

/**
 * Renders a pipeline spec with the templates of the suite or of the platform
 * team.
 *
 * @param options - `templates` is a folder; it comes before the portal's
 * @returns findings instead, when the spec or a template is not right
 */
export async function renderSpec(options: {
  specFile: YamlFile;
  portal: PortalConfig;
  templates?: string;
  /** The folder that paths start from. */
  folder: string;
}): Promise<RenderedPipeline | CheckFinding[]> {
  const { specFile, portal } = options;
  const templates = await readTemplates(options);
  try {
    const spec = await withDocuments(parseSpec(specFile, portal), options);
    return renderPipeline({ spec, templates });
  } catch (error) {
    if (error instanceof StackManifestError) {
      return error.problems.map(({ path, message }) => ({
        rule: 'pipeline-spec',
        level: 'error',
        message,
        place: { file: specFile.file, ...specFile.locate(path) },
      }));
    }
    if (error instanceof PipelineSpecError) {
      return error.problems.map(({ path, message }) => ({
        rule: 'pipeline-spec',
        level: 'error',
        message: `${path} ${message}.`.trimStart(),
        place: { file: specFile.file, ...specFile.locate(toPath(path)) },
      }));
    }
    if (error instanceof PipelineTooLargeError) {
      return [
        {
          rule: 'pipeline-spec',
          level: 'error',
          message: `${error.message}.`,
          place: { file: specFile.file },
        },
      ];
    }
    if (error instanceof TemplateError) {
      return error.problems.map(({ message, severity, ...place }) => ({
        rule: 'template',
        level: severity ?? 'error',
        message,
        place,
      }));
    }
    throw error;
  }
}

/**
 * Templates of the platform team, or the suite's own.
 *
 * @param options - `templates` is a folder; it comes before the portal's
 */
export async function readTemplates(options: {
  portal: PortalConfig;
  templates?: string;
  folder: string;
}): Promise<PipelineTemplates> {
  const chosen = options.templates ?? options.portal.templates;
  if (chosen === undefined) {
    return readTemplateFolder();
  }
  if (isUrl(chosen)) {
    throw new UsageError(
      `${chosen} is read by the portal only; give a copy of the folder with --templates`,
    );
  }
  return readTemplateFolder(resolve(options.folder, chosen), chosen);
}

function parseSpec(
  { value }: YamlFile,
  { accounts, guardrails }: PortalConfig,
): PipelineSpec {
  const said = Object.entries(guardrails?.spec ?? {}).filter(
    ([, guardrail]) => guardrail !== undefined,
  );
  const spec =
    typeof value === 'object' && !Array.isArray(value)
      ? { ...value, ...Object.fromEntries(said) }
      : value;
  return parsePipelineSpec(spec, { accounts });
}

/** What is there already, read out of the files beside the spec. */
async function withDocuments(
  spec: PipelineSpec,
  { specFile, folder }: { specFile: YamlFile; folder: string },
): Promise<PipelineSpec> {
  const { existing } = spec;
  if (!existing?.resources) {
    return spec;
  }
  const beside = dirname(resolve(folder, specFile.file));
  const resources = await readExistingDocuments({
    existing: existing.resources,
    readText: path => readInside(beside, specFile, path),
    path: ['existing', 'resources'],
  });
  return {
    ...spec,
    existing: {
      ...existing,
      resources: resources as typeof existing.resources,
    },
  };
}

/** `stages[1].targets[0].account` as keys and numbers. */
function toPath(text: string): Array<string | number> {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? key : Number(index),
  );
}
