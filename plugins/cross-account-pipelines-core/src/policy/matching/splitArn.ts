import type { TextRun } from './Wildcard';

/** Between colons: `arn`, partition, service, Region, account and resource. */
export const ARN_PARTS = 6;

/** Whether a text has all the colons of an ARN. */
export function hasArnParts(text: string): boolean {
  let colon = -1;
  for (let colons = 1; colons < ARN_PARTS; colons++) {
    colon = text.indexOf(':', colon + 1);
    if (colon < 0) {
      return false;
    }
  }
  return true;
}

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
