import useInterval from 'react-use/esm/useInterval';
import useUpdate from 'react-use/esm/useUpdate';
import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';

const secondsIn: Array<[Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How often the words are brought up to date, in milliseconds. */
const refreshInterval = 15_000;

/**
 * A moment as people say it, kept up to date; the exact moment for those who
 * hover and for machines.
 */
export function RelativeTime({ moment }: { moment: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  useInterval(useUpdate(), refreshInterval);

  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) {
    return <>{moment}</>;
  }

  const exact = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'long',
  }).format(date);
  return (
    <time dateTime={date.toISOString()} title={exact}>
      {sayRelative(date, language) ?? t('time.now')}
    </time>
  );
}

function sayRelative(date: Date, language: string): string | undefined {
  const seconds = Math.round((date.getTime() - Date.now()) / 1000);
  const unit = secondsIn.find(([, length]) => Math.abs(seconds) >= length);
  if (!unit) {
    return undefined;
  }
  const [name, length] = unit;
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    Math.trunc(seconds / length),
    name,
  );
}
