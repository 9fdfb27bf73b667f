import { get } from 'node:http';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

describe('the control API', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox();
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  const post = (
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ) =>
    fetch(`${sandbox.url}/_sandbox/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-sandbox-token': sandbox.token,
        ...headers,
      },
      body: JSON.stringify(body),
    });

  it('says when the sandbox is filled', async () => {
    expect((await fetch(`${sandbox.url}/_sandbox/health`)).status).toBe(503);
    sandbox.markReady();
    expect((await fetch(`${sandbox.url}/_sandbox/health`)).status).toBe(200);
  });

  it('serves a page that runs nothing but its own script', async () => {
    const page = await fetch(sandbox.url);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    );
    const html = await page.text();
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await fetch(sandbox.url + path)).status).toBe(200);
    }
    expect(html).not.toMatch(/<script(?! type="module" src)/);
  });

  it('takes no orders from other sites', async () => {
    const order = { service: 'sts', calls: 1 };
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const response = await post('throttle', order, { 'content-type': type });
      expect(response.status).toBe(415);
    }
    for (const token of ['', 'guess', sandbox.token.slice(1)]) {
      const response = await post('throttle', order, {
        'x-sandbox-token': token,
      });
      expect(response.status).toBe(403);
    }
    expect((await post('throttle', order)).status).toBe(200);
    const preflight = await fetch(`${sandbox.url}/_sandbox/throttle`, {
      method: 'OPTIONS',
      headers: { origin: 'http://elsewhere.example' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('gives its page, and who reads it, the token', async () => {
    const html = await (await fetch(sandbox.url)).text();
    expect(html).toContain(
      `<meta name="sandbox-token" content="${sandbox.token}" />`,
    );
  });

  it.each(['/', '/_sandbox/state', '/bucket/key'])(
    'does not answer %s to a name that leads here',
    async path => {
      const status = await new Promise(resolve =>
        get(
          `${sandbox.url}${path}`,
          { headers: { host: 'evil.com' } },
          ({ statusCode }) => resolve(statusCode),
        ),
      );
      expect(status).toBe(403);
    },
  );

  it.each([
    ['throttle', { service: 'sts', calls: -1 }, 400, 'calls'],
    ['throttle', [], 400, 'JSON object'],
    ['break', { pipeline: 'x', account: '1', hop: 'nothing' }, 400, 'hop must'],
    [
      'break',
      { pipeline: 'nothing', account: '222222222222', hop: 'key' },
      409,
      'no pipeline nothing',
    ],
    ['start', { pipeline: 'nothing' }, 409, 'no pipeline nothing'],
    ['nothing', {}, 404, 'There is no'],
  ])('refuses %s of %j', async (command, body, status, text) => {
    const response = await post(command, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: expect.stringContaining(text),
    });
  });

  it('lists what stands in all accounts', async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/estate`);
    expect(await response.json()).toContainEqual(
      expect.stringMatching(/^\["012345678901","role",.*backstage-reader/),
    );
  });

  it('describes what there is', async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/state`);
    expect(await response.json()).toMatchObject({
      accounts: expect.arrayContaining([{ id: '012345678901', name: 'dev' }]),
      pipelines: [],
      stacks: expect.arrayContaining([
        {
          name: 'portal-access',
          account: '012345678901',
          region: 'eu-west-1',
          status: 'CREATE_COMPLETE',
        },
      ]),
      hops: expect.objectContaining({ trust: expect.any(String) }),
    });
  });
});
