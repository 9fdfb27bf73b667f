import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  pipelineLimits,
  type StageSpec,
  targetKindOf,
  type TargetSpec,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { PipelineTooLargeError } from './PipelineTooLargeError';

/**
 * A pipeline with the stages that it holds.
 */
export interface PipelinePart {
  name: string;
  stages: StageSpec[];
  /** The pipeline that goes on after this one. */
  next?: string;
}

/** Source and build, and the stage that starts the next pipeline. */
const ownStages = 3;

/** How many actions a target makes: it does not depend on where that is. */
function countActions({ deploy, account, region }: TargetSpec): number {
  const place = { partition: '', account, region, pipeline: '', artifact: '' };
  return targetKindOf(deploy).actions(deploy, place, [deploy]).length;
}

/**
 * Keeps to CodePipeline's limits: a stage with too many actions becomes several
 * that run one after the other, and a pipeline with too many stages or actions
 * hands over to another one.
 *
 * @throws PipelineTooLargeError for a V1 pipeline, which cannot hand over
 */
export function splitStages(spec: PipelineSpec): PipelinePart[] {
  const parts: PipelinePart[] = [];
  let stages: StageSpec[] = [];
  let actions = ownStages;
  const close = () => {
    const number = parts.length + 1;
    parts.push({
      name: number === 1 ? spec.name : `${spec.name}-${number}`,
      stages,
    });
  };
  for (const stage of spec.stages.flatMap(splitStage)) {
    const count = countStage(stage);
    if (
      stages.length + ownStages >= pipelineLimits.stages ||
      actions + count > pipelineLimits.actions
    ) {
      close();
      stages = [];
      actions = ownStages;
    }
    stages.push(stage);
    actions += count;
  }
  close();
  if (parts.length > 1 && spec.type === 'V1') {
    throw new PipelineTooLargeError(
      `The pipeline takes ${spec.stages.length} stages and ${spec.stages
        .map(countStage)
        .reduce((sum, count) => sum + count)} actions; CodePipeline takes ${
        pipelineLimits.stages
      } and ${
        pipelineLimits.actions
      }. A pipeline of type V2 can hand over to another one: leave out type`,
    );
  }
  return parts.map((part, index) => ({
    ...part,
    next: parts[index + 1]?.name,
  }));
}

function countStage({ approval, targets }: StageSpec): number {
  return targets.reduce(
    (sum, target) => sum + countActions(target),
    approval ? 1 : 0,
  );
}

/** Later waves come later, so a stage may be cut between any two targets. */
function splitStage(stage: StageSpec): StageSpec[] {
  if (countStage(stage) <= pipelineLimits.actionsInStage) {
    return [stage];
  }
  const inOrder = [...stage.targets].sort(
    (a, b) => (a.wave ?? 1) - (b.wave ?? 1),
  );
  const groups: TargetSpec[][] = [[]];
  let count = stage.approval ? 1 : 0;
  for (const target of inOrder) {
    if (count + countActions(target) > pipelineLimits.actionsInStage) {
      groups.push([]);
      count = 0;
    }
    groups.at(-1)!.push(target);
    count += countActions(target);
  }
  const { approval, entry, ...rest } = stage;
  return groups.map((targets, index) => ({
    ...rest,
    ...(index === 0 && { approval, entry }),
    name: `${stage.name.slice(0, 95)}-${index + 1}`,
    targets,
  }));
}
