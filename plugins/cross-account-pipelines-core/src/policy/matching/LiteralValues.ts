import type { Truth } from './Truth';
import { FALSE, truthOf, UNKNOWN } from './Truth';
import type { ValueTest } from './ValueTest';

/**
 * Values that match themselves alone, however many, looked up at once: a bucket
 * policy names the roles of all target accounts.
 */
export class LiteralValues implements ValueTest {
  private readonly texts: Set<string>;

  constructor(text: string) {
    this.texts = new Set([text]);
  }

  addAll({ texts }: LiteralValues): void {
    for (const text of texts) {
      this.texts.add(text);
    }
  }

  matches(actual: string): Truth {
    return truthOf(this.texts.has(actual));
  }

  matchesBeginning(beginning: string): Truth {
    for (const text of this.texts) {
      if (text.startsWith(beginning)) {
        return UNKNOWN;
      }
    }
    return FALSE;
  }
}
