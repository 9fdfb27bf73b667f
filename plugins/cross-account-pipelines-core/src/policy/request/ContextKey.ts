/** Stands for a value that nobody knows before the call. */
export const UNDISCLOSED = Symbol('undisclosed');

/** A text of which nobody knows more than how it begins. */
export class Beginning {
  constructor(readonly text: string) {}
}

/** What a request says about a condition key; `undefined`: nothing. */
export type ContextValue =
  | string
  | readonly string[]
  | Beginning
  | typeof UNDISCLOSED
  | undefined;

/**
 * The name of a condition key. Case does not matter in them.
 * `IAM/latest/UserGuide/reference_policies_elements_condition`
 */
export class ContextKey {
  static named(name: string): ContextKey {
    return new ContextKey(name, name.toLowerCase());
  }

  private constructor(readonly name: string, readonly lowerCase: string) {}

  isNamed(name: string): boolean {
    return (
      name === this.name ||
      (name.length === this.name.length &&
        name.toLowerCase() === this.lowerCase)
    );
  }
}
