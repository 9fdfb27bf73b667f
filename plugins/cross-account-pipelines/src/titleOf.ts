import { crossAccountPipelinesTranslationRef } from './crossAccountPipelinesTranslationRef';
import { titles } from './titles';

/**
 * A title for the frontend system: one that it translates; before Backstage 1.57,
 * where it takes nothing but a text and a reference is no function, the English one.
 */
export function titleOf(place: keyof typeof titles) {
  return typeof crossAccountPipelinesTranslationRef === 'function'
    ? crossAccountPipelinesTranslationRef(`${place}.title`)
    : titles[place];
}
