import { resolve } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { startSandbox, type Sandbox } from 'aws-sandbox';
import { makeSourceBucket } from './__testUtils__/makeSourceBucket';
import { startPortal, waitFor, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const region = 'eu-west-1';
const tools = '111111111111';
const dev = '012345678901';
const staging = '222222222222';
const orders = 'component:default/orders';
const pipelineArn = `arn:aws:codepipeline:${region}:${tools}:orders`;

const templates = [
  'cross-account-pipeline',
  'change-cross-account-pipeline',
].map(name => resolve(__dirname, '../../../templates', name, 'template.yaml'));

/** What the platform team has configured, with these accounts in the fleet. */
function configOf(...fleet: string[]): JsonObject {
  const target = (id: string, name: string) => ({
    id,
    name,
    regions: [region],
    uses: ['target'],
    ...(fleet.includes(id) && { tags: { fleet: 'orders' } }),
  });
  return {
    crossAccountPipelines: {
      readerRoleName: 'backstage-reader',
      deployerRoleName: 'backstage-deployer',
      accounts: [
        { id: tools, name: 'tools', regions: [region], uses: ['pipeline'] },
        target(dev, 'dev'),
        target(staging, 'staging'),
      ],
      deployRole: {
        statements: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
      },
    },
  };
}

const fleet = { rule: { tags: { fleet: 'orders' } }, region };

/** What a person fills in. */
const form = {
  component: orders,
  sourceProvider: 'S3',
  sourceBucket: 'orders-sources',
  sourceObjectKey: 'orders.zip',
  pipeline: { account: tools, region },
  stages: [{ name: 'Fleet', targets: [fleet] }],
  deployProvider: 'CloudFormation',
  stackName: 'orders',
  templatePath: 'template.yaml',
};

describe('a pipeline whose targets a rule names', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  const startWith = async (config: JsonObject) => {
    portal = await startPortal({ sandbox, config, templates });
    await waitFor(() =>
      portal
        .get('/catalog/entities/by-name/component/default/orders')
        .catch(() => undefined),
    );
  };

  const check = async () => {
    const [{ report }] = await portal.client.checkEntityPipelines(orders);
    return {
      health: report!.health,
      reached: report!.links.map(({ account }) => account.id),
      found: report!.findings
        .filter(({ rule }) => rule === 'targets-behind-rule')
        .map(({ account, message }) => ({ account, message })),
    };
  };

  const answers = async () => {
    const { spec } = await portal.client.getPipelineSpec(pipelineArn);
    return { component: orders, pipelineArn, spec } as JsonObject;
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
    await makeSourceBucket(sandbox, { account: tools, region });
  });
  afterAll(() => sandbox?.stop());

  it('is made for those that it names', async () => {
    await startWith(configOf(dev));
    const { log, status } = await portal.runTemplate(
      'cross-account-pipeline',
      form,
    );
    expect(log).toContain(`tags.fleet=orders of stage Fleet: dev (${dev})`);
    expect(status).toBe('completed');
    expect(await check()).toEqual({
      health: 'healthy',
      reached: [dev],
      found: [],
    });
  });

  it('is told apart from an account that the rule names by now, and reaches it when it is changed', async () => {
    await startWith(configOf(dev, staging));
    await portal.client.registerPipeline({ entityRef: orders, pipelineArn });
    const found = await check();
    expect(found).toEqual({
      health: 'warning',
      reached: [dev],
      found: [
        {
          account: staging,
          message: `staging (${staging}) is not reached yet: tags.fleet=orders of stage Fleet names it by now. Change the pipeline, and it is reached.`,
        },
      ],
    });

    const before = await answers();
    expect((before.spec as JsonObject).stages).toEqual(form.stages);
    const { log, status } = await portal.runTemplate(
      'change-cross-account-pipeline',
      before,
    );
    expect(log).toContain(`Gains staging (${staging}), ${region}`);
    expect(status).toBe('completed');
    expect(await check()).toEqual({
      health: 'healthy',
      reached: [dev, staging],
      found: [],
    });
  });

  it('says who is named no more, and drops them only when it is changed', async () => {
    await startWith(configOf(staging));
    await portal.client.registerPipeline({ entityRef: orders, pipelineArn });
    expect(await check()).toEqual({
      health: 'warning',
      reached: [dev, staging],
      found: [
        {
          account: dev,
          message: `dev (${dev}) is still reached, and tags.fleet=orders of stage Fleet does not name it any more: a change of the pipeline drops it.`,
        },
      ],
    });

    const { log, status } = await portal.runTemplate(
      'cross-account-pipeline',
      form,
    );
    expect(log).toContain(`Loses dev (${dev}), ${region}`);
    expect(status).toBe('failed');
    expect((await check()).reached).toEqual([dev, staging]);
  });
});
