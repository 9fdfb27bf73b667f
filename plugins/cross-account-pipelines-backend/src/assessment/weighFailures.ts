import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type PipelineExecution,
  weighByReport,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * Runs whose failures are explained by the pipeline as it is: what its report
 * confirms comes first, with the hop. What AWS's words alone do not explain stays
 * without an explanation, as a hop that is broken today need not have been in the
 * way then.
 */
export function weighFailures(
  executions: PipelineExecution[],
  report: PipelineReport,
): PipelineExecution[] {
  return executions.map(run => ({
    ...run,
    stages: run.stages.map(stage => ({
      ...stage,
      actions: stage.actions.map(action =>
        action.error && action.error.explanations.length > 0
          ? {
              ...action,
              error: {
                ...action.error,
                explanations: weighByReport({
                  explanations: action.error.explanations,
                  report,
                }),
              },
            }
          : action,
      ),
    })),
  }));
}

/** Whether a report has anything to say about a run. */
export function hasExplanations({ stages }: PipelineExecution): boolean {
  return stages.some(({ actions }) =>
    actions.some(({ error }) => error && error.explanations.length > 0),
  );
}
