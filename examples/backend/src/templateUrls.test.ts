import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from 'aws-sandbox';
import { stringify } from 'yaml';
import { type Portal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const account = '111111111111';
const region = 'eu-west-1';

/** Lets whoever fills in the form say where the templates come from. */
const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'any-templates' },
  spec: {
    type: 'service',
    parameters: { properties: { templates: { type: 'string' } } },
    steps: [
      {
        id: 'render',
        action: 'aws:cross-account-pipeline:render',
        input: {
          templates: '${{ parameters.templates }}',
          name: 'orders',
          account,
          region,
          source: {
            provider: 'S3',
            bucket: 'sources',
            objectKey: 'orders.zip',
          },
          stages: [
            {
              name: 'Dev',
              targets: [
                {
                  account,
                  region,
                  deploy: {
                    provider: 'CloudFormation',
                    stackName: 'orders',
                    templatePath: 'template.yaml',
                  },
                },
              ],
            },
          ],
          tags: { 'backstage-component': 'component:default/orders' },
        },
      },
    ],
  },
};

describe('templates at an address inside the network', () => {
  let sandbox: Sandbox;
  let portal: Portal;
  let inside: Server;
  let folder: string;
  /** What reached a server that only the portal can reach. */
  const requests: string[] = [];

  beforeAll(async () => {
    inside = createServer((request, response) => {
      requests.push(request.url!);
      response.end('Resources: {}');
    });
    await new Promise<void>(resolve => {
      inside.listen(0, '127.0.0.1', resolve);
    });
    folder = mkdtempSync(join(tmpdir(), 'any-templates-'));
    const file = join(folder, 'template.yaml');
    writeFileSync(file, stringify(template));
    sandbox = await startSandbox();
    portal = await startPortal({
      sandbox,
      templates: [file],
      config: {
        integrations: {},
        crossAccountPipelines: {
          accounts: [{ id: account, name: 'tools', regions: [region] }],
          deployRole: {
            statements: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
          },
        },
      },
    });
  });

  afterAll(async () => {
    await sandbox?.stop();
    inside?.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['by its address', (port: number) => `http://127.0.0.1:${port}/secrets`],
    ['by a name', (port: number) => `http://localhost:${port}/secrets`],
    [
      'behind the name of another',
      (port: number) => `http://github.com@127.0.0.1:${port}/a/b/tree/main/c`,
    ],
    ['in capitals', (port: number) => `HTTP://127.0.0.1:${port}/secrets`],
    [
      'behind an interpolation',
      (port: number) => `http://127.0.0.1:${port}/\${{ 7 * 7 }}`,
    ],
  ])('are not fetched %s', async (_, addressOf) => {
    const { port } = inside.address() as AddressInfo;
    const { status, log } = await portal.runTemplate('any-templates', {
      templates: addressOf(port),
    });
    expect(status).toBe('failed');
    expect(log).toMatch(/not allowed|There is no template in/);
    expect(requests).toEqual([]);
  });
});
