import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestModule from '@backstage/plugin-auth-backend-module-guest-provider';
import { ownHostsOnly } from './ownHostsOnly';

jest.setTimeout(60_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

describe('the portal', () => {
  const backend = createBackend();
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    backend.add(ownHostsOnly);
    backend.add(mockServices.rootLogger.factory());
    backend.add(
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com' },
          auth: {
            providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
          },
          backend: {
            baseUrl: `http://localhost:${port}`,
            listen: { host: '127.0.0.1', port },
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
        },
      }),
    );
    backend.add(authPlugin);
    backend.add(guestModule);
    await backend.start();
  });

  afterAll(() => backend.stop());

  const askForToken = async (host: string) => {
    const [response] = (await once(
      get(`http://127.0.0.1:${port}/api/auth/guest/refresh`, {
        headers: { host, 'x-requested-with': 'XMLHttpRequest' },
      }),
      'response',
    )) as [IncomingMessage];
    let body = '';
    for await (const chunk of response) {
      body += chunk;
    }
    return { status: response.statusCode, body };
  };

  it.each([
    'localhost',
    '127.0.0.1:3000',
    '[::1]:7007',
    'LocalHost',
    'portal.example.com',
  ])('gives a guest a token at %s', async host => {
    const { status, body } = await askForToken(host);
    expect(status).toBe(200);
    expect(body).toContain('"token"');
  });

  it.each([
    'evil.com',
    'evil.com:7007',
    'localhost.evil.com',
    'evil.portal.example.com',
    '127.0.0.1.evil.com:7007',
  ])('gives nobody a token at "%s"', async host => {
    const { status, body } = await askForToken(host);
    expect(status).toBe(403);
    expect(body).not.toContain('token');
  });
});
