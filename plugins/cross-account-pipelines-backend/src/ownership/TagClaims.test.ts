import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  TaggedPipeline,
  TaggedPipelines,
} from 'backstage-plugin-cross-account-pipelines-node';
import { DatabasePipelineStore } from '../store/DatabasePipelineStore';
import { TagClaims } from './TagClaims';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const arnIn = (account: string, name: string, region = 'eu-west-1') =>
  `arn:aws:codepipeline:${region}:${account}:${name}`;
const tools = '111111111111';
const other = '222222222222';
const seenAt = '2026-11-20T12:00:00.000Z';

function tagged(
  pipelineArn: string,
  tags: Record<string, string> = { component: 'shop' },
): TaggedPipeline {
  return { pipelineArn, tags };
}

function claim(tags?: Record<string, string>, name = 'shop') {
  return {
    entityRef: `component:default/${name}`,
    pipelineArns: [],
    ...(tags && { tags }),
  };
}

const shop = claim({ component: 'shop' });

async function createClaims() {
  const knex = await databases.init('SQLITE_3');
  const store = await DatabasePipelineStore.create(
    mockServices.database({ knex }),
  );
  const logger = mockServices.logger.mock();
  const answer: TaggedPipelines = { pipelines: [], unread: [] };
  const readTaggedPipelines = jest.fn(async () => answer);
  const claims = new TagClaims({
    assessor: { readTaggedPipelines },
    logger,
    store,
  });
  /** What one entity names is stored when AWS answers so. */
  const found = async (
    given: Partial<TaggedPipelines>,
    asked: Parameters<TagClaims['find']>[0][number] = shop,
  ) => {
    Object.assign(answer, { pipelines: [], unread: [], ...given });
    const complete = await claims.find([asked], { patience: 1 });
    await store.ownership.setClaims(complete, { seenAt });
    return complete[0].taggedArns;
  };
  const unread = (account: string, region = 'eu-west-1') => ({
    account,
    region,
    reason: 'tag:GetResources was denied',
  });
  return { claims, found, logger, readTaggedPipelines, store, unread };
}

describe('TagClaims', () => {
  it('finds what has all of the tags, in whatever account', async () => {
    const { found } = await createClaims();
    const pipelines = [
      tagged(arnIn(tools, 'a'), { component: 'shop', tier: 'web' }),
      tagged(arnIn(other, 'b'), { tier: 'web', component: 'shop', more: '' }),
      tagged(arnIn(tools, 'c'), { component: 'shop' }),
      tagged(arnIn(tools, 'd'), { component: 'Shop', tier: 'web' }),
      tagged(arnIn(tools, 'e'), {}),
    ];
    await expect(
      found({ pipelines }, claim({ component: 'shop', tier: 'web' })),
    ).resolves.toEqual([arnIn(tools, 'a'), arnIn(other, 'b')]);
    await expect(
      found({ pipelines }, claim({ constructor: '' })),
    ).resolves.toEqual([]);
  });

  it('asks AWS once for all entities, and never where none names tags', async () => {
    const { claims, readTaggedPipelines } = await createClaims();
    await claims.find([claim(), claim()], { patience: 1 });
    expect(readTaggedPipelines).not.toHaveBeenCalled();
    await claims.find([shop, claim(), claim({ a: 'b' }, 'other')], {
      patience: 1,
    });
    expect(readTaggedPipelines).toHaveBeenCalledTimes(1);
  });

  it('keeps what was found where AWS does not answer, and says so', async () => {
    const { found, logger, unread } = await createClaims();
    const here = arnIn(tools, 'a');
    const there = arnIn(other, 'b');
    const west = arnIn(tools, 'c', 'us-west-2');
    await found({ pipelines: [here, there, west].map(arn => tagged(arn)) });
    await expect(found({ unread: [unread(tools)] })).resolves.toEqual([here]);
    expect(logger.warn).toHaveBeenCalledWith(
      'Pipelines in account 111111111111, eu-west-1 were not looked for by tags, and those found there before stay: tag:GetResources was denied',
    );
    await expect(found({})).resolves.toEqual([]);
  });

  it('does not keep what other tags have found', async () => {
    const { found, unread } = await createClaims();
    await found({ pipelines: [tagged(arnIn(tools, 'a'))] });
    await expect(
      found({ unread: [unread(tools)] }, claim({ component: 'orders' })),
    ).resolves.toEqual([]);
  });

  it('adds nothing where tags have too many, and takes nothing away', async () => {
    const { found, logger } = await createClaims();
    const names = Array.from({ length: 51 }, (_, i) => arnIn(tools, `p${i}`));
    const pipelines = names.map(arn => tagged(arn));
    await expect(found({ pipelines })).resolves.toEqual([]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'component:default/shop names are those of 51 pipelines',
      ),
    );
    const most = pipelines.slice(1);
    await expect(found({ pipelines: most })).resolves.toHaveLength(50);
    await expect(found({ pipelines })).resolves.toEqual(names.slice(1).sort());
  });
});
