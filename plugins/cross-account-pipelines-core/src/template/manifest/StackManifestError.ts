/**
 * One thing wrong with a stack manifest.
 *
 * @public
 */
export interface StackManifestProblem {
  /** Where, as keys and indices; empty for the whole. */
  path: ReadonlyArray<string | number>;
  /** What is wrong, in a sentence that names the place. */
  message: string;
}

/**
 * A stack manifest that cannot be used. The message lists every problem, one a
 * line.
 *
 * @public
 */
export class StackManifestError extends Error {
  /** Every one, in the order in which they were found. */
  readonly problems: StackManifestProblem[];

  constructor(problems: StackManifestProblem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.name = 'StackManifestError';
    this.problems = problems;
  }
}
