import {
  explainPattern,
  findPattern,
  type FoundPattern,
} from './explainPattern';
import type { Explanation } from './Explanation';
import type { Pattern } from './patterns/Pattern';
import { patterns } from './patterns/patterns';
import type { ErrorReading } from './reading/ErrorReading';
import { explainRefusal } from './refusals/explainRefusal';

/**
 * Explains an error by its text alone: first what AWS says of who was refused
 * what, then wordings that are known, then what was merely said to have failed.
 */
export function explainText(reading: ErrorReading): Explanation[] {
  const told = reading.refusals.filter(({ bare }) => !bare);
  const refusals = told.flatMap(explainRefusal);
  const telling = findAll(reading, undefined)
    .filter(found => !isWithinRefusal(found, reading))
    .flatMap(found => [explainPattern(found, reading)])
    .sort((a, b) => urgency(a) - urgency(b))
    .flat()
    .filter(({ hop }) => refusals.every(other => other.hop !== hop));
  if (refusals.length + telling.length > 0) {
    return withoutRepetition([...refusals, ...telling]);
  }
  const bare = reading.refusals.flatMap(explainRefusal);
  if (bare.length > 0) {
    return withoutRepetition(bare);
  }
  const frames = findAll(reading, 'frame').flatMap(found =>
    explainPattern(found, reading),
  );
  if (frames.length > 0) {
    return withoutRepetition(frames);
  }
  const [vague] = findAll(reading, 'vague');
  return vague ? explainPattern(vague, reading) : [];
}

/**
 * The wordings of a rank that stand in the text, but for those that speak of
 * what a more telling one accounts for already.
 */
function findAll(reading: ErrorReading, rank: Pattern['rank']): FoundPattern[] {
  const found: FoundPattern[] = [];
  for (const pattern of patterns.filter(each => each.rank === rank)) {
    const next = findPattern(pattern, reading);
    if (next && !found.some(other => overlap(other, next))) {
      found.push(next);
    }
  }
  return found;
}

interface Span {
  from: number;
  to: number;
}

function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

function isWithinRefusal(found: Span, { refusals }: ErrorReading): boolean {
  return refusals.some(refusal => overlap(refusal, found));
}

const byUrgency: Record<Explanation['severity'], number> = {
  broken: 0,
  passing: 1,
  harmless: 2,
};

/** In a log, what was broken in the end matters more than what passed. */
function urgency([first]: Explanation[]): number {
  return byUrgency[first.severity];
}

/** A reading that was given with an account is not given again without one. */
function withoutRepetition(explanations: Explanation[]): Explanation[] {
  const seen = new Set<string>();
  return explanations.filter(({ hop, cause, side, account }) => {
    const reading = [hop, cause, side].join(' ');
    const key = account ? `${reading} ${account}` : reading;
    if (seen.has(key)) {
      return false;
    }
    seen.add(key);
    seen.add(reading);
    return true;
  });
}
