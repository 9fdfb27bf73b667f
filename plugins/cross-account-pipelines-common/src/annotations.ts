import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';

/**
 * Names the pipeline of an entity. The AWS plugins for Backstage use the same
 * annotation. Several ARNs are separated by commas.
 *
 * @public
 */
export const CODEPIPELINE_ARN_ANNOTATION =
  'aws.amazon.com/aws-codepipeline-arn';

/**
 * What the entity's annotation names, in its order and each once. The texts are
 * whatever somebody wrote: not all have to be ARNs.
 *
 * @public
 */
export function getAnnotatedPipelines(entity: Entity): string[] {
  const annotation = entity.metadata.annotations?.[CODEPIPELINE_ARN_ANNOTATION];
  const names = (annotation ?? '').split(',').map(name => name.trim());
  return [...new Set(names.filter(Boolean))];
}

/**
 * Type of the location of catalog entities that this suite makes for pipelines
 * and accounts.
 *
 * @public
 */
export const GENERATED_LOCATION_TYPE = 'cross-account-pipelines';

/**
 * Whether this suite made the entity. Its annotation then repeats what another
 * entity's says, and goes when that goes.
 *
 * @public
 */
export function isGeneratedEntity(entity: Entity): boolean {
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  return location?.startsWith(`${GENERATED_LOCATION_TYPE}:`) ?? false;
}
