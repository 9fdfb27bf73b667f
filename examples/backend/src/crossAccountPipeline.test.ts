import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { startSandbox, type Sandbox } from 'aws-sandbox';
import type { EntityPipeline } from 'backstage-plugin-cross-account-pipelines-common';
import type { JsonObject } from '@backstage/types';
import { makeSourceBucket } from './__testUtils__/makeSourceBucket';
import { keepEveryVersion, readDatabases } from './__testUtils__/readDatabases';
import { startPortal, waitFor, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const region = 'eu-west-1';
const tools = '111111111111';
const dev = '012345678901';
const staging = '222222222222';
/** Configured, but AWS has no such account. */
const closed = '666666666666';

const templates = [
  'cross-account-pipeline',
  'change-cross-account-pipeline',
].map(name => resolve(__dirname, '../../../templates', name, 'template.yaml'));

const config = {
  crossAccountPipelines: {
    readerRoleName: 'backstage-reader',
    deployerRoleName: 'backstage-deployer',
    accounts: [
      { id: tools, name: 'tools', regions: [region], uses: ['pipeline'] },
      { id: dev, name: 'dev', regions: [region], uses: ['target'] },
      { id: staging, name: 'staging', regions: [region], uses: ['target'] },
      { id: closed, name: 'closed', regions: [region], uses: ['target'] },
    ],
    deployRole: {
      statements: [
        {
          Effect: 'Allow',
          Action: 'ssm:*',
          Resource:
            'arn:${AWS::Partition}:ssm:*:${AWS::AccountId}:parameter/orders/*',
        },
      ],
    },
  },
};

type Credential = Parameters<Sandbox['world']['credentials']['add']>[0];

const allButDate = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** What a person fills in. */
function form(options: {
  component?: string;
  name?: string;
  accounts: string[];
  sourceBucket?: string;
}) {
  return {
    component: `component:default/${options.component ?? 'orders'}`,
    ...(options.name && { name: options.name }),
    sourceProvider: 'S3',
    sourceBucket: options.sourceBucket ?? 'orders-sources',
    sourceObjectKey: 'orders.zip',
    build: true,
    pipeline: { account: tools, region },
    stages: options.accounts.map((account, index) => ({
      name: `Stage${index + 1}`,
      targets: [{ account, region }],
    })),
    deployProvider: 'CloudFormation',
    stackName: 'orders',
    templatePath: 'template.yaml',
    // Typed before another choice was made.
    connectionArn: 'left over',
    destinationBucket: 'left over',
  };
}

describe('a pipeline from the template', () => {
  const pipelineArn = `arn:aws:codepipeline:${region}:${tools}:orders`;
  const orders = 'component:default/orders';
  let sandbox: Sandbox;
  /** Every key that AWS gave the portal. */
  let issued: jest.SpyInstance<void, [Credential]>;
  let portal: Portal;
  /** Of the databases of all plugins. */
  let folder: string;

  const connection = () => ({
    endpoint: sandbox.url,
    region,
    credentials: sandbox.administrator(tools),
  });

  async function findStack(name: string) {
    const cloudFormation = new CloudFormationClient(connection());
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    return Stacks![0];
  }

  async function changeKeyPolicy(change: (policy: string) => string) {
    const { Outputs } = await findStack('orders-foundation');
    const KeyId = Outputs!.find(
      ({ OutputKey }) => OutputKey === 'ArtifactKeyArn',
    )!.OutputValue!;
    const kms = new KMSClient(connection());
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: change(Policy!) }));
    return Policy!;
  }

  async function check(): Promise<EntityPipeline> {
    const [pipeline] = await portal.client.checkEntityPipelines(orders);
    return pipeline;
  }

  beforeAll(async () => {
    sandbox = await startSandbox();
    issued = jest.spyOn(sandbox.world.credentials, 'add');
    await makeSourceBucket(sandbox, { account: tools, region });
    folder = mkdtempSync(join(tmpdir(), 'portal-databases-'));
    portal = await startPortal({
      sandbox,
      config: {
        ...config,
        app: { baseUrl: 'http://localhost:3000' },
        backend: {
          database: {
            client: 'better-sqlite3',
            connection: { directory: folder },
          },
        },
      },
      templates,
      modules: [databaseServiceFactory, notificationsPlugin],
    });
    await keepEveryVersion(folder, {
      plugin: 'scaffolder',
      table: 'tasks',
      column: 'state',
    });
    await waitFor(() =>
      portal
        .get('/catalog/entities/by-name/component/default/orders')
        .catch(() => undefined),
    );
  });
  afterAll(async () => {
    await sandbox?.stop();
    rmSync(folder, { recursive: true });
  });

  it('is deployed, verified and on the page of its service', async () => {
    const { log, status } = await portal.runTemplate(
      'cross-account-pipeline',
      form({ accounts: [dev, staging] }),
    );
    expect(status).toBe('completed');
    expect(log).toContain('orders can work in every account it reaches');
    expect(log).toContain(`The page of ${orders} shows it`);

    const entity = await portal.get(
      '/catalog/entities/by-name/component/default/orders',
    );
    expect(
      entity.metadata.annotations['aws.amazon.com/aws-codepipeline-arn'],
    ).toBe(pipelineArn);
    const [pipeline] = await portal.client.getEntityPipelines(orders);
    expect(
      pipeline.report!.links.map(({ account, health }) => [
        account.id,
        account.name,
        health,
      ]),
    ).toEqual([
      [dev, 'dev', 'healthy'],
      [staging, 'staging', 'healthy'],
    ]);
  });

  it('changes nothing when it is asked for again', async () => {
    const { log, status } = await portal.runTemplate(
      'cross-account-pipeline',
      form({ accounts: [dev, staging] }),
    );
    expect(status).toBe('completed');
    expect(log.match(/\] unchanged/g)).toHaveLength(4);
    expect(log).not.toContain('IN_PROGRESS');
  });

  it('is read on schedule and drawn in the catalog graph', async () => {
    await portal.scheduler.triggerTask('refresh-pipelines');
    await portal.scheduler.triggerTask('cross-account-pipelines-resources');
    const resource = await waitFor(() =>
      portal
        .get(
          `/catalog/entities/by-name/resource/default/orders.${tools}.${region}`,
        )
        .catch(() => undefined),
    );
    expect(resource.spec).toMatchObject({
      owner: 'group:default/orders-team',
      dependencyOf: [orders],
      dependsOn: expect.arrayContaining(
        [tools, dev, staging].map(
          account => `resource:default/aws-account-${account}`,
        ),
      ),
    });
    const [failed] = await portal.client.getEntityPipelines(
      'component:default/payments',
    );
    expect(failed.error).toMatch(/codepipeline:GetPipeline found nothing/);
  });

  it.each([
    ['that the portal cannot enter', closed, 'nothing was created'],
    [
      'that is not configured',
      '555555555555',
      '555555555555 is not among the configured accounts',
    ],
  ])('is not begun for an account %s', async (_, account, reason) => {
    const { log, status } = await portal.runTemplate(
      'cross-account-pipeline',
      form({ component: 'search-api', accounts: [dev, account] }),
    );
    expect(status).toBe('failed');
    expect(log).toContain(reason);
    expect(log).toContain(account);
    expect(log).not.toMatch(/^\s+at .+:\d+:\d+/m);
    await expect(findStack('search-api-foundation')).rejects.toThrow(
      'does not exist',
    );
  });

  it.each([
    [
      'a service that the catalog does not know',
      { component: 'refunds' },
      'Entity component:default/refunds not found',
    ],
    [
      'a source bucket that does not exist',
      { component: 'search-api', sourceBucket: 'nobody-made-this' },
      'There is no bucket nobody-made-this in 111111111111, eu-west-1.',
    ],
  ])('is not begun for %s', async (_, options, reason) => {
    const { log, status } = await portal.runTemplate(
      'cross-account-pipeline',
      form({ accounts: [dev], ...options }),
    );
    expect(status).toBe('failed');
    expect(log).toContain(reason);
    await expect(findStack(`${options.component}-foundation`)).rejects.toThrow(
      'does not exist',
    );
  });

  it('is not taken over by another service', async () => {
    const before = await findStack('orders-pipeline');
    const { log, status } = await portal.runTemplate(
      'cross-account-pipeline',
      form({ component: 'search-api', name: 'orders', accounts: [dev] }),
    );
    expect(status).toBe('failed');
    expect(log).toContain(
      'There is a stack orders-pipeline already, which belongs to component:default/orders',
    );
    expect(await findStack('orders-pipeline')).toEqual(before);
  });

  it('shows which side broke a hop, since when, and when it is mended', async () => {
    // Roles younger than a minute would be given the benefit of the doubt.
    jest.useFakeTimers({
      now: Date.now() + 120_000,
      doNotFake: [...allButDate],
    });
    const before = await changeKeyPolicy(policy => {
      const { Statement, ...rest } = JSON.parse(policy);
      return JSON.stringify({
        ...rest,
        Statement: Statement.filter(
          (statement: object) => !JSON.stringify(statement).includes(dev),
        ),
      });
    });
    const broken = await check();
    expect(broken.report!.health).toBe('broken');
    const [link] = broken.report!.links.filter(
      ({ account }) => account.id === dev,
    );
    const hop = link.hops.find(each => each.health === 'broken')!;
    expect(hop).toMatchObject({
      hop: 'H6',
      gate: 'key',
      side: 'resource',
      account: tools,
      since: broken.report!.readAt,
    });
    expect(hop.remedy!.diff).toContain(dev);

    const later = await check();
    expect(
      later
        .report!.links.flatMap(({ hops }) => hops)
        .find(({ id }) => id === hop.id)!.since,
    ).toBe(hop.since);

    await changeKeyPolicy(() => before);
    expect((await check()).report!.links.map(({ health }) => health)).toEqual([
      'healthy',
      'healthy',
    ]);
  });

  it('loses no account by the form for new ones, and says so beforehand', async () => {
    const before = await findStack('orders-pipeline');
    const { log, status } = await portal.runTemplate(
      'cross-account-pipeline',
      form({ accounts: [dev] }),
    );
    expect(status).toBe('failed');
    expect(log).toContain(
      `${pipelineArn} exists already and would lose accounts`,
    );
    expect(log).toContain(`- ${staging}, ${region}`);
    expect(await findStack('orders-pipeline')).toEqual(before);

    const { spec } = await portal.client.getPipelineSpec(pipelineArn);
    const [first] = spec.stages as object[];
    const planFor = (entityRef: string, tagged = entityRef) =>
      portal.client.planPipeline({
        entityRef,
        spec: {
          ...spec,
          stages: [first],
          tags: { 'backstage-component': tagged },
        },
      });
    const { change, conflict, stacks } = await planFor(orders);
    expect(conflict).toBeUndefined();
    expect(change).toMatchObject({
      lost: [{ account: staging, region }],
      kept: [{ account: dev, region }],
      leftovers: [{ account: staging, stackName: 'orders-target' }],
    });
    expect(stacks.map(({ outcome }) => outcome)).toEqual([
      'updated',
      'unchanged',
      'updated',
    ]);
    const searchApi = 'component:default/search-api';
    const others = await planFor(searchApi);
    expect(others.conflict).toContain('belongs to component:default/orders');
    for (const plan of [others, await planFor(searchApi, orders)]) {
      expect(plan.change).toBeUndefined();
      expect(plan.stacks.every(({ outcome }) => !outcome)).toBe(true);
    }
  });

  it('is changed by its form, which starts from what there is', async () => {
    const { spec } = await portal.client.getPipelineSpec(pipelineArn);
    expect(spec).not.toHaveProperty('deployRole');
    expect(spec).toMatchObject({
      name: 'orders',
      deploy: { provider: 'CloudFormation', stackName: 'orders' },
    });
    const answers = (own: object) => ({
      component: orders,
      pipelineArn,
      spec: { ...spec, ...own } as JsonObject,
    });
    const same = await portal.runTemplate(
      'change-cross-account-pipeline',
      answers({}),
    );
    expect(same.status).toBe('completed');
    expect(same.log).toContain('Plan: nothing changes');

    const [first] = spec.stages as object[];
    const { log, status } = await portal.runTemplate(
      'change-cross-account-pipeline',
      { ...answers({ stages: [first] }), removeLeftovers: true },
    );
    expect(status).toBe('completed');
    expect(log).toContain(`Loses staging (${staging}), ${region}`);
    expect(log).toContain('Removed 1 leftover stack');
    expect(log).toContain('orders can work in every account it reaches');
    const changed = await portal.client.getPipelineSpec(pipelineArn);
    expect(changed.spec.stages).toEqual([first]);
    expect((await check()).report!.links).toHaveLength(1);
  });

  it('shows its credentials in no task, log, output, entity, answer, notification or table', async () => {
    const secrets = issued.mock.calls.flatMap(([{ temporary, ...key }]) => [
      key.secretAccessKey,
      ...(temporary ? [temporary.sessionToken] : []),
    ]);
    secrets.push(sandbox.portal.secretAccessKey);
    expect(secrets.length).toBeGreaterThan(20);

    const { tasks } = await portal.get('/scaffolder/v2/tasks');
    expect(tasks.length).toBeGreaterThan(4);
    const shown = await Promise.all([
      ...tasks.map(({ id }: { id: string }) =>
        portal.get(`/scaffolder/v2/tasks/${id}`),
      ),
      ...tasks.map(({ id }: { id: string }) =>
        portal.get(`/scaffolder/v2/tasks/${id}/events`),
      ),
      portal.get('/catalog/entities'),
      portal.get('/cross-account-pipelines/v1/registrations'),
      portal.get('/cross-account-pipelines/v1/links'),
      portal.client.checkEntityPipelines(orders),
      portal.client.checkEntityPipelines('component:default/payments'),
    ]);
    const kept = await readDatabases(folder);
    const isKept = Object.keys(kept).filter(name => kept[name].length > 0);
    expect(isKept).toEqual(
      expect.arrayContaining([
        'catalog.final_entities',
        'cross-account-pipelines.pipelines',
        'notifications.notification',
        'scaffolder.task_events',
        'scaffolder.tasks',
        // Checkpoints.
        'scaffolder.versions',
      ]),
    );
    const text = JSON.stringify([shown, kept]);
    expect(text).toMatch(/orders can work in every account it reaches/);
    expect(secrets.filter(secret => text.includes(secret))).toEqual([]);
  });
});
