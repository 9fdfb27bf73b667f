import { describeAccount } from './describeAccount';
import type { HopVerdict, LinkReport, PipelineReport } from './PipelineReport';
import { summarizeGates, type GateHealth } from './summarizeGates';

/**
 * An account and a Region in a sentence.
 *
 * @alpha
 */
export function describeAccountAndRegion({
  account,
  region,
}: Pick<LinkReport | PipelineReport, 'account' | 'region'>): string {
  return `${describeAccount(account)}, ${region}`;
}

/**
 * How each gate is, e.g. `enter healthy, artifacts broken, key not judged`.
 *
 * @param write - puts a health into words; it may add colour
 *
 * @alpha
 */
export function describeGates(
  hops: HopVerdict[],
  write: (health: GateHealth, words: string) => string = (_, words) => words,
): string {
  return Object.entries(summarizeGates(hops))
    .map(
      ([gate, health]) => `${gate} ${write(health, health.replace('-', ' '))}`,
    )
    .join(', ');
}

/**
 * A link in a line: where it leads, and how its gates are.
 *
 * @public
 */
export function describeLink(link: LinkReport): string {
  return `${describeAccountAndRegion(link)}: ${describeGates(link.hops)}`;
}
