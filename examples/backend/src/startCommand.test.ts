import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';

jest.setTimeout(180_000);

const command = resolve(__dirname, '../../portal/start.mjs');

/** `npm start`, without npm. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [command], {
    env: { ...process.env, ...env },
  });
  let output = '';
  const outputChanged: Array<() => void> = [];
  const hear = (chunk: Buffer) => {
    output += chunk;
    outputChanged.forEach(check => check());
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ended: once(child, 'close').then(([code]) => ({ code, output })),
    says: (text: string) =>
      new Promise<void>(done => {
        const check = () => output.includes(text) && done();
        outputChanged.push(check);
        check();
      }),
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () =>
    createServer().listen(0, '127.0.0.1'),
  );
  await Promise.all(servers.map(server => once(server, 'listening')));
  return servers.map(server => {
    const { port } = server.address() as AddressInfo;
    server.close();
    return port;
  });
}

describe('npm start', () => {
  it.each([
    [
      { PORTAL_APP_PORT: 'abc' },
      "PORTAL_APP_PORT has to be a whole number from 1 to 65535; it is 'abc'.",
    ],
    [
      { PORTAL_BACKEND_PORT: '70000' },
      "PORTAL_BACKEND_PORT has to be a whole number from 1 to 65535; it is '70000'.",
    ],
    [
      { PORTAL_SANDBOX_DELAY: '1 s' },
      "PORTAL_SANDBOX_DELAY has to be a whole number from 0 to 60000; it is '1 s'.",
    ],
    [
      { PORTAL_APP_PORT: '', PORTAL_BACKEND_PORT: '3000' },
      'The app and the backend would both use port 3000. Give one another with PORTAL_BACKEND_PORT.',
    ],
  ])('refuses %j in a sentence', async (env, message) => {
    const { code, output } = await start(env).ended;
    expect(output.trimEnd().split('\n').at(-1)).toBe(message);
    expect(code).toBe(1);
  });

  it('says who needs a port that is taken, and starts nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const [app, backend] = await freePorts(2);
    const { code, output } = await start({
      PORTAL_APP_PORT: `${app}`,
      PORTAL_BACKEND_PORT: `${backend}`,
      PORTAL_SANDBOX_PORT: `${port}`,
    }).ended;
    taken.close();
    expect(output.trim()).toBe(
      `Port ${port} is taken, and the sandbox needs it. Stop what uses it, or choose another with PORTAL_SANDBOX_PORT.`,
    );
    expect(code).toBe(1);
  });

  it('leaves no service behind however often Ctrl+C reaches it', async () => {
    const [app, backend, sandbox] = await freePorts(3);
    const portal = start({
      PORTAL_APP_PORT: `${app}`,
      PORTAL_BACKEND_PORT: `${backend}`,
      PORTAL_SANDBOX_PORT: `${sandbox}`,
    });
    await portal.says('Starting the portal');
    const health = `http://127.0.0.1:${sandbox}/_sandbox/health`;
    expect((await fetch(health)).ok).toBe(true);
    portal.kill('SIGINT');
    const impatience = setInterval(() => portal.kill('SIGINT'), 10);
    await portal.ended;
    clearInterval(impatience);
    await expect(fetch(health)).rejects.toThrow();
  });
});
