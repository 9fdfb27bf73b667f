/**
 * Spells the names that an API of the Code services gives as the properties of a
 * resource: `roleArn` becomes `RoleArn`, at any depth; the opposite of
 * `lowerFirst`.
 */
export function upperFirst(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(upperFirst);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name[0].toUpperCase() + name.slice(1),
      // Names in it are the provider's own and keep their case.
      name === 'configuration' ? inner : upperFirst(inner),
    ]),
  );
}
