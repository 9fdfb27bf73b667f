import type { Phrase } from 'backstage-plugin-cross-account-pipelines-core';
import { Sentence } from '../parts/Sentence';
import { HopSentence } from './HopSentence';

/** Why a hop does not work, or what it says where no reason is known. */
export function HopReason(props: {
  hop: {
    sentence: string;
    sentencePhrase?: Phrase;
    reason?: string;
    reasonPhrases?: Phrase[];
  };
}) {
  const { reason, reasonPhrases } = props.hop;
  return reason ? (
    <Sentence text={reason} phrases={reasonPhrases} />
  ) : (
    <HopSentence hop={props.hop} />
  );
}
