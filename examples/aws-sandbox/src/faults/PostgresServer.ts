import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where Debian and its like put the programs, by version. */
const versions = '/usr/lib/postgresql';

/** A PostgreSQL of its own, which can be restarted. */
export class PostgresServer {
  private constructor(
    private readonly folder: string,
    private readonly programs: string,
    readonly port: number,
  ) {}

  /** @throws Error when PostgreSQL is not installed */
  static async start(): Promise<PostgresServer> {
    const version = existsSync(versions)
      ? readdirSync(versions)
          .filter(name => existsSync(join(versions, name, 'bin/initdb')))
          .sort((one, other) => Number(other) - Number(one))[0]
      : undefined;
    if (!version) {
      throw new Error(`PostgreSQL is not installed in ${versions}`);
    }
    const folder = await mkdtemp(join(tmpdir(), 'faults-postgres-'));
    await chmod(folder, 0o777);
    const server = new PostgresServer(
      folder,
      join(versions, version, 'bin'),
      await freePort(),
    );
    await server.run('initdb', [
      '-D',
      server.data,
      '-U',
      'postgres',
      '-A',
      'trust',
    ]);
    await server.control('start');
    return server;
  }

  /** All connections end at once, as in a crash. */
  async restart(): Promise<void> {
    await this.control('restart', '-m', 'immediate');
  }

  async stop(): Promise<void> {
    await this.run('pg_ctl', ['-D', this.data, '-m', 'immediate', 'stop']);
    await rm(this.folder, { recursive: true });
  }

  private get data(): string {
    return join(this.folder, 'db');
  }

  private async control(command: string, ...options: string[]): Promise<void> {
    await this.run('pg_ctl', [
      '-D',
      this.data,
      '-w',
      '-l',
      join(this.folder, 'log'),
      '-o',
      `-c listen_addresses=127.0.0.1 -c port=${this.port} -c unix_socket_directories=${this.folder} -c max_connections=300`,
      ...options,
      command,
    ]);
  }

  /** PostgreSQL does not run as root. */
  private async run(program: string, args: string[]): Promise<void> {
    const path = join(this.programs, program);
    const [command, ...rest] =
      process.getuid?.() === 0
        ? ['runuser', '-u', 'postgres', '--', path, ...args]
        : [path, ...args];
    await execute(command, rest, { cwd: tmpdir() });
  }
}

/** One that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}
