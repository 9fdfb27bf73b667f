/**
 * Something wrong in a template, and where.
 *
 * @public
 */
export interface TemplateProblem {
  /** The template. */
  file: string;
  /** 1-based. */
  line?: number;
  /** 1-based. */
  column?: number;
  /** What is wrong, in a sentence without a location. */
  message: string;
  /** Absent: CloudFormation would refuse the template. */
  severity?: 'warning';
}

/**
 * Writes a problem as `file:line:column: message`.
 *
 * @alpha
 */
export function formatTemplateProblem(problem: TemplateProblem): string {
  const place = [problem.file, problem.line, problem.column]
    .filter(part => part !== undefined)
    .join(':');
  return `${place}: ${problem.message}`;
}

/**
 * A template that cannot be used. The message lists every problem, one a line.
 *
 * @public
 */
export class TemplateError extends Error {
  /** Every one, in the order in which they were found. */
  readonly problems: TemplateProblem[];

  constructor(problems: TemplateProblem[]) {
    super(problems.map(formatTemplateProblem).join('\n'));
    this.name = 'TemplateError';
    this.problems = problems;
  }
}
