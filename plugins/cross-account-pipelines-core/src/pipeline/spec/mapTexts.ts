import { isJsonObject } from '../../policy/isJsonObject';

/** A value with another text in the place of each that is in it, keys aside. */
export function mapTexts(
  value: unknown,
  replace: (text: string) => string,
): unknown {
  if (typeof value === 'string') {
    return replace(value);
  }
  if (Array.isArray(value)) {
    return value.map(item => mapTexts(item, replace));
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          mapTexts(inner, replace),
        ]),
      )
    : value;
}
