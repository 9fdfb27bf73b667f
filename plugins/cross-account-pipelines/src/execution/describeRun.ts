import type { HopVerdict } from 'backstage-plugin-cross-account-pipelines-core';
import type {
  ActionExecution,
  PipelineExecution,
} from 'backstage-plugin-cross-account-pipelines-common';

/** An action of a run and the stage that it belongs to. */
export interface RunAction extends ActionExecution {
  stage: string;
}

/** What a person wants to know first about a run. */
export interface RunDescription {
  failed: RunAction[];
  waiting: RunAction[];
  /** Stages with an action that failed: those that can be tried again. */
  failedStages: string[];
}

/** Picks from a run what failed and what waits for somebody. */
export function describeRun(run: PipelineExecution): RunDescription {
  const actions = run.stages.flatMap(stage =>
    stage.actions.map(action => ({ ...action, stage: stage.name })),
  );
  const failed = actions.filter(({ status }) => status === 'Failed');
  return {
    failed,
    waiting: actions.filter(({ waitsForApproval }) => waitsForApproval),
    failedStages: [...new Set(failed.map(({ stage }) => stage))],
  };
}

/** The hop that explains why an action failed, where the reading confirms one. */
export function hopBehind(action: ActionExecution): HopVerdict | undefined {
  return action.error?.explanations.find(
    ({ assessment }) => assessment === 'confirmed',
  )?.verdict;
}
