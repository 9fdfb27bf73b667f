import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { packageFolder } from '../packageFolder';
import type { Sandbox } from '../Sandbox';
import { portalConfig } from '../seed/portalClients';
import { sourceBucket } from '../seed/sampleSource';
import { describeEstate } from '../control/describeEstate';
import { FaultProxy, type Fault, type PassingCall } from './FaultProxy';
import { dev, region, staging, startWorld, tools } from './startWorld';

const program = packageFolder(
  '../../plugins/cross-account-pipelines-node/bin/cross-account-pipelines',
);

const spec = {
  name: 'orders',
  account: tools,
  region,
  source: {
    provider: 'S3',
    bucket: sourceBucket(tools),
    objectKey: 'orders.zip',
  },
  build: {},
  stages: [
    { name: 'Dev', targets: [{ account: dev, region }] },
    { name: 'Staging', targets: [{ account: staging, region }] },
  ],
  deploy: {
    provider: 'CloudFormation',
    stackName: 'orders',
    templatePath: 'template.yaml',
  },
  tags: { service: 'orders' },
};

export interface CommandResult {
  /** Null when it was killed. */
  code: number | null;
  output: string;
}

/** A world of its own, and the command line as a process of its own. */
export class CommandLineScene {
  private running?: ChildProcess;

  private constructor(
    readonly sandbox: Sandbox,
    private readonly proxy: FaultProxy,
    private readonly folder: string,
  ) {}

  static async start(): Promise<CommandLineScene> {
    const sandbox = await startWorld();
    const folder = await mkdtemp(join(tmpdir(), 'faults-'));
    await writeFile(join(folder, 'orders.yaml'), stringify(spec));
    await writeFile(
      join(folder, 'app-config.yaml'),
      stringify(portalConfig(sandbox, [tools, dev, staging])),
    );
    const proxy = await FaultProxy.start({ target: sandbox.url });
    return new CommandLineScene(sandbox, proxy, folder);
  }

  /** Calls of AWS since faults were last chosen. */
  get calls(): number {
    return this.proxy.calls;
  }

  /** What happens to calls from now on. */
  lead(decide: (call: PassingCall) => Fault | undefined): void {
    this.proxy.lead({ decide });
  }

  async deploy(...options: string[]): Promise<CommandResult> {
    const child = spawn(
      process.execPath,
      [
        program,
        'deploy',
        'orders.yaml',
        '--config',
        'app-config.yaml',
        '--allow-unknown',
        '--progress',
        ...options,
      ],
      {
        cwd: this.folder,
        env: { ...process.env, AWS_ENDPOINT_URL: this.proxy.url },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.running = child;
    const [code, stdout, stderr] = await Promise.all([
      new Promise<number | null>((done, fail) => {
        child.on('error', fail);
        child.on('close', done);
      }),
      text(child.stdout),
      text(child.stderr),
    ]);
    return { code, output: stderr + stdout };
  }

  /** As `kill -9` does. */
  kill(): void {
    this.running!.kill('SIGKILL');
  }

  estate(): string[] {
    return describeEstate(this.sandbox.world);
  }

  async end(): Promise<void> {
    this.running?.kill('SIGKILL');
    await this.proxy.stop();
    await this.sandbox.stop();
    await rm(this.folder, { recursive: true });
  }
}
