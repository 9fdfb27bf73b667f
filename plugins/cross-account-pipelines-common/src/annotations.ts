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
 * Names the tags that an entity's pipelines have, e.g. `component=payments` or
 * `component=payments,tier=web`: all pipelines that have all of them, in the
 * accounts and Regions where app-config lets pipelines live. The AWS plugins for
 * Backstage use the same annotation. Both annotations may stand beside each
 * other.
 *
 * @public
 */
export const CODEPIPELINE_TAGS_ANNOTATION =
  'aws.amazon.com/aws-codepipeline-tags';

/**
 * Says which of the pipelines in {@link CODEPIPELINE_ARN_ANNOTATION} are there
 * because they were registered, and not because the entity's own file names
 * them. The catalog module writes it.
 *
 * @public
 */
export const REGISTERED_PIPELINES_ANNOTATION =
  'cross-account-pipelines/registered';

/**
 * As many pipelines of one entity are looked at, by each of the annotations; more
 * are a mistake, or worse.
 *
 * @public
 */
export const MAX_ANNOTATED_PIPELINES = 50;

/**
 * What the entity's annotation names, in its order and each once. The texts are
 * whatever somebody wrote: not all have to be ARNs.
 *
 * @public
 */
export function getAnnotatedPipelines(entity: Entity): string[] {
  return readList(entity, CODEPIPELINE_ARN_ANNOTATION);
}

/**
 * What {@link CODEPIPELINE_TAGS_ANNOTATION} of the entity says. The text is
 * whatever somebody wrote.
 *
 * @public
 */
export function getAnnotatedTags(entity: Entity): string | undefined {
  const text = entity.metadata.annotations?.[CODEPIPELINE_TAGS_ANNOTATION];
  return text?.trim() || undefined;
}

/**
 * What the entity's own file names: the annotation without what was registered.
 *
 * @public
 */
export function getClaimedPipelines(entity: Entity): string[] {
  const registered = readList(entity, REGISTERED_PIPELINES_ANNOTATION);
  return getAnnotatedPipelines(entity).filter(
    name => !registered.includes(name),
  );
}

function readList(entity: Entity, annotation: string): string[] {
  const text = entity.metadata.annotations?.[annotation];
  const names = (text ?? '').split(',').map(name => name.trim());
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
