import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DefaultAwsClients } from 'backstage-plugin-cross-account-pipelines-node';
import { portalCredentials } from '../src/populateWorld';
import { TOOLS } from '../src/seed/samplePipelines';
import { portalClients, portalConfig } from '../src/seed/portalClients';

/** How a sandbox is started. */
export interface SandboxStart {
  /** Ids of accounts to deploy to. */
  targets: string[];
  /** Specs of pipelines that are there from the beginning. */
  pipelines?: object[];
  /** How many more there are of the first of them, over its foundation and roles. */
  copies?: number;
  /** Of one operation on one resource; milliseconds. */
  delay?: number;
  /** Of one call to CloudFormation or STS; milliseconds. */
  latency?: number;
  /** Calls a second that an account may make in a Region, by action. */
  rates?: Record<string, number>;
}

/** What it is asked for. */
export type Orders = 'read';

/** What it has seen. */
export interface Readings {
  /** Calls by action. */
  answered: Record<string, number>;
  /** Calls that came too quickly. */
  refused: number;
  /** For how long CloudFormation worked on each, its first change set included. */
  stacks: Array<{ account: string; name: string; milliseconds: number }>;
}

/** The next message with a field of that name: what runs TypeScript sends some, too. */
function answerOf(child: ChildProcess, field: string): Promise<any> {
  return new Promise(resolve => {
    const listen = (message: object) => {
      if (field in message) {
        child.off('message', listen);
        resolve(message);
      }
    };
    child.on('message', listen);
  });
}

/** A sandbox in a process of its own. */
export class BenchSandbox {
  /** With the portal's own credentials. */
  readonly clients: DefaultAwsClients;
  /** What a portal is told that works with it. */
  readonly config: ReturnType<typeof portalConfig>;

  private constructor(
    private readonly child: ChildProcess,
    { targets }: SandboxStart,
  ) {
    const portal = { portal: portalCredentials };
    const accounts = [TOOLS, ...targets];
    this.clients = portalClients(portal, accounts);
    this.config = portalConfig(portal, accounts);
  }

  /** Leads the SDK's clients of this process to it. */
  static async start(options: SandboxStart): Promise<BenchSandbox> {
    const child = fork(
      join(__dirname, 'sandboxProcess.ts'),
      [JSON.stringify(options)],
      { execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'] },
    );
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The sandbox has ended with ${code}`);
    });
    const { url } = await Promise.race([answerOf(child, 'url'), ended]);
    ended.catch(() => {});
    process.env.AWS_ENDPOINT_URL = url;
    return new BenchSandbox(child, options);
  }

  read(): Promise<Readings> {
    const answer = answerOf(this.child, 'answered');
    this.child.send('read' satisfies Orders);
    return answer;
  }

  stop(): void {
    this.child.disconnect();
  }
}
