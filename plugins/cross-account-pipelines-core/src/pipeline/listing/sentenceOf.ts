import type { Words } from '../../report';
import type { HopBase } from '../vocabulary/PipelineLinks';

/** What a hop says, as a hop has it. */
export function sentenceOf({
  text,
  phrases,
}: Words): Pick<HopBase, 'sentence' | 'sentencePhrase'> {
  return { sentence: text, ...(phrases && { sentencePhrase: phrases[0] }) };
}
