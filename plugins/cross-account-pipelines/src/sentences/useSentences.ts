import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Explanation,
  Phrase,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  fillSentence,
  translatePhrases,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesSentencesTranslationRef } from '../crossAccountPipelinesSentencesTranslationRef';
import { useDocumentName } from '../documents/useDocumentName';
import { useListNames } from '../parts/useListNames';
import { englishSentences } from './englishSentences';

/** Puts what the engine says into the reader's language, or leaves it English. */
export interface Sentences {
  /** What is made of phrases. */
  say(text: string, phrases?: readonly Phrase[]): string;
  /** What an error comes from, and what to change. */
  explain(explanation: Explanation): { sentence: string; change: string };
}

export function useSentences(): Sentences {
  const { t } = useTranslationRef(crossAccountPipelinesSentencesTranslationRef);
  const document = useDocumentName();
  const list = useListNames();
  const english: Record<string, string> = englishSentences;
  // Its ids are known, not which of them a report names.
  const translate = t as unknown as (id: string) => string;
  // The English of a report is as old as the report: it is left as it is.
  const words = (id: string) => {
    const said = Object.hasOwn(english, id) ? translate(id) : undefined;
    return said === english[id] ? undefined : said;
  };
  return {
    say: (text, phrases) =>
      translatePhrases(phrases, { words, document, list }) ?? text,
    explain: ({ cause, sentence, change, names, said, values }) => {
      const fill = (text: string | undefined) =>
        text && fillSentence(text, { ...names, said, ...values });
      return {
        sentence: fill(words(`cause.${cause}.sentence`)) ?? sentence,
        change: fill(words(`cause.${cause}.change`)) ?? change,
      };
    },
  };
}
