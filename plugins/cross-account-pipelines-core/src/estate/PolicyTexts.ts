/**
 * Reads policies from their texts. The same text gives the same object, so that
 * what the accounts of an estate have alike is compiled and judged once; nobody
 * may change it.
 *
 * @public
 */
export class PolicyTexts {
  readonly #read = new Map<string, unknown>();

  /**
   * @throws SyntaxError for what is not JSON
   */
  read(text: string): unknown {
    if (!this.#read.has(text)) {
      this.#read.set(text, JSON.parse(text));
    }
    return this.#read.get(text);
  }
}
