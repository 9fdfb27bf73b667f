import type { Explanation } from './Explanation';
import { explainAuthorizationFailure } from './explainAuthorizationFailure';
import { explainKnownError } from './explainKnownError';
import { knownErrors } from './knownErrors/knownErrors';
import { parseAuthorizationFailures } from './parseAuthorizationFailures';

/**
 * Explains an error by its text alone. `line` is what {@link readErrorText}
 * made of it.
 */
export function explainText(line: string): Explanation[] {
  const failures = parseAuthorizationFailures(line);
  const telling = knownErrors.filter(
    known => !known.fallback && !(known.bare && failures.length > 0),
  );
  const refusals = failures.flatMap(explainAuthorizationFailure);
  const explanations = [
    ...refusals,
    ...telling
      .flatMap(known => explainKnownError(known, line))
      .filter(({ hop }) => refusals.every(other => other.hop !== hop)),
  ];
  if (explanations.length > 0) {
    return withoutRepetition(explanations);
  }
  for (const known of knownErrors.filter(({ fallback }) => fallback)) {
    const vague = explainKnownError(known, line);
    if (vague.length > 0) {
      return vague;
    }
  }
  return [];
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
