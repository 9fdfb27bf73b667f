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
    return new DocumentPath(problems);
  }

  private constructor(
    private readonly problems: PolicyProblem[],
    private readonly parent?: DocumentPath,
    private readonly key: string | number = '$',
  ) {}

  child(key: string | number): DocumentPath {
    return new DocumentPath(this.problems, this, key);
  }

  /** Reports an error and returns it as a reason for what stays unknown. */
  error(message: string): string {
    const path = this.toString();
    this.problems.push({ path, message, severity: 'error' });
    return `${path}: ${message}`;
  }

  warn(message: string): void {
    const path = this.toString();
    this.problems.push({ path, message, severity: 'warning' });
  }

  toString(): string {
    const { parent, key } = this;
    if (parent === undefined) {
      return String(key);
    }
    if (typeof key === 'string' && PLAIN_NAME.test(key)) {
      return `${parent}.${key}`;
    }
    return `${parent}[${JSON.stringify(key)}]`;
  }
}
