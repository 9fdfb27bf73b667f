import {
  type AccountSummary,
  checkStacks,
} from 'backstage-plugin-cross-account-pipelines-core';
import { awsReference } from '../../reference';
import { checkRendered } from '../../rendering';
import { validateTemplate } from '../../validation';
import type { CheckResult } from './CheckResult';
import { placeInConstructs } from './readAssembly';
import { placeInSetUp } from './placeInSetUp';
import type { SetUp } from './readSetUp';

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
