/** How many bytes a text takes in UTF-8, which is how AWS counts most limits. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
