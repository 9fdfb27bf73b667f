import type {
  ActionDefinition,
  ArtifactStore,
  PipelineDefinition,
  StageDefinition,
} from '../vocabulary/PipelineDefinition';
import { AttachmentError } from './AttachmentError';
import { sameParts } from './sameParts';

/**
 * Takes back what made `attached` of `before`. What others have changed since
 * stays; where nobody has, the outcome is `before` itself.
 *
 * @throws AttachmentError that names each part which others changed after it was
 * attached
 *
 * @alpha
 */
export function detachDefinition(options: {
  current: PipelineDefinition;
  before: PipelineDefinition;
  attached: PipelineDefinition;
}): PipelineDefinition {
  const { current, before, attached } = options;
  const isNow = (definition: PipelineDefinition) =>
    sameParts(withoutVersion(definition), withoutVersion(current));
  if (isNow(before) || isNow(attached)) {
    return before;
  }
  const conflicts: string[] = [];
  const back = <T>(name: string, now: T, was: T | undefined, made: T): T => {
    if (sameParts(now, made)) {
      return was as T;
    }
    if (!sameParts(now, was)) {
      conflicts.push(
        `${name} was changed after the pipeline was attached: take that change back, then run again`,
      );
    }
    return now;
  };
  const stages = current.stages.flatMap(stage => {
    const was = byName(before.stages, stage);
    const made = byName(attached.stages, stage);
    if (!made) {
      return [stage];
    }
    if (!was) {
      return (
        back<StageDefinition | undefined>(
          `stage ${stage.name}`,
          stage,
          undefined,
          made,
        ) ?? []
      );
    }
    return [
      {
        ...stage,
        actions: stage.actions.map(action => {
          const old = byName(was.actions, action);
          const ours = byName(made.actions, action);
          return !old || !ours || sameParts(old, ours)
            ? action
            : back<ActionDefinition>(
                `action ${stage.name}/${action.name}`,
                action,
                old,
                ours,
              );
        }),
      },
    ];
  });
  const storeBack = (
    region: string,
    now: ArtifactStore,
    was?: ArtifactStore,
    made?: ArtifactStore,
  ) =>
    was && made && !sameParts(was, made)
      ? back(`the artifact store${region && ` in ${region}`}`, now, was, made)
      : now;
  const restored: PipelineDefinition = {
    ...current,
    ...(current.artifactStore && {
      artifactStore: storeBack(
        '',
        current.artifactStore,
        before.artifactStore,
        attached.artifactStore,
      ),
    }),
    ...(current.artifactStores && {
      artifactStores: Object.fromEntries(
        Object.entries(current.artifactStores).map(([region, store]) => [
          region,
          storeBack(
            region,
            store,
            before.artifactStores?.[region],
            attached.artifactStores?.[region],
          ),
        ]),
      ),
    }),
    stages,
  };
  if (conflicts.length > 0) {
    throw new AttachmentError(conflicts);
  }
  return restored;
}

/**
 * A definition without its number, which says nothing of what is in it.
 *
 * @alpha
 */
export function withoutVersion({
  version: _,
  ...definition
}: PipelineDefinition): Omit<PipelineDefinition, 'version'> {
  return definition;
}

function byName<T extends { name: string }>(
  list: T[],
  { name }: { name: string },
): T | undefined {
  return list.find(each => each.name === name);
}
