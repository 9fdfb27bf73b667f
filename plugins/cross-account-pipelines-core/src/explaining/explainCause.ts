import type { Side } from '../report';
import type { Place } from './causes/Cause';
import { causes, type CauseId } from './causes/causes';
import type { ErrorNames, Explanation } from './Explanation';
import { fillSentence } from './fillSentence';
import { gateOf } from './hopGates';
import { wholeAccount } from './reading/errorNames';

/** Says what a cause of the register means with the names of a text. */
export function explainCause(
  id: CauseId,
  options: {
    names: ErrorNames;
    /** Where the call that was refused decides it. */
    hop?: Place;
    side?: Side;
    /** The hop whose gate it is shown at, where it is of no hop itself. */
    gateOf?: Place;
    /** Further names for its sentences. */
    filling?: Record<string, string | undefined>;
    /** AWS's own words. */
    said?: string;
  },
): Explanation {
  const { names, filling, said } = options;
  const cause = causes[id];
  const hop = cause.hop ?? options.hop ?? 'set-up';
  const filled = (sentence: string) =>
    fillSentence(sentence, { ...names, said, ...filling });
  const further = Object.entries(filling ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    hop,
    gate: gateOf(options.gateOf ?? hop),
    cause: id,
    sentence: filled(cause.sentence),
    said,
    readNext: cause.readNext.map(filled),
    change: filled(cause.change),
    side: cause.side ?? options.side,
    account: cause.accountOf && wholeAccount(names[cause.accountOf]),
    phase: cause.phase,
    severity: cause.severity ?? 'broken',
    names,
    ...(further.length > 0 && { values: Object.fromEntries(further) }),
    page: cause.page,
  };
}
