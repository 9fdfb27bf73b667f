import {
  type AccountSummary,
  checkStacks,
  type EstateLookUp,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  findingsOfReport,
  worstHealth,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { awsReference } from '../../reference';
import { validateTemplate } from '../../validation';
import { judgeDeployRole } from './judgeDeployRole';
import { namedByRules } from './namedByRules';
import type { PlanCheck } from './PlanCheck';
import type { RenderedPipeline } from '../RenderedPipeline';

/**
 * Judges rendered files before anything is created, as `checkStacks` does, and
 * what only the spec says.
 *
 * @param options - `accounts` name the accounts in the report; `lookUp` asks AWS
 *   for what the templates do not make
 *
 * @public
 */
export async function checkRendered(
  rendered: RenderedPipeline,
  options: { accounts?: AccountSummary[]; lookUp?: EstateLookUp } = {},
): Promise<PlanCheck> {
  const { manifest, files, principals, spec } = rendered;
  const { accounts, lookUp } = options;
  const { reports, findings, keyNames } = await checkStacks({
    manifest,
    templates: files,
    accounts,
    validateTemplate,
    awsReference,
    lookUp,
  });
  const ofSpec = {
    ...emptyReport(rendered, accounts),
    findings: judgeDeployRole(spec),
  };
  const rules = namedByRules(spec);
  return {
    manifest,
    principals,
    ...(rules.length > 0 && { rules }),
    keyNames,
    report: mergeReports([...reports, ofSpec]),
    findings: [...findings, ...findingsOfReport(ofSpec)],
  };
}

/** Of what no template makes, there is at least a name. */
function emptyReport(
  { pipelineArn, spec: { name, account, region } }: RenderedPipeline,
  accounts: AccountSummary[] = [],
): PipelineReport {
  return {
    pipelineArn,
    name,
    account: accounts.find(({ id }) => id === account) ?? { id: account },
    region,
    health: 'healthy',
    origin: 'predicted',
    hops: [],
    links: [],
    findings: [],
    unseen: [],
    readAt: new Date().toISOString(),
  };
}

function mergeReports(reports: PipelineReport[]): PipelineReport {
  const findings = reports.flatMap(report => report.findings);
  return {
    ...reports[0],
    hops: reports.flatMap(report => report.hops),
    links: reports.flatMap(report => report.links),
    unseen: [
      ...new Map(
        reports
          .flatMap(report => report.unseen)
          .map(each => [each.sentence, each]),
      ).values(),
    ],
    findings,
    health: worstHealth([
      ...reports.map(({ health }) => health),
      ...findings.map(({ health }) => health),
    ]),
  };
}
