/**
 * Whether a text fits one of some patterns, in which `*` stands for any text.
 *
 * @public
 */
export function matchesAny(
  text: string,
  patterns: readonly string[],
  options: { ignoreCase?: boolean } = {},
): boolean {
  return patterns.some(pattern => {
    const literals = pattern
      .split('*')
      .map(literal => literal.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
    return new RegExp(
      `^${literals.join('.*')}$`,
      options.ignoreCase ? 'is' : 's',
    ).test(text);
  });
}
