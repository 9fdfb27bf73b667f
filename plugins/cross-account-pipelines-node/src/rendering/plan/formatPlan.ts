import {
  type AccountSummary,
  blockingFindings,
  describeHop,
  describeLink,
  formatFinding,
  type Health,
  type HopVerdict,
  type LinkReport,
  type ManifestStack,
  type PipelineReport,
  type StackPhase,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  counted,
  describeAccount,
  describeAccountAndRegion,
  nameKeys,
  unknownHops,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { PlanCheck } from './PlanCheck';

const phases: Array<{ phase: StackPhase; title: string }> = [
  { phase: 'foundation', title: 'Foundation' },
  { phase: 'target', title: 'Target accounts, all at once' },
  { phase: 'pipeline', title: 'Pipeline' },
];

/** A log with more links than these in full would not be read. */
const maxLinksInFull = 20;

/**
 * Writes a plan for a log, a line for each element: stacks in their order,
 * accounts reached, and every hop with its verdict.
 *
 * @public
 */
export function formatPlan(check: PlanCheck): string[] {
  const { keyNames = {} } = check;
  return planLines(check).map(line => nameKeys(line, keyNames));
}

function planLines(check: PlanCheck): string[] {
  const { report, manifest, findings, principals, rules = [] } = check;
  const blocking = blockingFindings(findings);
  const nameOf = (id: string) => describeAccount(accountById(check, id));
  return [
    `Plan for pipeline ${report.name} in ${describeAccountAndRegion(report)}`,
    '',
    'Stacks, in this order:',
    ...phases.flatMap(({ phase, title }, index) =>
      stackLines(
        `${index + 1}. ${title}`,
        manifest.stacks.filter(stack => stack.phase === phase),
        nameOf,
      ),
    ),
    ...(principals
      ? [
          '',
          `Key and bucket name the roles of other accounts by ${
            principals.mode === 'accounts'
              ? 'their accounts'
              : 'their organization'
          }: ${principals.reason}.`,
        ]
      : []),
    ...section(
      'Named by rule:',
      rules.map(
        ({ stage, rule, accounts }) =>
          `  ${rule} of stage ${stage}: ${accounts.map(nameOf).join(', ')}`,
      ),
    ),
    '',
    'In the pipeline account:',
    ...report.hops.map(hop => `  ${hopLine(hop)}`),
    '',
    `Reaches ${counted(reachedAccounts(check), 'account')}:`,
    ...report.links.flatMap(link => linkLines(link, report.links.length)),
    ...section(
      'Findings:',
      findings
        .filter(finding => finding.level === 'warning' || finding.waived)
        .map(
          finding =>
            `  ${mark(finding.waived ? 'waived' : 'warning')} ${formatFinding(
              finding,
            )}`,
        ),
    ),
    ...section(
      'Not seen:',
      report.unseen.map(({ sentence }) => `  ${sentence}`),
    ),
    ...section(
      'Must not be deployed:',
      blocking.map(finding => `  ${formatFinding(finding)}`),
    ),
    '',
    verdict(report, blocking.length),
  ];
}

function stackLines(
  title: string,
  stacks: ManifestStack[],
  nameOf: (account: string) => string,
): string[] {
  return [
    `  ${title}`,
    ...stacks.map(
      ({ stackName, account, region, template }) =>
        `     ${stackName} in ${nameOf(account)}, ${region} from ${template}`,
    ),
  ];
}

function linkLines(link: LinkReport, links: number): string[] {
  if (links > maxLinksInFull && link.health === 'healthy') {
    return [`  ${mark(link.health)} ${describeAccountAndRegion(link)}`];
  }
  return [
    `  ${mark(link.health)} ${describeLink(link)}`,
    ...link.hops.map(hop => `      ${hopLine(hop)}`),
  ];
}

function hopLine(hop: HopVerdict): string {
  return `${mark(hop.health)} ${hop.hop.padEnd(3)} ${describeHop(hop)}`;
}

function mark(word: Health | 'waived'): string {
  return word.padEnd(7);
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines] : [];
}

function verdict(report: PipelineReport, problems: number): string {
  if (problems > 0) {
    return `${counted(problems, 'problem')}: nothing of this can be deployed.`;
  }
  if (report.health === 'broken') {
    return 'What would be broken was waived.';
  }
  const unknown = unknownHops([report]).length;
  return unknown > 0
    ? `Nothing is broken, but ${counted(unknown, 'hop')} ${
        unknown === 1 ? 'is' : 'are'
      } unknown.`
    : 'Every account can be reached.';
}

function reachedAccounts({ report }: PlanCheck): number {
  return new Set(report.links.map(({ account }) => account.id)).size;
}

function accountById({ report }: PlanCheck, id: string): AccountSummary {
  return (
    [report.account, ...report.links.map(({ account }) => account)].find(
      account => account.id === id,
    ) ?? { id }
  );
}
