import { awsProviders } from '../../providers/awsProviders';
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
    .flatMap(({ actionTypeId, configuration = {}, roleArn, region }) => {
      const { category, provider } = actionTypeId;
      const name =
        awsProviders[`${category}/${provider}`]?.starts?.(configuration);
      return name === undefined
        ? []
        : [
            pipelineArnOf({
              name,
              account: accountOf(roleArn) ?? own.account,
              region: region ?? own.region,
            }),
          ];
    });
}
