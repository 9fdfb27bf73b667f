/**
 * The plugin's texts in other languages, to be named where a portal lists its
 * languages.
 *
 * @packageDocumentation
 */
import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesSentencesTranslationRef } from './crossAccountPipelinesSentencesTranslationRef';
import { crossAccountPipelinesTranslationRef } from './crossAccountPipelinesTranslationRef';

export {
  crossAccountPipelinesSentencesTranslationRef,
  crossAccountPipelinesTranslationRef,
};

/**
 * German, loaded when somebody reads German.
 *
 * @public
 */
export const crossAccountPipelinesTranslations = createTranslationResource({
  ref: crossAccountPipelinesTranslationRef,
  translations: { de: () => import('./translations/de') },
});

/**
 * What the engine says of pipelines in German, loaded when somebody reads
 * German.
 *
 * @public
 */
export const crossAccountPipelinesSentencesTranslations =
  createTranslationResource({
    ref: crossAccountPipelinesSentencesTranslationRef,
    translations: { de: () => import('./translations/sentences/de') },
  });
