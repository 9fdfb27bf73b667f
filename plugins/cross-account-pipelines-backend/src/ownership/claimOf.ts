import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  getAnnotatedTags,
  getClaimedPipelines,
  MAX_ANNOTATED_PIPELINES,
} from 'backstage-plugin-cross-account-pipelines-common';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { EntityClaim } from '../store/PipelineOwnership';
import { parsePipelineTags } from './parsePipelineTags';

/**
 * The pipelines and the tags that an entity's own file names, and whose the entity
 * is. One that names more than can be is taken to name none, and so are tags that
 * are not spelled as tags.
 */
export function claimOf(entity: Entity): EntityClaim {
  const named = getClaimedPipelines(entity);
  const arns = named.filter(name => parsePipelineArn(name));
  const tags = tagsOf(entity);
  return {
    entityRef: stringifyEntityRef(entity),
    pipelineArns: named.length > MAX_ANNOTATED_PIPELINES ? [] : arns,
    ...(tags && { tags }),
    ...relativesOf(entity),
  };
}

function tagsOf(entity: Entity): EntityClaim['tags'] {
  const text = getAnnotatedTags(entity);
  try {
    return text === undefined ? undefined : parsePipelineTags(text);
  } catch {
    return undefined;
  }
}

function relativesOf({ metadata, spec }: Entity) {
  const { namespace } = metadata;
  return {
    owner: toRef(spec?.owner, { defaultKind: 'group', namespace }),
    system: toRef(spec?.system, { defaultKind: 'system', namespace }),
  };
}

function toRef(
  text: unknown,
  options: { defaultKind: string; namespace?: string },
): string | undefined {
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    const { defaultKind, namespace: defaultNamespace } = options;
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind, defaultNamespace }),
    );
  } catch {
    return undefined;
  }
}
