import { ARN_PARTS, hasArnParts, splitArn } from './splitArn';
import type { Truth } from './Truth';
import { FALSE, truthOf, UNKNOWN } from './Truth';
import { hasWildcard, type TextRun, Wildcard } from './Wildcard';

/** Places of the parts of an ARN. */
const REGION = 3;
const RESOURCE = ARN_PARTS - 1;

const ANYTHING = Wildcard.compile('*');

function isOpen(part: readonly TextRun[]): boolean {
  return part.some(({ text, verbatim }) => !verbatim && hasWildcard(text));
}

function beforeWildcard(text: string): string {
  const at = text.search(/[*?]/);
  return at < 0 ? text : text.slice(0, at);
}

function endsOpen(part: readonly TextRun[]): boolean {
  const last = part[part.length - 1];
  return !last.verbatim && last.text.endsWith('*');
}

/**
 * The pattern of an ARN that has wildcards before its resource, where they fit
 * within their part: a pattern for any account fits no colon. Only a `*` that
 * ends the Region reaches across. AWS says so of every `*` that ends a part, but
 * was seen to keep one within the account.
 * `IAM/latest/UserGuide/reference_policies_elements_resource`
 */
export class ArnPattern {
  /** Fits at least what the pattern does. */
  private readonly whole: Wildcard;
  private readonly parts: Wildcard[];
  /** Whether a `*` ends the Region. */
  private readonly isRegionOpen: boolean;
  /** Has fewer parts than an ARN, and no `*` at its end stands for the others. */
  private readonly isIncomplete: boolean;

  /** A pattern without wildcards before its resource is any text's. */
  static compile(runs: readonly TextRun[]): ArnPattern | Wildcard {
    if (runs.length === 1 && hasArnParts(beforeWildcard(runs[0].text))) {
      return Wildcard.fromRuns(runs);
    }
    const parts = splitArn(runs);
    const last = parts.length - 1;
    const isIncomplete = last < RESOURCE && !endsOpen(parts[last]);
    return isIncomplete || parts.slice(0, last).some(isOpen)
      ? new ArnPattern(runs, parts, isIncomplete)
      : Wildcard.fromRuns(runs);
  }

  private constructor(
    runs: readonly TextRun[],
    parts: TextRun[][],
    isIncomplete: boolean,
  ) {
    this.whole = Wildcard.fromRuns(runs);
    this.isIncomplete = isIncomplete;
    this.isRegionOpen = parts.length > REGION && endsOpen(parts[REGION]);
    this.parts = Array.from({ length: ARN_PARTS }, (_, index) =>
      index < parts.length ? Wildcard.fromRuns(parts[index]) : ANYTHING,
    );
  }

  /** Unknown where AWS does not say what too short a pattern fits. */
  matches(text: string): Truth {
    if (!this.whole.matches(text)) {
      return FALSE;
    }
    return this.isIncomplete ? UNKNOWN : truthOf(this.partsMatch(text));
  }

  private partsMatch(text: string): boolean {
    let from = 0;
    for (let index = 0; index < RESOURCE; index++) {
      const colon = text.indexOf(':', from);
      if (colon < 0) {
        return false;
      }
      if (index === REGION && this.isRegionOpen) {
        return this.matchesFromRegion(text, from);
      }
      if (!this.parts[index].matches(text.slice(from, colon))) {
        return false;
      }
      from = colon + 1;
    }
    return this.parts[RESOURCE].matches(text.slice(from));
  }

  /** Tries every colon as the one that ends the Region. */
  private matchesFromRegion(text: string, start: number): boolean {
    const [, , , region, account, resource] = this.parts;
    let end = text.indexOf(':', start);
    let next = text.indexOf(':', end + 1);
    while (next >= 0) {
      if (
        region.matches(text.slice(start, end)) &&
        account.matches(text.slice(end + 1, next)) &&
        resource.matches(text.slice(next + 1))
      ) {
        return true;
      }
      end = next;
      next = text.indexOf(':', end + 1);
    }
    return false;
  }
}
