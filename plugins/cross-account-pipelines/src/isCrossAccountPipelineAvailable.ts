import type { Entity } from '@backstage/catalog-model';
import {
  getAnnotatedPipelines,
  getAnnotatedTags,
} from 'backstage-plugin-cross-account-pipelines-common';

/**
 * Whether the entity names a pipeline, or tags of pipelines, so that the card has something to show.
 *
 * @public
 */
export function isCrossAccountPipelineAvailable(entity: Entity): boolean {
  return (
    getAnnotatedPipelines(entity).length > 0 ||
    getAnnotatedTags(entity) !== undefined
  );
}
