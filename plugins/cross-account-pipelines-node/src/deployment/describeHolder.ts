import type { OtherRun } from './DeploymentEvent';
import type { PipelineWork } from './PipelineLock';

const participles: Record<PipelineWork, string> = {
  deploy: 'deployed',
  remove: 'removed',
  repair: 'repaired',
  change: 'changed',
  attach: 'attached',
};

/** Who works on a pipeline, as a clause. */
export function describeHolder({ pipeline, holder, since }: OtherRun): string {
  const { by, does, host } = holder;
  return `Pipeline ${pipeline} is being ${
    participles[does] ?? 'worked on'
  } by ${by ? `${by} on ${host}` : host}, since ${since
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')}`;
}
