/** `${Name}`, `${Name.Attribute}`, and the escaped `${!Name}`. */
const placeholder = /\$\{(!?)([^}]+)\}/g;

/**
 * The names that the text of a `Fn::Sub` replaces, with their attributes.
 */
export function subReferences(text: string): string[] {
  return [...text.matchAll(placeholder)]
    .filter(([, escaped]) => !escaped)
    .map(([, , name]) => name.trim());
}

/**
 * Fills the text of a `Fn::Sub`.
 */
export function substitute(
  text: string,
  valueOf: (name: string) => string,
): string {
  return text.replace(placeholder, (_, escaped: string, name: string) =>
    escaped ? `\${${name}}` : valueOf(name.trim()),
  );
}
