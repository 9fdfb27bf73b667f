/**
 * Every hop of a report, or of what a pipeline needs: its own, then those of
 * each link.
 *
 * @public
 */
export function hopsOf<H>(pipeline: {
  hops: readonly H[];
  links: ReadonlyArray<{ hops: readonly H[] }>;
}): H[] {
  return [pipeline, ...pipeline.links].flatMap(({ hops }) => hops);
}
