/**
 * One thing wrong with a pipeline spec.
 *
 * @public
 */
export interface PipelineSpecProblem {
  /** Where, e.g. `stages[1].targets[0].account`; empty for the whole. */
  path: string;
  /** What is wrong, in a sentence that goes on from the path. */
  message: string;
}

/**
 * A pipeline spec that cannot be used. The message lists every problem, one a
 * line.
 *
 * @public
 */
export class PipelineSpecError extends Error {
  /** Fifty at most; one more says how many others there are. */
  readonly problems: PipelineSpecProblem[];

  constructor(problems: PipelineSpecProblem[]) {
    super(
      problems
        .map(({ path, message }) => (path ? `${path}: ${message}` : message))
        .join('\n'),
    );
    this.name = 'PipelineSpecError';
    this.problems = problems;
  }
}
