import { resolve } from 'node:path';
import {
  CloudFormationClient,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { startSandbox, type Sandbox } from 'aws-sandbox';
import { startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const region = 'eu-west-1';
const tools = '111111111111';
const dev = '012345678901';

describe('somebody who may not deploy', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox?.stop());

  it('is told which permission it takes, and AWS is not touched', async () => {
    const { runTemplate } = await startPortal({
      sandbox,
      denied: ['cross-account-pipelines.pipeline.deploy'],
      templates: [
        resolve(
          __dirname,
          '../../../templates/cross-account-pipeline/template.yaml',
        ),
      ],
      config: {
        crossAccountPipelines: {
          accounts: [
            { id: tools, name: 'tools', regions: [region] },
            { id: dev, name: 'dev', regions: [region] },
          ],
        },
      },
    });
    const { log, status } = await runTemplate('cross-account-pipeline', {
      component: 'component:default/orders',
      sourceProvider: 'S3',
      sourceBucket: 'orders-sources',
      sourceObjectKey: 'orders.zip',
      pipeline: { account: tools, region },
      stages: [{ name: 'Dev', targets: [{ account: dev, region }] }],
      deployProvider: 'CloudFormation',
      stackName: 'orders',
      templatePath: 'template.yaml',
    });
    expect(status).toBe('failed');
    expect(log).toContain(
      "NotAllowedError: The portal's permission policy does not grant you cross-account-pipelines.pipeline.deploy; nothing was done",
    );
    expect(log).not.toMatch(/^\s+at .+:\d+:\d+/m);
    for (const account of [tools, dev]) {
      const cloudFormation = new CloudFormationClient({
        endpoint: sandbox.url,
        region,
        credentials: sandbox.administrator(account),
      });
      const { StackSummaries } = await cloudFormation.send(
        new ListStacksCommand({}),
      );
      const names = StackSummaries!.map(({ StackName }) => StackName);
      expect(names).not.toContainEqual(expect.stringContaining('orders'));
    }
  });
});
