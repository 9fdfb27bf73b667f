/**
 * Something in a policy document that AWS refuses or that does not do what it
 * looks like.
 *
 * @public
 */
export interface PolicyProblem {
  /** Where, as a JSON path: `$.Statement[0].Action`. */
  path: string;
  /** What is wrong, for a person. */
  message: string;
  /** `error`: AWS refuses the document, or nobody knows what it means. */
  severity: 'error' | 'warning';
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A place in a document, to which problems are reported. */
export class DocumentPath {
  static root(problems: PolicyProblem[]): DocumentPath {
    return new DocumentPath('$', problems);
  }

  private constructor(
    private readonly path: string,
    private readonly problems: PolicyProblem[],
  ) {}

  child(key: string | number): DocumentPath {
    if (typeof key === 'string' && PLAIN_NAME.test(key)) {
      return new DocumentPath(`${this.path}.${key}`, this.problems);
    }
    const written = typeof key === 'number' ? key : JSON.stringify(key);
    return new DocumentPath(`${this.path}[${written}]`, this.problems);
  }

  /** Reports an error and returns it as a reason for what stays unknown. */
  error(message: string): string {
    this.problems.push({ path: this.path, message, severity: 'error' });
    return `${this.path}: ${message}`;
  }

  toString(): string {
    return this.path;
  }

  warn(message: string): void {
    this.problems.push({ path: this.path, message, severity: 'warning' });
  }
}
