import type { Estate } from '../../estate';
import { accountOf } from '../../pipeline';
import { worstHealth, type PipelineReport } from '../../report';
import { EstateView } from '../EstateView';
import { linksOf } from '../linksOf';
import { findAccessLogs } from './findAccessLogs';

/**
 * A report with what is wrong with access logs. Only templates say where buckets
 * log to, so that who assesses what is in AWS does without.
 */
export function withAccessLogs(
  report: PipelineReport,
  estate: Estate,
): PipelineReport {
  const { accounts } = estate;
  const { pipelineArn } = report;
  const pipeline =
    accounts[accountOf(pipelineArn) ?? '']?.pipelines[pipelineArn];
  const isLogged = Object.values(accounts).some(({ buckets }) =>
    Object.values(buckets).some(({ accessLogs }) => accessLogs),
  );
  if (!pipeline || !isLogged) {
    return report;
  }
  const view = new EstateView(estate);
  const links = linksOf(view, pipelineArn, pipeline.definition);
  const findings = findAccessLogs({ view, links });
  return {
    ...report,
    health: worstHealth([
      report.health,
      ...findings.map(({ health }) => health),
    ]),
    findings: [...report.findings, ...findings],
  };
}
