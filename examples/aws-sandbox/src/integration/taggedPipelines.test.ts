import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { readTaggedPipelines } from 'backstage-plugin-cross-account-pipelines-node';
import { DEV, REGION, STAGING, TOOLS } from '../__testUtils__/clientsOf';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import { Pipeline } from '../codepipeline/CodePipelineState';
import type { Sandbox } from '../Sandbox';
import { portalClients } from './__testUtils__/ordersPipeline';

const FAR = 'us-east-1';
const arnOf = (name: string, region = REGION, account = TOOLS) =>
  `arn:aws:codepipeline:${region}:${account}:${name}`;

describe('pipelines by their tags', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startReachableSandbox();
  });

  afterAll(() => sandbox.stop());

  function make(
    name: string,
    tags: Record<string, string>,
    options: { region?: string; account?: string } = {},
  ) {
    const { region = REGION, account = TOOLS } = options;
    const declaration = { name, version: 1, roleArn: undefined, stages: [] };
    sandbox.world
      .account(account)
      .region(region)
      .codePipeline.pipelines.set(
        name,
        new Pipeline({ account, region }, declaration, tags),
      );
  }

  const accountOf = (id: string, regions: string[], use?: 'target') => ({
    id,
    name: id,
    regions,
    uses: [use ?? ('pipeline' as const)],
  });

  it('are read page by page, in every account and Region where pipelines may live', async () => {
    const names = Array.from({ length: 250 }, (_, i) => `many-${i}`);
    names.forEach(name => make(name, { component: name }));
    make('untagged', {});
    make('far', { component: 'far' }, { region: FAR });
    make('target', { component: 'target' }, { account: STAGING });
    const { pipelines, unread } = await readTaggedPipelines({
      clients: portalClients(sandbox),
      accounts: [
        accountOf(TOOLS, [REGION, FAR]),
        accountOf(STAGING, [REGION], 'target'),
      ],
      patience: 60_000,
    });
    expect(unread).toEqual([]);
    expect(pipelines).toHaveLength(251);
    expect(pipelines).toContainEqual({
      pipelineArn: arnOf('many-249'),
      tags: { component: 'many-249' },
    });
    expect(pipelines).toContainEqual({
      pipelineArn: arnOf('far', FAR),
      tags: { component: 'far' },
    });
  });

  it('are told from places that could not be read', async () => {
    const clients = portalClients(sandbox);
    const { pipelines, unread } = await readTaggedPipelines({
      clients,
      accounts: [
        accountOf(TOOLS, [FAR]),
        accountOf(DEV, [REGION]),
        accountOf('999999999999', [REGION]),
      ],
      patience: 60_000,
    });
    expect(pipelines).toMatchObject([{ pipelineArn: arnOf('far', FAR) }]);
    expect(new Map(unread.map(each => [each.account, each.reason]))).toEqual(
      new Map([
        // Its reader is that of a target.
        [DEV, expect.stringContaining('tag:GetResources was denied')],
        ['999999999999', expect.stringContaining('may not assume')],
      ]),
    );
  });

  it('are unread where AWS takes too long', async () => {
    await expect(
      readTaggedPipelines({
        clients: {
          forAccount: () => new Promise(() => {}),
        },
        accounts: [accountOf(TOOLS, [REGION, FAR])],
        patience: 20,
      }),
    ).resolves.toEqual({
      pipelines: [],
      unread: [REGION, FAR].map(region => ({
        account: TOOLS,
        region,
        reason: 'tag:GetResources got no answer within 0.02 s',
      })),
    });
  });

  it.each<[object, string[]]>([
    [{ TagFilters: [{ Key: 'component', Values: ['many-7'] }] }, ['many-7']],
    [
      { TagFilters: [{ Key: 'component', Values: ['many-7', 'many-8'] }] },
      ['many-7', 'many-8'],
    ],
    [
      {
        TagFilters: [
          { Key: 'component', Values: ['many-7'] },
          { Key: 'tier', Values: ['web'] },
        ],
      },
      [],
    ],
    [
      {
        TagFilters: [{ Key: 'component', Values: ['many-7'] }],
        ResourceTypeFilters: ['s3'],
      },
      [],
    ],
  ])('are found by the service for %j', async (input, names) => {
    const { resourceTagging } = await portalClients(sandbox).forAccount({
      account: TOOLS,
      region: REGION,
      purpose: 'read',
    });
    const { ResourceTagMappingList } = await resourceTagging.send(
      new GetResourcesCommand(input),
    );
    expect(ResourceTagMappingList!.map(each => each.ResourceARN)).toEqual(
      names.map(name => arnOf(name)),
    );
  });
});
