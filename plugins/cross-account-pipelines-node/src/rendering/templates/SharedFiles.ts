/**
 * Gives every different text a file name, and the same text the same one.
 */
export class SharedFiles {
  readonly texts: Record<string, string> = {};
  private readonly names = new Map<string, string>();

  add(base: string, text: string): string {
    const known = this.names.get(text);
    if (known) {
      return known;
    }
    let name = `${base}.yaml`;
    for (let number = 2; Object.hasOwn(this.texts, name); number++) {
      name = `${base}-${number}.yaml`;
    }
    this.names.set(text, name);
    this.texts[name] = text;
    return name;
  }
}
