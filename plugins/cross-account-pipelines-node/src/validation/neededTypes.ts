/**
 * Marks of templates that name their types other than by writing them out: a
 * transform makes resources of its own, a module has some inside, and an escape
 * in a string can stand for anything.
 */
const indirect = /\bTransform\b|AWS::Serverless|::MODULE\b|\\[uUx]/;

const typeName = /\b[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}/g;

/**
 * The resource types that a template can be about, by its text; a few more than
 * it has do no harm.
 *
 * @returns undefined where that cannot be told: then it may be any of them
 */
export function neededTypes(text: string): string[] | undefined {
  return indirect.test(text)
    ? undefined
    : [...new Set(text.match(typeName) ?? [])];
}
