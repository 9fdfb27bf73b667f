/**
 * Makes letters and digits of a text, for a part of a logical id: `eu-west-1`
 * becomes `EuWest1`.
 */
export function toLogicalId(text: string): string {
  return (text.match(/[A-Za-z0-9]+/g) ?? [])
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
