import {
  describeDocument,
  type FindingLevel,
  type HopVerdict,
  type JudgedFinding,
  type LinkReport,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  counted,
  describePipelineChange,
  describeFinding,
  describeGates,
  describeAccountAndRegion,
  formatPlace,
  type GateHealth,
  type PipelineChange,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StackPlan } from '../../deployment';
// Not from the index, which brings the AWS SDK along.
import {
  formatStackPlan,
  summarizeStackPlans,
} from '../../deployment/format/formatStackPlan';
import type { Paint } from './Paint';
import { plainText } from './plainText';
import type { FailedAction } from '../setUp/readFailedActions';

const healthStyles = {
  healthy: 'green',
  warning: 'yellow',
  pending: 'yellow',
  unknown: 'cyan',
  broken: 'red',
  'not-judged': 'dim',
  'not-needed': 'dim',
} as const satisfies Record<GateHealth, string>;

const levelStyles = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
} as const satisfies Record<FindingLevel, string>;

/** The most telling first. */
const levels = ['error', 'warning', 'note'] as const;

/**
 * Writes a check for people: what each pipeline reaches, what was found, and
 * how many of it.
 */
export function formatCheck(
  check: {
    reports: PipelineReport[];
    findings: JudgedFinding[];
    plan?: StackPlan[];
    change?: PipelineChange;
    failures?: FailedAction[];
  },
  paint: Paint,
): string {
  const { reports, findings, plan, change, failures = [] } = check;
  const effective = findings.filter(({ waived }) => !waived);
  const blocks = [
    ...reports.map(report => describeReport(report, paint)),
    ...(plan ? [describePlan(plan, change, paint)] : []),
    ...failures.map(failure => describeFailure(failure, paint)),
    ...levels.flatMap(level =>
      effective
        .filter(finding => finding.level === level)
        .map(finding => findingLines(finding, paint)),
    ),
    [countFindings(findings)],
  ];
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

function describeReport(report: PipelineReport, paint: Paint): string[] {
  const { name, health, hops, links, unseen } = report;
  const place = plainText(describeAccountAndRegion(report));
  return [
    `${paint('bold', plainText(name))} in ${place}: ${paint(
      healthStyles[health],
      health,
    )}`,
    `  its own account: ${gatesLine(hops, paint)}`,
    ...links.map(link => `  ${linkLine(link, paint)}`),
    ...unseen.map(
      ({ sentence }) => `  ${paint('dim', `Not seen: ${plainText(sentence)}`)}`,
    ),
  ];
}

/** What happened beside what is possible. */
function describeFailure(failure: FailedAction, paint: Paint): string[] {
  const { stage, action, message, explanations } = failure;
  const [first] = explanations;
  return [
    `${paint('bold', 'Failed when it last ran')}: ${plainText(
      `${stage}/${action}`,
    )}`,
    `  ${plainText(message)}`,
    ...(first
      ? [
          `  ${plainText(first.sentence)}`,
          `  To mend it: ${plainText(first.change)}`,
        ]
      : []),
  ];
}

/** Without what is among the findings. */
function describePlan(
  plan: StackPlan[],
  change: PipelineChange | undefined,
  paint: Paint,
): string[] {
  const changing = plan
    .filter(({ outcome }) => outcome !== 'unchanged')
    .flatMap(({ changes, ...stack }) =>
      formatStackPlan({
        ...stack,
        changes: changes.map(each => ({ ...each, widened: [] })),
        uncertain: [],
      }),
    );
  return [
    `${paint('bold', 'Against what is deployed')}: ${summarizeStackPlans(
      plan,
    )}`,
    ...(change ? describePipelineChange(change) : []).map(
      line => `  ${plainText(line)}`,
    ),
    ...changing.map(line => `  ${/^ */.exec(line)![0]}${plainText(line)}`),
  ];
}

function linkLine(link: LinkReport, paint: Paint): string {
  const { reachedBy } = link;
  const by = reachedBy ? `, reached by ${plainText(reachedBy)}` : '';
  return `${plainText(describeAccountAndRegion(link))}${by}: ${gatesLine(
    link.hops,
    paint,
  )}`;
}

function gatesLine(hops: HopVerdict[], paint: Paint): string {
  return describeGates(hops, (health, words) =>
    paint(healthStyles[health], words),
  );
}

function findingLines(finding: JudgedFinding, paint: Paint): string[] {
  const { level, rule, place, rendered, document } = finding;
  const where = [
    ...(place ? [formatPlace(place)] : []),
    ...(rendered ? [`rendered ${formatPlace(rendered)}`] : []),
    ...(!place && document ? [describeDocument(document)] : []),
  ];
  return [
    [
      paint(levelStyles[level], level),
      paint('bold', plainText(rule)),
      ...where.map(plainText),
    ].join('  '),
    ...describeFinding(finding).map(line => `  ${plainText(line)}`),
  ];
}

function countFindings(findings: JudgedFinding[]): string {
  const effective = findings.filter(({ waived }) => !waived);
  const waived = findings.length - effective.length;
  const counts = [
    ...levels.map(level =>
      counted(effective.filter(each => each.level === level).length, level),
    ),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ];
  return findings.length > 0 ? counts.join(', ') : 'Nothing was found.';
}
