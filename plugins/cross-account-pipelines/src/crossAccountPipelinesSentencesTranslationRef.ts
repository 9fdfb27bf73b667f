import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { englishSentences } from './sentences/englishSentences';

/**
 * What the engine says of pipelines, by the ids of its registers: why a hop does
 * not work, what to change, what was found, and what an error comes from. Names
 * go in where a text has `{name}`, or `{name|words where there is none}`.
 *
 * A report brings its English along. What a language has no words for is shown in
 * English.
 *
 * @public
 */
export const crossAccountPipelinesSentencesTranslationRef =
  createTranslationRef({
    id: 'cross-account-pipelines.sentences',
    messages: englishSentences,
  });
