/**
 * The plugin's texts in other languages, to be named where a portal lists its
 * languages.
 *
 * @packageDocumentation
 */
import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesTranslationRef } from './crossAccountPipelinesTranslationRef';

export { crossAccountPipelinesTranslationRef };

/**
 * German, loaded when somebody reads German.
 *
 * @public
 */
export const crossAccountPipelinesTranslations = createTranslationResource({
  ref: crossAccountPipelinesTranslationRef,
  translations: { de: () => import('./translations/de') },
});
