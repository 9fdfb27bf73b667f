import { compilePolicy, type CompiledPolicy } from '../../policy';
import { sanePolicy } from './sanePolicy';

/** Twice as many are remembered at most: those of some hundred pipelines. */
const generation = 4096;

/**
 * What was learnt of one policy document.
 */
export class KnownDocument {
  readonly #document: unknown;
  readonly #soundFor: string[] = [];
  #size: number | undefined;
  #compiled: CompiledPolicy | undefined;
  #decisive: CompiledPolicy | undefined;

  constructor(document: object) {
    this.#document = document;
  }

  /** As it is written. */
  get compiled(): CompiledPolicy {
    this.#compiled ??= compilePolicy(this.#document);
    return this.#compiled;
  }

  /** As AWS decides by it: see {@link sanePolicy}. */
  get decisive(): CompiledPolicy {
    if (!this.#decisive) {
      const sane = sanePolicy(this.#document);
      this.#decisive =
        sane === this.#document ? this.compiled : compilePolicy(sane);
    }
    return this.#decisive;
  }

  /** In characters, without whitespace. */
  get size(): number {
    this.#size ??= JSON.stringify(this.#document).length;
    return this.#size;
  }

  /** Whether it was looked through for that purpose and found sound. */
  isSoundFor(purpose: string): boolean {
    return this.#soundFor.includes(purpose);
  }

  noteSoundFor(purpose: string): void {
    this.#soundFor.push(purpose);
  }
}

/**
 * What was learnt of documents: of those that many pipelines share once. It
 * depends on nothing but the document, so that it stays true in a changed
 * estate. What was not asked for in a long time is forgotten.
 *
 * @public
 */
export class DocumentMemory {
  #young = new Map<object, KnownDocument>();
  #old = new Map<object, KnownDocument>();

  /** @internal */
  of(document: object): KnownDocument {
    const young = this.#young.get(document);
    if (young) {
      return young;
    }
    const known = this.#old.get(document) ?? new KnownDocument(document);
    if (this.#young.size >= generation) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(document, known);
    return known;
  }
}
