import {
  estateFromTemplates,
  type PipelineSpec,
  type StackManifest,
  type StageDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { ForeignUsers } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { foundationContext } from './context/foundationContext';
import { pipelineParts } from './context/PipelineParts';
import { renderPipeline } from './renderPipeline';
import type { PipelineTemplates } from './templates/PipelineTemplates';

/** What the templates make for a pipeline that others have made. */
export interface RenderedAttachment {
  /** The target stacks alone. */
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  files: Record<string, string>;
  /** The spec's stages as CodePipeline has them. */
  stages: StageDefinition[];
  /** Roles of an account and Region. */
  rolesIn(place: { account: string; region: string }): {
    action: string;
    deploy: string;
  };
  /** The name of change sets that action roles may make. */
  changeSet: string;
  /** Roles that the service role assumes. */
  actionRoles: string[];
  /** Who of other accounts uses the artifact stores. */
  stores: Array<{
    region: string;
    bucket: string;
    readers: ForeignUsers;
    writers: ForeignUsers;
    testRoles: string[];
  }>;
}

/**
 * Renders what a spec asks of other accounts, and how their actions read in a
 * definition. The pipeline itself is not the templates' to make.
 *
 * @throws TemplateError when a template cannot be rendered, with file and line
 */
export function renderAttachment(options: {
  spec: PipelineSpec;
  templates: PipelineTemplates;
}): RenderedAttachment {
  const { spec } = options;
  const { manifest, files } = renderPipeline(options);
  const parts = pipelineParts(spec);
  const contexts = parts.stores.map(store => ({
    store,
    context: foundationContext(spec, parts, store, 'accounts'),
  }));
  const { estate } = estateFromTemplates({ manifest, templates: files });
  return {
    manifest: {
      version: 1,
      pipeline: manifest.pipeline,
      stacks: manifest.stacks.filter(({ phase }) => phase === 'target'),
    },
    files,
    stages: Object.values(
      estate.accounts[spec.account]?.pipelines ?? {},
    ).flatMap(({ definition }) => definition.stages),
    rolesIn({ account, region }) {
      const { roles } = parts.places.find(
        place => place.account === account && place.region === region,
      )!;
      return { action: roles.action.arn, deploy: roles.deploy.arn };
    },
    changeSet: parts.names.changeSet,
    actionRoles: [
      ...new Set(
        contexts.flatMap(({ context }) => context.actionRoleLists).flat(),
      ),
    ],
    stores: contexts.map(({ store, context }) => ({
      region: store.region,
      bucket: store.bucket,
      readers: context.readers,
      writers: context.writers,
      testRoles: context.testRoles,
    })),
  };
}
