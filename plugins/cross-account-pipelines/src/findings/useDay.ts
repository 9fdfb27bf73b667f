import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

/** Says a day, such as `2027-03-31`, as the reader's language does. */
export function useDay(): (day: string) => string {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return day =>
    new Intl.DateTimeFormat(language, {
      dateStyle: 'long',
      timeZone: 'UTC',
    }).format(new Date(day));
}
