/**
 * Makes a schema that stands beside code which works without it. Annotated with
 * `@__PURE__`, the call goes away with its schema where nobody uses that: a page
 * that only judges comes without Zod. What `make` chains, bundlers could not
 * know to be free of side effects.
 */
export function schemaOf<S>(make: () => S): S {
  return make();
}
