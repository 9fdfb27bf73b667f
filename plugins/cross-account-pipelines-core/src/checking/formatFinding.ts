import type { FilePlace, JudgedFinding } from './CheckFinding';

/**
 * Writes a finding in a line, as linters do: `file:line:column: message (rule)`.
 *
 * @public
 */
export function formatFinding(finding: JudgedFinding): string {
  const { place, rule } = finding;
  return [
    ...(place ? [`${formatPlace(place)}:`] : []),
    ...describeFinding(finding),
    `(${rule})`,
  ].join(' ');
}

/**
 * What a finding says, in sentences.
 *
 * @alpha
 */
export function describeFinding(finding: JudgedFinding): string[] {
  const { message, remedy, waived, expired } = finding;
  return [
    message,
    ...(remedy ? [`To mend it: ${remedy}`] : []),
    ...(waived ? [`Waived until ${waived.until}: ${waived.waive}`] : []),
    ...(expired
      ? [`It was waived until ${expired.until}: ${expired.waive}`]
      : []),
  ];
}

/**
 * `file:line:column`, or `file (address)`.
 *
 * @alpha
 */
export function formatPlace(place: FilePlace): string {
  const { file, line, column, address } = place;
  const position = [file, line, column]
    .filter(part => part !== undefined)
    .join(':');
  return address === undefined ? position : `${position} (${address})`;
}
