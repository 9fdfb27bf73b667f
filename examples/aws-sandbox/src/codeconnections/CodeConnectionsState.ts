export interface Connection {
  arn: string;
  name: string;
  /** `GitHub`, `GitLab`, `Bitbucket`, … */
  providerType: string;
  /** `PENDING` until somebody has logged in at the provider. */
  status: 'PENDING' | 'AVAILABLE' | 'ERROR';
  tags: Record<string, string>;
}

/** The head of a branch. */
export interface Commit {
  id: string;
  message: string;
  files: Record<string, Uint8Array>;
}

/**
 * An account's connections in one Region, and what the providers behind them
 * have.
 */
export class CodeConnectionsState {
  /** By ARN. */
  readonly connections = new Map<string, Connection>();
  private readonly commits = new Map<string, Commit>();
  private readonly heads = new Map<string, Commit>();

  /** Puts a commit on a branch, e.g. `example/orders`, `main`. */
  push(repository: string, branch: string, commit: Commit): void {
    this.heads.set(`${repository}@${branch}`, commit);
    this.commits.set(`${repository}@${commit.id}`, commit);
  }

  commit(repository: string, id: string): Commit | undefined {
    return this.commits.get(`${repository}@${id}`);
  }

  head(repository: string, branch: string): Commit | undefined {
    return this.heads.get(`${repository}@${branch}`);
  }
}
