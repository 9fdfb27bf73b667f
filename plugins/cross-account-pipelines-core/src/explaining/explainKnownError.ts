import { findNames, wholeAccount, withoutAbsent } from './errorNames';
import type { ErrorNames, Explanation } from './Explanation';
import { fillSentence } from './fillSentence';
import { gateOf } from './hopGates';
import type { KnownError, KnownMeaning } from './knownErrors/KnownError';

/**
 * What a known shape means in this text, most likely first; empty where the
 * text does not have it.
 */
export function explainKnownError(
  known: KnownError,
  line: string,
): Explanation[] {
  const match = known.pattern.exec(line);
  if (!match || known.unless?.test(line)) {
    return [];
  }
  // Names near the match are the ones it is about.
  const near = line.slice(Math.max(0, match.index - 600), match.index + 1_500);
  const names: ErrorNames = {
    ...findNames(near),
    ...withoutAbsent(trimmed(match.groups)),
  };
  return known.meanings.map(meaning => explain({ known, meaning, names }));
}

function explain(options: {
  known: KnownError;
  meaning: KnownMeaning;
  names: ErrorNames;
}): Explanation {
  const { known, meaning, names } = options;
  const filled = (sentence: string) => fillSentence(sentence, { ...names });
  return {
    hop: meaning.hop,
    gate: gateOf(meaning.hop),
    cause: meaning.cause,
    sentence: filled(meaning.sentence),
    readNext: meaning.readNext.map(filled),
    change: filled(meaning.change),
    side: meaning.side,
    account: meaning.accountOf && wholeAccount(names[meaning.accountOf]),
    phase: meaning.phase,
    severity: meaning.severity ?? 'broken',
    names,
    page: known.page,
  };
}

function trimmed(groups: Record<string, string> | undefined): ErrorNames {
  return Object.fromEntries(
    Object.entries(groups ?? {}).map(([name, value]) => [
      name,
      value?.replace(/^["'([]{1,3}|["')\],.;:]{1,5}$/g, '') || undefined,
    ]),
  );
}
