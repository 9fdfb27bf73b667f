/**
 * Reads policies from their texts. The same text gives the same object, so that
 * what the accounts of an estate have alike is compiled and judged once; nobody
 * may change it.
 *
 * @alpha
 */
export class PolicyTexts {
  readonly #generation: number;
  #young = new Map<string, unknown>();
  #old = new Map<string, unknown>();

  /**
   * @param options - `remembered` is how many of the latest texts give the same
   *   object for certain; none that is older than twice as many does. Default: all.
   */
  constructor(options: { remembered?: number } = {}) {
    this.#generation = options.remembered ?? Infinity;
  }

  /**
   * @throws SyntaxError for what is not JSON
   */
  read(text: string): unknown {
    if (this.#young.has(text)) {
      return this.#young.get(text);
    }
    const policy = this.#old.has(text) ? this.#old.get(text) : JSON.parse(text);
    if (this.#young.size >= this.#generation) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(text, policy);
    return policy;
  }
}
