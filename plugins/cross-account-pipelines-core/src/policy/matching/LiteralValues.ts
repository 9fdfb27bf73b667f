import type { Truth } from './Truth';
import { FALSE, truthOf, UNKNOWN } from './Truth';
import type { ValueTest } from './ValueTest';

/**
 * Values that match themselves alone, however many, looked up at once: a bucket
 * policy names the roles of all target accounts.
 */
export class LiteralValues implements ValueTest {
  /** All of them, where they are several: most conditions have one value. */
  private texts: Set<string> | undefined;

  constructor(private readonly first: string) {}

  addAll({ first, texts }: LiteralValues): void {
    this.texts ??= new Set([this.first]);
    for (const text of texts ?? [first]) {
      this.texts.add(text);
    }
  }

  matches(actual: string): Truth {
    return truthOf(
      this.texts === undefined ? actual === this.first : this.texts.has(actual),
    );
  }

  matchesBeginning(beginning: string): Truth {
    for (const text of this.texts ?? [this.first]) {
      if (text.startsWith(beginning)) {
        return UNKNOWN;
      }
    }
    return FALSE;
  }
}
