import type { TextRun } from './Wildcard';

/** Between colons: `arn`, partition, service, Region, account and resource. */
export const ARN_PARTS = 6;

/**
 * The parts of the pattern of an ARN, at most six; colons after the fifth belong
 * to the last.
 */
export function splitArn(runs: readonly TextRun[]): TextRun[][] {
  const parts: TextRun[][] = [[]];
  for (const { text, verbatim } of runs) {
    let from = 0;
    let colon = text.indexOf(':');
    while (colon >= 0 && parts.length < ARN_PARTS) {
      parts[parts.length - 1].push({ text: text.slice(from, colon), verbatim });
      parts.push([]);
      from = colon + 1;
      colon = text.indexOf(':', from);
    }
    parts[parts.length - 1].push({ text: text.slice(from), verbatim });
  }
  return parts;
}
