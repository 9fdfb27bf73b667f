import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineCommand,
  UpdatePipelineCommand,
} from '@aws-sdk/client-codepipeline';
import {
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { FaultProxy, type Sandbox, startSandbox } from 'aws-sandbox';
import {
  Assessment,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';
import { stringify } from 'yaml';
import { makeSourceBucket } from './__testUtils__/makeSourceBucket';
import { type Portal, startPortal, waitFor } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const region = 'eu-west-1';
const tools = '111111111111';
const dev = '012345678901';
const staging = '222222222222';
const entityRef = 'component:default/ten-pipelines';

const template = resolve(
  __dirname,
  '../../../templates/cross-account-pipeline/template.yaml',
);

const annotation = 'aws.amazon.com/aws-codepipeline-arn';
const sampleServices = readFileSync(
  resolve(__dirname, '../../catalog/services.yaml'),
  'utf8',
);

const config = {
  crossAccountPipelines: {
    readerRoleName: 'backstage-reader',
    deployerRoleName: 'backstage-deployer',
    readsAllRoles: true,
    accounts: [
      { id: tools, name: 'tools', regions: [region], uses: ['pipeline'] },
      { id: dev, name: 'dev', regions: [region], uses: ['target'] },
      { id: staging, name: 'staging', regions: [region], uses: ['target'] },
    ],
    deployRole: {
      statements: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
    },
  },
};

const names = ['orders', ...Array.from({ length: 9 }, (_, i) => `more-${i}`)];

/** What is read of each pipeline alone. */
const ofPipelines = [
  'codepipeline:GetPipeline',
  'codepipeline:GetPipelineState',
  'codepipeline:ListPipelineExecutions',
  'codepipeline:ListTagsForResource',
];

describe('a refresh of ten pipelines over the same accounts', () => {
  let sandbox: Sandbox;
  let proxy: FaultProxy;
  let portal: Portal;
  let folder: string;
  /** Reads by account, STS left out. */
  let calls: Record<string, string[]>;
  /** An account's reads that AWS throttles. */
  let throttled: string | undefined;

  const reports = async () =>
    (await portal.client.getEntityPipelines(entityRef)).map(
      ({ report }) => report!,
    );

  const verdicts = async () =>
    (await reports())
      .flatMap(hopsOf)
      .map(({ id, health, evidence }) => [
        id,
        health,
        evidence.map(({ document, statement }) => [document, statement]),
      ]);

  async function refresh() {
    calls = {};
    await portal.scheduler.triggerTask('refresh-pipelines');
  }

  beforeAll(async () => {
    sandbox = await startSandbox();
    proxy = await FaultProxy.start({
      target: sandbox.url,
      decide: ({ service, action, accessKeyId }) => {
        const account = sandbox.world.credentials.accountOf(accessKeyId)!;
        if (service !== 'sts') {
          (calls[account] ??= []).push(`${service}:${action}`);
        }
        return account === throttled && service === 'iam'
          ? 'throttle'
          : undefined;
      },
    });
    calls = {};
    const connection = {
      endpoint: sandbox.url,
      region,
      credentials: sandbox.administrator(tools),
    };
    await makeSourceBucket(sandbox, { account: tools, region });
    folder = mkdtempSync(join(tmpdir(), 'ten-pipelines-'));
    const component = join(folder, 'component.yaml');
    writeFileSync(
      component,
      stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'ten-pipelines',
          annotations: {
            [annotation]: names
              .map(name => `arn:aws:codepipeline:${region}:${tools}:${name}`)
              .join(','),
          },
        },
        spec: {
          type: 'service',
          lifecycle: 'production',
          owner: 'group:default/platform',
        },
      }),
    );
    portal = await startPortal({
      sandbox,
      config,
      templates: [template, component],
      endpoint: proxy.url,
    });
    await Promise.all(
      ['ten-pipelines', 'orders'].map(name =>
        waitFor(() =>
          portal
            .get(`/catalog/entities/by-name/component/default/${name}`)
            .catch(() => undefined),
        ),
      ),
    );
    const { log, status } = await portal.runTemplate('cross-account-pipeline', {
      component: 'component:default/orders',
      sourceProvider: 'S3',
      sourceBucket: 'orders-sources',
      sourceObjectKey: 'orders.zip',
      build: true,
      pipeline: { account: tools, region },
      stages: [dev, staging].map(account => ({
        name: `In${account}`,
        targets: [{ account, region }],
      })),
      deployProvider: 'CloudFormation',
      stackName: 'orders',
      templatePath: 'template.yaml',
    });
    if (status !== 'completed') {
      throw new Error(`The deployment is ${status}: ${log}`);
    }
    const codePipeline = new CodePipelineClient(connection);
    const { pipeline } = await codePipeline.send(
      new GetPipelineCommand({ name: 'orders' }),
    );
    // As a platform team does that has several pipelines over one foundation.
    await new IAMClient(connection).send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: pipeline!.roleArn!.split('/').pop(),
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'codepipeline.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'aws:SourceAccount': tools },
              ArnLike: {
                'aws:SourceArn': `arn:aws:codepipeline:${region}:${tools}:*`,
              },
            },
          },
        }),
      }),
    );
    for (const name of names.slice(1)) {
      await codePipeline.send(
        new CreatePipelineCommand({ pipeline: { ...pipeline!, name } }),
      );
    }
  });

  afterAll(async () => {
    await proxy?.stop();
    await sandbox?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('reads once what they share, and four times each pipeline', async () => {
    await refresh();
    const count = (call: string) =>
      calls[tools].filter(each => each === call).length;
    // Those that the sample services name are read, too, and are not there.
    const known = names.length + sampleServices.split(annotation).length - 1;
    expect(ofPipelines.map(count)).toEqual([known, known, known, known]);
    const shared = calls[tools].filter(each => !ofPipelines.includes(each));
    expect(shared.length).toBeLessThanOrEqual(31);
    // Two roles with two policies each, and a stack; that all roles are read
    // together is refused once.
    expect(calls[dev].length).toBeLessThanOrEqual(12);
    expect(calls[staging].length).toBeLessThanOrEqual(12);

    const found = await reports();
    expect(found.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { links } of found) {
      expect(links.map(({ account, health }) => [account.id, health])).toEqual([
        [dev, 'healthy'],
        [staging, 'healthy'],
      ]);
    }
  });

  it('reads everything again when a person asks, and in the next run', async () => {
    const before = calls[dev];
    await refresh();
    expect([...calls[dev]].sort()).toEqual([...before].sort());
    calls = {};
    await portal.client.checkEntityPipelines(entityRef);
    const roles = calls[dev].filter(each => each === 'iam:GetRole');
    expect(roles).toHaveLength(2 * names.length);
  });

  it('reads the roles of an account together where it may', async () => {
    const before = await verdicts();
    for (const account of [dev, staging]) {
      await new IAMClient({
        endpoint: sandbox.url,
        region,
        credentials: sandbox.administrator(account),
      }).send(
        new PutRolePolicyCommand({
          RoleName: 'backstage-reader',
          PolicyName: 'ReadAllRoles',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Action: 'iam:GetAccountAuthorizationDetails',
              Resource: '*',
            },
          }),
        }),
      );
    }
    await refresh();
    expect(calls[dev].length).toBeLessThanOrEqual(8);
    expect(calls[staging].length).toBeLessThanOrEqual(8);
    expect(calls[dev]).not.toContain('iam:GetRolePolicy');
    expect(await verdicts()).toEqual(before);
  });

  it('judges again only what has changed', async () => {
    const judged = jest.spyOn(Assessment.prototype, 'assess');
    const before = await reports();
    await refresh();
    expect(judged).not.toHaveBeenCalled();
    const after = await reports();
    expect(
      after.map(({ readAt: _, ...report }) => report.links.length),
    ).toEqual(before.map(({ links }) => links.length));
    after.forEach(({ readAt }, index) =>
      expect(readAt > before[index].readAt).toBe(true),
    );

    const codePipeline = new CodePipelineClient({
      endpoint: sandbox.url,
      region,
      credentials: sandbox.administrator(tools),
    });
    const [, changed] = names;
    const { pipeline } = await codePipeline.send(
      new GetPipelineCommand({ name: changed }),
    );
    await codePipeline.send(
      new UpdatePipelineCommand({
        pipeline: { ...pipeline!, pipelineType: 'V2' },
      }),
    );
    await refresh();
    expect(judged.mock.calls).toEqual([
      [`arn:aws:codepipeline:${region}:${tools}:${changed}`],
    ]);
    judged.mockRestore();
  });

  it('knows as much of one account when another does not answer', async () => {
    throttled = dev;
    await refresh();
    throttled = undefined;
    for (const { links } of await reports()) {
      expect(links.map(({ account, health }) => [account.id, health])).toEqual([
        [dev, 'unknown'],
        [staging, 'healthy'],
      ]);
    }
    await refresh();
    for (const { health, links } of await reports()) {
      expect([health, links[0].health]).not.toContain('unknown');
    }
  });
});
