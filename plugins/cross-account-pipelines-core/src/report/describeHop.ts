import type { HopVerdict } from './PipelineReport';

/**
 * What a hop says, in sentences: what has to be so, which actions need it, and
 * why it is not so.
 *
 * @public
 */
export function describeHop(
  hop: Pick<HopVerdict, 'health' | 'sentence' | 'reason' | 'actions'>,
): string {
  const { health, sentence, reason, actions = [] } = hop;
  const where = actions.length > 0 ? ` (${actions.join(', ')})` : '';
  return inSentences([
    `${sentence}${where}`,
    health === 'healthy' ? undefined : reason,
  ]);
}

/**
 * Parts as sentences, each with its full stop.
 *
 * @alpha
 */
export function inSentences(parts: Array<string | undefined>): string {
  return parts
    .filter(part => part !== undefined && part !== '')
    .map(part => part!.replace(/\.?$/, '.'))
    .join(' ');
}
