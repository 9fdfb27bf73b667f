import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

/** Puts names into one sentence, as the reader's language does. */
export function useListNames(): (names: string[]) => string {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return names => new Intl.ListFormat(language).format(names);
}
