import { accountOf, parseArn } from '../vocabulary/parseArn';
import { pipelineArnOf } from '../vocabulary/pipelineArnOf';
import type { PipelineDefinition } from '../vocabulary/PipelineDefinition';

/**
 * The pipelines that the actions of a pipeline start, by ARN.
 *
 * See `codepipeline/latest/userguide/action-reference-PipelineInvoke`.
 *
 * @public
 */
export function startedPipelines(
  pipelineArn: string,
  { stages }: PipelineDefinition,
): string[] {
  const own = parseArn(pipelineArn)!;
  return stages
    .flatMap(({ actions }) => actions)
    .filter(
      ({ actionTypeId: { category, provider } }) =>
        category === 'Invoke' && provider === 'CodePipeline',
    )
    .map(({ configuration, roleArn, region }) =>
      pipelineArnOf({
        name: configuration?.PipelineName ?? '',
        account: accountOf(roleArn) ?? own.account,
        region: region ?? own.region,
      }),
    );
}
