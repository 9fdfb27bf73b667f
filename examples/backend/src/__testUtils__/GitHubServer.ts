import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Text by path. */
type Files = Record<string, string>;

/** What the pull request was opened with. */
interface PullRequest {
  number: number;
  title: string;
  body: string;
  branch: string;
}

/**
 * As much of GitHub's API on loopback as it takes to open a pull request, for one
 * repository, with blobs, trees and commits that are named by what they hold.
 */
export class GitHubServer {
  readonly pullRequests: PullRequest[] = [];
  /** The `Authorization` of all requests. */
  readonly authorizations = new Set<string | undefined>();
  private readonly blobs = new Map<string, string>();
  private readonly trees = new Map<string, Record<string, string>>();
  private readonly commits = new Map<string, { tree: string }>();
  private readonly branches = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    private readonly repository: string,
  ) {
    const tree = this.keep(this.trees, {});
    this.branches.set('main', this.keep(this.commits, { tree }));
  }

  /** @param repository - owner and name */
  static async start(repository: string): Promise<GitHubServer> {
    const server = createServer();
    const github = new GitHubServer(server, repository);
    server.on('request', async (request, response) => {
      const answer = await github.answer(request).catch(String);
      const known = typeof answer === 'object';
      response
        .writeHead(known ? 200 : 404, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(known ? answer : { message: answer }));
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    return github;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What the main branch would hold with the pull request merged. */
  merged({ branch }: PullRequest): Files {
    const { tree } = this.commits.get(this.branches.get(branch)!)!;
    return Object.fromEntries(
      Object.entries(this.trees.get(tree)!).map(([path, sha]) => [
        path,
        this.blobs.get(sha)!,
      ]),
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(done => {
      this.server.close(done);
    });
  }

  private async answer(request: IncomingMessage): Promise<object> {
    this.authorizations.add(request.headers.authorization);
    const { pathname } = new URL(request.url!, this.url);
    const operation = `${request.method} ${pathname.replace(
      `/repos/${this.repository}`,
      '',
    )}`;
    const body: any =
      request.method === 'GET' ? undefined : await json(request);
    const [, branch] = /^PATCH \/git\/refs\/heads(?:%2F|\/)(.+)$/.exec(
      operation,
    ) ?? [undefined];
    if (branch !== undefined) {
      this.branches.set(decodeURIComponent(branch), body.sha);
      return {};
    }
    const [, number] = /^PATCH \/pulls\/(\d+)$/.exec(operation) ?? [undefined];
    if (number !== undefined) {
      const pullRequest = this.pullRequests[Number(number) - 1];
      return this.describe(
        Object.assign(pullRequest, { title: body.title, body: body.body }),
      );
    }
    const main = this.branches.get('main')!;
    switch (operation) {
      case 'GET ':
        return { default_branch: 'main', permissions: { push: true } };
      case 'GET /commits':
        return [
          {
            sha: main,
            commit: { tree: { sha: this.commits.get(main)!.tree } },
          },
        ];
      case 'POST /git/blobs':
        return {
          sha: this.keep(
            this.blobs,
            Buffer.from(body.content, body.encoding).toString(),
          ),
        };
      case 'POST /git/trees':
        return {
          sha: this.keep(this.trees, {
            ...this.trees.get(body.base_tree),
            ...Object.fromEntries(
              body.tree.map((entry: any) => [entry.path, entry.sha]),
            ),
          }),
        };
      case 'POST /git/commits':
        return { sha: this.keep(this.commits, { tree: body.tree }) };
      case 'POST /git/refs':
        this.branches.set(body.ref.replace('refs/heads/', ''), body.sha);
        return {};
      case 'POST /graphql':
        return { data: { repository: this.find(body.variables.head) } };
      case 'POST /pulls': {
        const pullRequest = {
          number: this.pullRequests.length + 1,
          title: body.title,
          body: body.body,
          branch: body.head.split(':')[1],
        };
        this.pullRequests.push(pullRequest);
        return this.describe(pullRequest);
      }
      default:
        throw new Error(`${operation} is not of this repository`);
    }
  }

  /** The branch with its open pull request, as GraphQL asks for it. */
  private find(branch: string): object {
    const edges = this.pullRequests
      .filter(each => each.branch === branch)
      .map(({ number }) => ({ node: { id: `${number}`, number, url: '' } }));
    return {
      ref: this.branches.has(branch)
        ? { associatedPullRequests: { edges } }
        : null,
    };
  }

  private describe({ number }: PullRequest): object {
    return {
      number,
      html_url: `https://github.com/${this.repository}/pull/${number}`,
      base: { ref: 'main' },
    };
  }

  private keep<T>(store: Map<string, T>, value: T): string {
    const sha = createHash('sha1').update(JSON.stringify(value)).digest('hex');
    store.set(sha, value);
    return sha;
  }
}
