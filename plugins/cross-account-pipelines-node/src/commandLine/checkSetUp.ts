import type {
  AccountSummary,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import { checkStacks, type CheckFinding } from '../checking';
import type { StackPlan } from '../deployment';
import { checkRendered } from '../rendering';
import { placeInSetUp } from './placeInSetUp';
import type { SetUp } from './readSetUp';

/** The pipelines of a set-up or of AWS, and what was found in them. */
export interface CheckResult {
  reports: PipelineReport[];
  findings: CheckFinding[];
  /** Against what is deployed, where that was asked for. */
  plan?: StackPlan[];
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
    findings: findings.map(finding => placeInSetUp(finding, setUp)),
  };
}

async function judge(
  { manifest, templates, renderedFrom }: SetUp,
  accounts?: AccountSummary[],
): Promise<CheckResult> {
  if (!renderedFrom) {
    return checkStacks({ manifest, templates, accounts });
  }
  const { report, findings } = await checkRendered(renderedFrom.rendered, {
    accounts,
  });
  return { reports: [report], findings };
}
