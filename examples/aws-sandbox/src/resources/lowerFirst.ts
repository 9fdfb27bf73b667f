/**
 * Spells the names of a resource's properties as the Code services' APIs do:
 * `RoleArn` becomes `roleArn`, at any depth.
 */
export function lowerFirst(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(lowerFirst);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name[0].toLowerCase() + name.slice(1),
      lowerFirst(inner),
    ]),
  );
}
