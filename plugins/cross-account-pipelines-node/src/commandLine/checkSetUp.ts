import {
  type AccountSummary,
  type CheckFinding,
  checkStacks,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { StackPlan } from '../deployment';
import { awsReference } from '../reference';
import { checkRendered } from '../rendering';
import { validateTemplate } from '../validation';
import { placeInConstructs } from './readAssembly';
import { placeInSetUp } from './placeInSetUp';
import type { FailedAction } from './readFailedActions';
import type { SetUp } from './readSetUp';

/** The pipelines of a set-up or of AWS, and what was found in them. */
export interface CheckResult {
  reports: PipelineReport[];
  findings: CheckFinding[];
  /** Against what is deployed, where that was asked for. */
  plan?: StackPlan[];
  /** Actions whose latest run failed; of a pipeline in AWS, where it may be read. */
  failures?: FailedAction[];
}

/**
 * Judges stacks before they are deployed. Which pipelines there are is what the
 * templates say, unless the manifest names one.
 */
export async function checkSetUp(
  setUp: SetUp,
  accounts?: AccountSummary[],
): Promise<CheckResult> {
  const { reports, findings } = await judge(setUp, accounts);
  return {
    reports,
    findings: findings.map(finding =>
      placeInSetUp(placeInConstructs(finding, setUp), setUp),
    ),
  };
}

async function judge(
  { manifest, templates, renderedFrom }: SetUp,
  accounts?: AccountSummary[],
): Promise<CheckResult> {
  if (!renderedFrom) {
    return checkStacks({
      manifest,
      templates,
      accounts,
      validateTemplate,
      awsReference,
    });
  }
  const { report, findings } = await checkRendered(renderedFrom.rendered, {
    accounts,
  });
  return { reports: [report], findings };
}
