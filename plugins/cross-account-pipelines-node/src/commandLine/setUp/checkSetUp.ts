import {
  type AccountSummary,
  checkStacks,
  type EstateLookUp,
} from 'backstage-plugin-cross-account-pipelines-core';
import { awsReference } from '../../reference';
import { checkRendered } from '../../rendering';
import { validateTemplate } from '../../validation';
import type { CheckResult } from './CheckResult';
import { placeInConstructs } from './readAssembly';
import { placeInSetUp } from './placeInSetUp';
import type { SetUp } from './readSetUp';

/** What set-ups are judged with. */
interface CheckSetUpOptions {
  accounts?: AccountSummary[];
  /** Asks AWS for what no template makes. */
  lookUp?: EstateLookUp;
}

/**
 * Judges stacks before they are deployed. Which pipelines there are is what the
 * templates say, unless the manifest names one.
 */
export async function checkSetUp(
  setUp: SetUp,
  options: CheckSetUpOptions = {},
): Promise<CheckResult> {
  const { reports, findings, keyNames } = await judge(setUp, options);
  return {
    reports,
    keyNames,
    findings: findings.map(finding =>
      placeInSetUp(placeInConstructs(finding, setUp), setUp),
    ),
  };
}

async function judge(
  { manifest, templates, renderedFrom }: SetUp,
  options: CheckSetUpOptions,
): Promise<CheckResult> {
  if (!renderedFrom) {
    return checkStacks({
      manifest,
      templates,
      validateTemplate,
      awsReference,
      ...options,
    });
  }
  const { report, findings, keyNames } = await checkRendered(
    renderedFrom.rendered,
    options,
  );
  return { reports: [report], findings, keyNames };
}
