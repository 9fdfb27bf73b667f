import type { Estate } from '../estate';
import { hopsOf } from '../report';
import { assessPipeline } from './assessPipeline';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const { pipelineArn, pipelineAccount, keyArn, region, serviceRoleArn } =
  healthyNames;
const aliasIn = (account: string) =>
  `arn:aws:kms:${region}:${account}:alias/orders`;

/** How the pipeline's own role fares with the bucket and the key. */
function ownHops(options: {
  store?: string;
  denied?: { Action: string; Condition: unknown };
  aliases?: string[];
  aliasesUnreadable?: string;
}) {
  const estate: Estate = structuredClone(healthyEstate());
  const account = estate.accounts[pipelineAccount];
  const { definition } = account.pipelines[pipelineArn];
  definition.artifactStore!.encryptionKey!.id = options.store ?? keyArn;
  if ('aliases' in options) {
    account.keys[keyArn].aliases = options.aliases;
  }
  account.keys[keyArn].aliasesUnreadable = options.aliasesUnreadable;
  if (options.denied) {
    account.roles[serviceRoleArn].policies.push({
      name: 'denies',
      document: {
        Version: '2012-10-17',
        Statement: { Effect: 'Deny', Resource: '*', ...options.denied },
      },
    });
  }
  const hops = hopsOf(assessPipeline({ estate, pipelineArn }));
  const health = (id: string) => hops.find(hop => hop.id === id)?.health;
  return [
    health('H5:orders-service:eu-west-1'),
    health('H6:orders-service:eu-west-1'),
  ];
}

const unlessAlias = (Action: string, alias: string) => ({
  Action,
  Condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': alias } },
});
const byAlias = (Action: string) => ({
  Action,
  Condition: { StringEquals: { 'kms:RequestAlias': 'alias/orders' } },
});

describe('a condition on the aliases of a key', () => {
  it('is decided by those that it has', () => {
    const denied = unlessAlias('kms:Decrypt', 'alias/ord*');
    expect(ownHops({ denied })).toEqual(['healthy', 'broken']);
    expect(
      ownHops({ denied: unlessAlias('kms:Decrypt', 'alias/other') }),
    ).toEqual(['healthy', 'healthy']);
    expect(ownHops({ denied, aliases: [] })).toEqual(['healthy', 'healthy']);
  });

  it('is not decided where nobody read them', () => {
    const denied = unlessAlias('kms:GenerateDataKey', 'alias/ord*');
    const unread: Array<Parameters<typeof ownHops>[0]> = [
      { aliases: undefined },
      { aliases: ['alias/other'], aliasesUnreadable: 'was denied' },
    ];
    for (const options of unread) {
      expect(ownHops({ denied, ...options })).toEqual(['healthy', 'unknown']);
    }
  });
});

describe('a condition on the alias that a request names', () => {
  it('meets none where the store names its key by the ARN', () => {
    expect(ownHops({ denied: byAlias('kms:*') })).toEqual([
      'healthy',
      'healthy',
    ]);
  });

  it.each(['alias/orders', aliasIn(pipelineAccount)])(
    'meets %s where that is written with, and none where it is read',
    store => {
      expect(
        ownHops({ store, denied: byAlias('kms:GenerateDataKey') }),
      ).toEqual(['healthy', 'broken']);
      expect(ownHops({ store, denied: byAlias('kms:Decrypt') })).toEqual([
        'healthy',
        'healthy',
      ]);
    },
  );
});

it('does not presume what S3 is told where the store names an alias', () => {
  const denied = {
    Action: 's3:PutObject',
    Condition: {
      StringNotEquals: {
        's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn,
      },
    },
  };
  expect(ownHops({ denied })).toEqual(['healthy', 'healthy']);
  expect(ownHops({ denied, store: 'alias/orders' })).toEqual([
    'unknown',
    'healthy',
  ]);
});

it('looks for an alias in the account that its ARN names, and nowhere else', () => {
  expect(ownHops({ store: aliasIn(pipelineAccount) })).toEqual([
    'healthy',
    'healthy',
  ]);
  expect(ownHops({ store: aliasIn('999999999999') })).toEqual([
    'healthy',
    'unknown',
  ]);
});
