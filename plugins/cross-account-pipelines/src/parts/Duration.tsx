import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long something took, in the two largest units that count. */
export function Duration(props: { from: string; to: string }) {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const seconds = Math.round(
    (Date.parse(props.to) - Date.parse(props.from)) / 1000,
  );
  return Number.isFinite(seconds) && seconds >= 0 ? (
    <time dateTime={`PT${seconds}S`}>{sayDuration(seconds, language)}</time>
  ) : null;
}

function sayDuration(seconds: number, language: string): string {
  const largest = units.findIndex(([, length]) => seconds >= length);
  const chosen =
    largest < 0 ? units.slice(-1) : units.slice(largest, largest + 2);
  let rest = seconds;
  const parts = chosen.map(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return { unit, count };
  });
  return parts
    .filter(({ count }, index) => index === 0 || count > 0)
    .map(({ unit, count }) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
      }).format(count),
    )
    .join(' ');
}
