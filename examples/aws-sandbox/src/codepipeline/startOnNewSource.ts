import type { World } from '../world/World';
import { allPipelines } from './allPipelines';
import { beginExecution } from './beginExecution';
import type { Pipeline } from './CodePipelineState';

function watches(pipeline: Pipeline, bucket: string, key: string): boolean {
  return pipeline.declaration
    .stages!.flatMap(({ actions }) => actions!)
    .some(
      ({ actionTypeId, configuration = {} }) =>
        actionTypeId!.category === 'Source' &&
        actionTypeId!.provider === 'S3' &&
        configuration.S3Bucket === bucket &&
        configuration.S3ObjectKey === key &&
        configuration.PollForSourceChanges !== 'false',
    );
}

/**
 * Starts the pipelines that poll for an object whenever it is written. AWS looks
 * about once a minute; here nobody has to wait.
 */
export function startOnNewSource(world: World): void {
  world.onObjectWritten((bucket, key) => {
    for (const pipeline of allPipelines(world)) {
      if (watches(pipeline, bucket, key)) {
        beginExecution(world, pipeline, {
          type: 'PollForSourceChanges',
          detail: `${bucket}/${key}`,
        });
      }
    }
  });
}
