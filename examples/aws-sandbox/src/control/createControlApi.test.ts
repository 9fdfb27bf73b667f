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
    contentType = 'application/json',
  ) =>
    fetch(`${sandbox.url}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': contentType },
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
    expect((await post('throttle', order, 'text/plain')).status).toBe(415);
    expect(
      (await post('throttle', order, 'application/x-www-form-urlencoded'))
        .status,
    ).toBe(415);
    expect((await post('throttle', order)).status).toBe(200);
    const preflight = await fetch(`${sandbox.url}/_sandbox/throttle`, {
      method: 'OPTIONS',
      headers: { origin: 'http://elsewhere.example' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

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
