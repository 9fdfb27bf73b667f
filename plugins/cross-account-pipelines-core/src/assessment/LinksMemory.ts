import type { PipelineLinks } from '../pipeline';

/**
 * Remembers something about each part of a pipeline's links, for as long as the
 * links are there. One map a pipeline, since many small weak references would
 * keep the garbage collector busy.
 */
export class LinksMemory<K, V> {
  readonly #known = new WeakMap<PipelineLinks, Map<K, V>>();

  of(links: PipelineLinks): Map<K, V> {
    let known = this.#known.get(links);
    if (!known) {
      known = new Map();
      this.#known.set(links, known);
    }
    return known;
  }
}
