import {
  describeHop,
  hopsOf,
  type Finding,
  type FindingLevel,
  type Health,
  type HopVerdict,
  type PipelineReport,
} from '../report';
import type { CheckFinding } from './CheckFinding';
import type { EstatePlaces } from './EstatePlaces';

/**
 * What cannot be told stops a check of what is there: a check that AWS does not
 * let look must not pass. Of what is only planned, something is always unknown.
 */
const levels: Record<
  PipelineReport['origin'],
  Record<Exclude<Health, 'healthy'>, FindingLevel>
> = {
  predicted: {
    broken: 'error',
    warning: 'warning',
    pending: 'note',
    unknown: 'note',
  },
  observed: {
    broken: 'error',
    warning: 'warning',
    pending: 'note',
    unknown: 'error',
  },
};

/** A hop's sentence says what should be so. */
const judgements: Record<Health, string> = {
  healthy: '',
  warning: '',
  broken: 'Does not hold: ',
  pending: 'May not hold yet: ',
  unknown: 'Cannot be told: ',
};

/**
 * Every hop that is not healthy and every finding of a report, once each.
 *
 * @param places - of the documents, where they come from templates
 *
 * @alpha
 */
export function findingsOfReport(
  report: PipelineReport,
  places?: EstatePlaces,
): CheckFinding[] {
  const { findings, origin, name } = report;
  const said = new Set(findings.map(({ message }) => message));
  // A hop that is warned of because of a finding says the same again.
  const unhealthy = hopsOf(report).filter(
    ({ health, reason = '' }) => health !== 'healthy' && !said.has(reason),
  );
  const toCheckFinding = (
    about: HopVerdict | Finding,
    words: { rule: string; message: string },
  ): CheckFinding => ({
    ...words,
    level: levels[origin][about.health as Exclude<Health, 'healthy'>],
    health: about.health,
    pipeline: name,
    account: about.account,
    remedy: about.remedy?.summary,
    diff: about.remedy?.diff,
    place: places?.find(report.pipelineArn, about),
    document: about.remedy?.document ?? about.evidence[0]?.document,
  });
  return [
    ...unhealthy.map(hop =>
      toCheckFinding(hop, {
        rule: hop.hop,
        message: `${judgements[hop.health]}${describeHop(hop)}`,
      }),
    ),
    ...findings.map(finding =>
      toCheckFinding(finding, {
        rule: finding.rule,
        message: finding.message,
      }),
    ),
  ];
}
