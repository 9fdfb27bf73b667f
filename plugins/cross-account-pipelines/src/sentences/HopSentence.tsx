import type { Phrase } from 'backstage-plugin-cross-account-pipelines-core';
import { Sentence } from '../parts/Sentence';

/** What a hop says, wherever it is told of. */
export function HopSentence(props: {
  hop: { sentence: string; sentencePhrase?: Phrase };
}) {
  const { sentence, sentencePhrase } = props.hop;
  return (
    <Sentence text={sentence} phrases={sentencePhrase && [sentencePhrase]} />
  );
}
