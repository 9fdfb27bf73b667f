import {
  GetPipelineStateCommand,
  type StageState,
} from '@aws-sdk/client-codepipeline';
import {
  explainError,
  type Explanation,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  parsePipelineArn,
  weighByReport,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../../aws';

/** An action whose latest run failed. */
export interface FailedAction {
  stage: string;
  action: string;
  /** AWS's own words. */
  message: string;
  /** What they mean, weighed against the pipeline as it is. */
  explanations: Explanation[];
}

/**
 * Reads which actions failed when they last ran, and what that means. Undefined
 * where the state of the pipeline may not be read.
 */
export async function readFailedActions(options: {
  clients: AwsClients;
  report: PipelineReport;
}): Promise<FailedAction[] | undefined> {
  const { clients, report } = options;
  const place = parsePipelineArn(report.pipelineArn);
  if (!place) {
    return undefined;
  }
  const { account, region, name } = place;
  try {
    const { codePipeline } = await clients.forAccount({
      account,
      region,
      purpose: 'read',
    });
    const { stageStates = [] } = await codePipeline.send(
      new GetPipelineStateCommand({ name }),
    );
    return stageStates.flatMap(stage => failuresOf(stage, report));
  } catch {
    // The pipeline was judged without it; that stands on its own.
    return undefined;
  }
}

function failuresOf(
  { stageName = '', actionStates = [] }: StageState,
  report: PipelineReport,
): FailedAction[] {
  return actionStates.flatMap(({ actionName = '', latestExecution }) => {
    const { status, errorDetails, summary } = latestExecution ?? {};
    const message = errorDetails?.message ?? summary;
    if (status !== 'Failed' || !message) {
      return [];
    }
    const explanations = explainError({ text: message });
    return [
      {
        stage: stageName,
        action: actionName,
        message,
        // A failure that is none of a link's hops blames none.
        explanations:
          explanations.length > 0
            ? weighByReport({ explanations, report })
            : explanations,
      },
    ];
  });
}
