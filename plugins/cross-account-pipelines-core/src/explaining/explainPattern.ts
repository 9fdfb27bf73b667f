import type { CauseId } from './causes/causes';
import { explainCause } from './explainCause';
import type { ErrorNames, Explanation } from './Explanation';
import type { Pattern } from './patterns/Pattern';
import type { ErrorReading } from './reading/ErrorReading';
import { findNames, withoutAbsent } from './reading/errorNames';
import { nearestService } from './reading/findAwsAnswers';
import { quoteAws } from './reading/quoteAws';
import { servicePrefix } from './reading/servicePrefix';
import { speaksOfAws } from './reading/speaksOfAws';

/** A pattern that was found in a text. */
export interface FoundPattern {
  pattern: Pattern;
  from: number;
  to: number;
  match: RegExpExecArray;
}

/** Names that stand this far before and after are those it is about. */
const BEFORE = 600;
const AFTER = 1_500;

/** What speaks of AWS has to stand this near. */
const NEAR = 400;

/** Finds where a text says what a pattern knows; undefined if it does not. */
export function findPattern(
  pattern: Pattern,
  { line }: ErrorReading,
): FoundPattern | undefined {
  const match = pattern.says.exec(line);
  if (!match) {
    return undefined;
  }
  const from = match.index;
  const to = from + match[0].length;
  const around = line.slice(Math.max(0, from - NEAR), to + NEAR);
  if (pattern.unless?.test(around) || pattern.beside?.test(around) === false) {
    return undefined;
  }
  return pattern.needsAws && !speaksOfAws(around)
    ? undefined
    : { pattern, from, to, match };
}

/** What a pattern that was found means, most likely first. */
export function explainPattern(
  found: FoundPattern,
  reading: ErrorReading,
): Explanation[] {
  const { pattern, from, to, match } = found;
  const { line } = reading;
  const near = line.slice(Math.max(0, from - BEFORE), from + AFTER);
  const names: ErrorNames = {
    ...findNames(near),
    ...pattern.names,
    ...withoutAbsent(trimmed(match.groups)),
  };
  const said = match.groups?.said ?? quoteAws(line, from, to);
  return causesOf(found, reading).map(id => explainCause(id, { names, said }));
}

function causesOf(
  { pattern: { means }, from, match }: FoundPattern,
  reading: ErrorReading,
): CauseId[] {
  if (Array.isArray(means)) {
    return means;
  }
  const service = match.groups?.service
    ? servicePrefix(match.groups.service)
    : nearestService(reading, from, Object.keys(means.of));
  return means.of[service ?? ''] ?? means.otherwise;
}

function trimmed(groups: Record<string, string> | undefined): ErrorNames {
  return Object.fromEntries(
    Object.entries(groups ?? {})
      .filter(([name]) => name !== 'said')
      .map(([name, value]) => [
        name,
        value?.replace(/^["'([]{1,3}|["')\],.;:]{1,5}$/g, '') || undefined,
      ]),
  );
}
