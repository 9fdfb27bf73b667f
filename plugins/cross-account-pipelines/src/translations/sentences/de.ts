import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesSentencesTranslationRef } from '../../crossAccountPipelinesSentencesTranslationRef';
import { germanCauses } from './germanCauses';
import { germanPhrases } from './germanPhrases';
import { germanRules } from './germanRules';

/** Everything that the engine says, in German. */
export default createTranslationMessages({
  ref: crossAccountPipelinesSentencesTranslationRef,
  full: true,
  messages: { ...germanPhrases, ...germanRules, ...germanCauses },
});
