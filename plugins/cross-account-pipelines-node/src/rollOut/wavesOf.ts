/**
 * Divides pipelines into the canaries, which go first, and waves of the others.
 *
 * @param options - `canary`: how many go first, 0 for none; `wave`: how many go
 *   together afterwards
 */
export function wavesOf(
  pipelineArns: string[],
  { canary, wave }: { canary: number; wave: number },
): string[][] {
  const rest = pipelineArns.slice(canary);
  return [
    pipelineArns.slice(0, canary),
    ...Array.from({ length: Math.ceil(rest.length / wave) }, (_, index) =>
      rest.slice(index * wave, (index + 1) * wave),
    ),
  ].filter(({ length }) => length > 0);
}
