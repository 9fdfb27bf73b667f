import type { Entity } from '@backstage/catalog-model';
import { isCrossAccountPipelineAvailable } from './isCrossAccountPipelineAvailable';

/**
 * Whether the entity names a pipeline or is a service, which is offered one and
 * may have one that was registered for it.
 *
 * @public
 */
export function mayHaveCrossAccountPipeline(entity: Entity): boolean {
  return (
    isCrossAccountPipelineAvailable(entity) ||
    (entity.kind === 'Component' && entity.spec?.type === 'service')
  );
}
