import {
  emptyAccount,
  type ClusterState,
  type Estate,
  type EstateAccount,
  type RolePolicy,
} from '../../estate';
import type { CheckHop, HopCheck, PipelineLinks } from '../../pipeline';
import { describeDocument } from '../../report';
import { EstateView } from '../EstateView';
import { judgeCheck } from './judgeCheck';

const home = '111111111111';
const target = '222222222222';
const region = 'eu-west-1';
const roleOf = (account: string, name: string) =>
  `arn:aws:iam::${account}:role/${name}`;
const keyOf = (account: string, place = region) =>
  `arn:aws:kms:${place}:${account}:key/k`;
const links: PipelineLinks = {
  pipelineArn: `arn:aws:codepipeline:${region}:${home}:orders`,
  name: 'orders',
  partition: 'aws',
  account: home,
  region,
  hops: [],
  links: [],
  unseen: [],
};

type Known = Partial<Record<string, Partial<EstateAccount>>>;

function judge(check: HopCheck, known: Known = {}, more: Partial<Estate> = {}) {
  const estate: Estate = {
    origin: 'observed',
    accounts: Object.fromEntries(
      [home, target].map(id => [
        id,
        { ...emptyAccount(id), complete: true, ...known[id] },
      ]),
    ),
    ...more,
  };
  const hop: CheckHop = {
    type: 'check',
    id: 'h',
    kind: 'H8',
    gate: 'enter',
    sentence: '',
    actions: [],
    check,
  };
  return judgeCheck({ hop, view: new EstateView(estate), links });
}

/** With the last parts of ARNs, by which people know them. */
function shortened(text: string): string {
  return text.replace(/arn:\S*[:/](?=[^:/\s]+)/g, '');
}

/** A verdict as a row: how it is, whose side, where, by which document, why. */
function row(...asked: Parameters<typeof judge>): string {
  const { health, side, account, evidence, reason } = judge(...asked);
  const [{ document = undefined } = {}] = evidence;
  return [
    health,
    side,
    account,
    document && shortened(describeDocument(document)),
    reason?.text,
  ]
    .filter(Boolean)
    .join(' | ');
}

const definition = `${home} | pipeline definition of orders`;
const wrong = (why: string) => `broken | definition | ${definition} | ${why}`;
const store = { type: 'S3', location: 'artifacts' };
const keyed = (id: string) => ({
  ...store,
  encryptionKey: { id, type: 'KMS' },
});
const bucketIn = (place: string): Known => ({
  [home]: { buckets: { artifacts: { name: 'artifacts', region: place } } },
});

describe('of artifact stores', () => {
  const check = { rule: 'artifact-store', region, store } as const;

  it.each<[string, HopCheck, Known, string]>([
    ['there is one, in its Region', check, bucketIn(region), 'healthy'],
    ['nobody knows its bucket', check, {}, 'healthy'],
    [
      'there is none',
      { ...check, store: undefined },
      {},
      wrong(
        'The pipeline has no artifact store for eu-west-1, where it has actions.',
      ),
    ],
    [
      'its bucket is elsewhere',
      check,
      bucketIn('us-east-1'),
      wrong('The artifact bucket for eu-west-1, artifacts, is in us-east-1.'),
    ],
  ])('%s', (_, asked, known, verdict) => {
    expect(row(asked, known)).toBe(verdict);
  });

  it('quotes what of the definition is wrong, with the time of reading', () => {
    const readAt = '2026-11-20T09:00:00.000Z';
    const { evidence, fault } = judge(check, bucketIn('us-east-1'), { readAt });
    expect(fault).toEqual({ type: 'check' });
    expect(evidence).toEqual([
      {
        document: {
          type: 'pipeline definition',
          account: home,
          arn: links.pipelineArn,
        },
        account: home,
        text: JSON.stringify(store, null, 2),
        readAt,
      },
    ]);
    expect(
      judge({ ...check, store: undefined }).evidence[0],
    ).not.toHaveProperty('text');
  });
});

describe('of artifact keys', () => {
  const check = (
    id: string | undefined,
    { foreign = true, writes = false } = {},
  ) =>
    ({
      rule: 'artifact-key',
      region,
      store: id === undefined ? store : keyed(id),
      foreign,
      writes,
    } as const);
  const alias = `arn:aws:kms:${region}:${home}:alias/artifacts`;
  const own = { foreign: false };

  it.each<[string, HopCheck, string]>([
    ['a key by its ARN', check(keyOf(home)), 'healthy'],
    ['none, at home', check(undefined, own), 'healthy'],
    [
      'none, for others',
      check(undefined),
      wrong(
        'The artifact store of eu-west-1 has no customer managed key: no other account can use the AWS managed key aws/s3.',
      ),
    ],
    ["AWS's, at home", check('alias/aws/s3', own), 'healthy'],
    [
      "AWS's, for others",
      check(`arn:aws:kms:${region}:${home}:alias/aws/s3`),
      wrong(
        'The artifact store of eu-west-1 has no customer managed key: no other account can use the AWS managed key aws/s3.',
      ),
    ],
    ['an alias, at home', check('alias/artifacts', own), 'healthy'],
    ['an id, at home', check('k', own), 'healthy'],
    [
      "an alias's ARN, for others",
      check(alias),
      wrong(
        `The artifact store of eu-west-1 names its key by the alias "${alias}", which CodePipeline recognizes in account ${home} alone: only the key's ARN means the same key everywhere.`,
      ),
    ],
    [
      'an alias, for others',
      check('alias/artifacts'),
      wrong(
        'The artifact store of eu-west-1 names its key by the alias "alias/artifacts", which every account looks up among its own: only the key\'s ARN means the same key everywhere.',
      ),
    ],
    ...[false, true].map((writes): [string, HopCheck, string] => [
      `an alias's ARN in a Region that is copied to, for others: ${writes}`,
      {
        ...check(`arn:aws:kms:us-east-1:${home}:alias/a`, { writes }),
        region: 'us-east-1',
      } as HopCheck,
      `${
        writes ? 'broken' : 'warning'
      } | definition | ${definition} | The artifact store of us-east-1 names its key by the alias "arn:aws:kms:us-east-1:${home}:alias/a", which CodePipeline recognizes in account ${home} alone: only the key's ARN means the same key everywhere.`,
    ]),
    [
      'an id, for others who read',
      check('k'),
      `warning | definition | ${definition} | The artifact store of eu-west-1 names its key by its id alone, which every account looks up among its own keys: only the key's ARN means the same key everywhere.`,
    ],
    [
      'an id, for others who write',
      check('k', { writes: true }),
      wrong(
        "The artifact store of eu-west-1 names its key by its id alone, which every account looks up among its own keys: only the key's ARN means the same key everywhere.",
      ),
    ],
    [
      'a key of another Region',
      check(keyOf(home, 'us-east-1')),
      wrong(
        'The artifact bucket is in eu-west-1, its key in us-east-1: a key works in its own Region only.',
      ),
    ],
    [
      'a key of another Region, at home',
      check(keyOf(home, 'us-east-1'), own),
      wrong(
        'The artifact bucket is in eu-west-1, its key in us-east-1: a key works in its own Region only.',
      ),
    ],
  ])('%s', (_, asked, verdict) => {
    expect(row(asked)).toBe(verdict);
  });
});

describe('of what the definition says alone', () => {
  it.each<[string, HopCheck, string]>([
    [
      'a role that is passed at home',
      {
        rule: 'passed-role-account',
        roleArn: roleOf(target, 'action'),
        passedRoleArn: roleOf(target, 'deploy'),
      },
      'healthy',
    ],
    [
      'a role that is passed elsewhere',
      {
        rule: 'passed-role-account',
        roleArn: roleOf(target, 'action'),
        passedRoleArn: roleOf(home, 'deploy'),
      },
      wrong(
        `The action works as action of ${target} and passes deploy of ${home}: AWS never lets a role be passed across accounts.`,
      ),
    ],
    [
      'artifacts of the right accounts',
      { rule: 'artifact-origin', foreign: [] },
      'healthy',
    ],
    [
      'artifacts of a third account',
      {
        rule: 'artifact-origin',
        foreign: [
          { artifact: 'Made', producer: 'Deploy/Make', account: target },
        ],
      },
      wrong(
        `Artifact Made is made in ${target} (Deploy/Make) and taken elsewhere: an artifact passes between two accounts only if one of them is the pipeline account.`,
      ),
    ],
    [
      'a custom action at home',
      {
        rule: 'provider-account',
        provider: 'Jenkins',
        roleArn: roleOf(home, 'action'),
      },
      'healthy',
    ],
    [
      'a custom action elsewhere',
      {
        rule: 'provider-account',
        provider: 'Jenkins',
        roleArn: roleOf(target, 'action'),
      },
      wrong(
        "Jenkins is no provider of AWS's own: its actions cannot work in another account.",
      ),
    ],
    [
      'a source of another Region',
      { rule: 'action-region', region: 'us-east-1', category: 'Source' },
      wrong(
        "Source actions work in the pipeline's own Region only, not in us-east-1.",
      ),
    ],
    [
      'a custom action of another Region',
      { rule: 'action-region', region: 'us-east-1', category: 'Test' },
      wrong(
        "Custom and third-party actions work in the pipeline's own Region only, not in us-east-1.",
      ),
    ],
    [
      'an account id that lost a digit',
      {
        rule: 'account-id',
        arn: roleOf('22222222222', 'action'),
        field: 'the role of action Deploy/App',
      },
      wrong(
        '"22222222222" in the role of action Deploy/App is no account id: it has to have twelve digits, leading zeros included.',
      ),
    ],
    [
      'what CodePipeline refuses',
      { rule: 'definition', problem: 'Two stages have one name.' },
      wrong('Two stages have one name.'),
    ],
    [
      'a provider that nobody knows',
      { rule: 'provider-known', provider: 'Deploy by Unheard' },
      `unknown | ${definition} | What Deploy by Unheard asks for is not known to this suite.`,
    ],
    [
      'roles that a build may assume',
      {
        rule: 'may-enter',
        what: 'project build',
        roleArn: roleOf(home, 'build'),
        pattern: roleOf(target, 'team-*'),
      },
      `unknown | ${definition} | The role of project build may assume ${roleOf(
        target,
        'team-*',
      )}: which of these roles it assumes, and whether they let it in, is not known.`,
    ],
    [
      'a name that is known after deployment only',
      { rule: 'connection', connectionArn: '{{no stack exports Site}}' },
      `unknown | ${definition} | That is known only once it is deployed: no stack exports Site.`,
    ],
  ])('%s', (_, asked, verdict) => {
    expect(row(asked)).toBe(verdict);
  });
});

describe('of projects', () => {
  const projectArn = `arn:aws:codebuild:${region}:${home}:project/build`;
  const check = {
    rule: 'project-key',
    projectArn,
    keyArn: keyOf(home),
    foreign: true,
  } as const;
  const project = (encryptionKey?: string): Known => ({
    [home]: {
      projects: {
        [projectArn]: {
          arn: projectArn,
          name: 'build',
          serviceRole: roleOf(home, 'build'),
          encryptionKey,
        },
      },
      keys: {
        [keyOf(home)]: {
          arn: keyOf(home),
          state: 'Enabled',
          manager: 'CUSTOMER',
          aliases: ['alias/artifacts'],
        },
      },
    },
  });
  const other = (key: string) =>
    `broken | caller | ${home} | project build | Project build encrypts with ${key} instead of the artifact key: other accounts cannot read what it makes.`;

  it.each<[string, HopCheck, Known, string]>([
    ['the artifact key', check, project(keyOf(home)), 'healthy'],
    ['an alias of it', check, project('alias/artifacts'), 'healthy'],
    ['its id', check, project('k'), 'healthy'],
    [
      "its alias's ARN",
      check,
      project(`arn:aws:kms:${region}:${home}:alias/artifacts`),
      'healthy',
    ],
    ['another alias', check, project('alias/other'), other('alias/other')],
    ["AWS's own, by default", check, project(), other('alias/aws/s3')],
    [
      'an alias of an account that nobody looked at',
      check,
      project(`arn:aws:kms:${region}:999999999999:alias/artifacts`),
      `unknown | ${home} | project build | Account 999999999999 was not read.`,
    ],
    [
      'another key, for nobody else',
      { ...check, foreign: false },
      project(),
      'healthy',
    ],
    ['one that nobody knows', check, {}, 'healthy'],
  ])('that encrypt with %s', (_, asked, known, verdict) => {
    expect(row(asked, known)).toBe(verdict);
  });

  const unknownWorker = (
    what: 'project' | 'deployment group',
    arn: string,
    known: Known,
  ) => row({ rule: 'worker-known', what, arn }, known);
  const groupArn = `arn:aws:codedeploy:${region}:${target}:deploymentgroup:web/fleet`;

  it('and groups that are not there', () => {
    expect(unknownWorker('project', projectArn, {})).toBe(
      `broken | resource | ${home} | project build | The project build does not exist.`,
    );
    expect(unknownWorker('deployment group', groupArn, {})).toBe(
      `broken | resource | ${target} | deployment group fleet | The deployment group fleet does not exist.`,
    );
  });

  it('and groups that nobody read', () => {
    const unread = (id: string) => ({
      unread: [{ id, reason: 'Nobody may read it.' }],
    });
    expect(
      unknownWorker('project', projectArn, { [home]: unread(projectArn) }),
    ).toBe(`unknown | ${home} | project build | Nobody may read it.`);
    expect(
      unknownWorker('deployment group', groupArn, {
        [target]: unread(groupArn),
      }),
    ).toBe(
      `unknown | ${target} | deployment group fleet | Nobody may read it.`,
    );
  });
});

describe('of things that the definition names', () => {
  const thing = (type: 'bucket' | 'function') =>
    ({
      rule: 'exists',
      thing: {
        type,
        id:
          type === 'bucket'
            ? 'site'
            : `arn:aws:lambda:${region}:${target}:function:f`,
        name: `${type} site`,
        account: target,
        region,
        gate: 'deploy',
      },
    } as const);

  it.each<[string, HopCheck, Known, string]>([
    [
      'a bucket that is there',
      thing('bucket'),
      { [target]: { buckets: { site: { name: 'site', region } } } },
      'healthy',
    ],
    [
      'a function that was found',
      thing('function'),
      { [target]: { present: [thing('function').thing.id] } },
      'healthy',
    ],
    [
      'a function that is not there',
      thing('function'),
      {},
      `broken | resource | ${target} | function site | There is no function site in ${target}, ${region}.`,
    ],
    [
      'a bucket that is not there',
      thing('bucket'),
      {},
      `broken | resource | ${target} | bucket site | There is no bucket site in ${target}, ${region}.`,
    ],
    [
      'one that nobody may see',
      thing('function'),
      {
        [target]: {
          unread: [{ id: thing('function').thing.id, reason: 'It is hidden.' }],
        },
      },
      `unknown | ${target} | function site | It is hidden.`,
    ],
  ])('%s', (_, asked, known, verdict) => {
    expect(row(asked, known)).toBe(verdict);
  });

  it('can be created where it is a bucket', () => {
    expect(judge(thing('bucket')).fault).toEqual({
      type: 'bucket missing',
      name: 'site',
      account: target,
      region,
    });
    expect(judge(thing('function')).fault).toEqual({ type: 'check' });
  });
});

describe('of who owns what is written into a bucket', () => {
  const bucketArn = 'arn:aws:s3:::site';
  const check = (writer: string, cannedAcl?: string) =>
    ({
      rule: 'object-ownership',
      bucket: 'site',
      bucketArn,
      writer: roleOf(writer, 'action'),
      account: target,
      cannedAcl,
    } as const);
  const site = (
    ownership?: EstateAccount['buckets'][string]['ownership'],
  ): Known => ({
    [target]: { buckets: { site: { name: 'site', region, ownership } } },
  });
  const hidden: Known = {
    [target]: { unread: [{ id: 'site', reason: 'It is hidden.' }] },
  };
  const full = 'bucket-owner-full-control';
  it.each<[string, HopCheck, Known, string | RegExp]>([
    ['nobody knows', check(home), {}, 'healthy'],
    ['the bucket, by default', check(home), site(), 'healthy'],
    [
      'the bucket, with an ACL that it takes',
      check(home, full),
      site('BucketOwnerEnforced'),
      'healthy',
    ],
    [
      'with an ACL that it does not take',
      check(home, 'public-read'),
      site('BucketOwnerEnforced'),
      /^broken \| definition \| 111111111111 \| .*public-read/,
    ],
    ['its own account', check(target), site('ObjectWriter'), 'healthy'],
    [
      'the writer',
      check(home),
      site('ObjectWriter'),
      new RegExp(`^warning \\| resource \\| ${target} \\| .*action`),
    ],
    [
      'the writer, whatever the ACL',
      check(home, full),
      site('ObjectWriter'),
      /^warning/,
    ],
    [
      'the writer, for want of an ACL',
      check(home),
      site('BucketOwnerPreferred'),
      /^warning/,
    ],
    [
      'the bucket, by an ACL',
      check(home, full),
      site('BucketOwnerPreferred'),
      'healthy',
    ],
    [
      'nobody may see it',
      check(home),
      hidden,
      `unknown | ${target} | bucket site | It is hidden.`,
    ],
    [
      'nobody may see it, with an ACL',
      check(target, full),
      hidden,
      `unknown | ${target} | bucket site | It is hidden.`,
    ],
    ['nobody may see it, at home', check(target), hidden, 'healthy'],
  ])('%s', (_, asked, known, verdict) => {
    const judged = row(asked, known);
    const fits =
      typeof verdict === 'string' ? judged === verdict : verdict.test(judged);
    expect([judged, fits]).toEqual([judged, true]);
  });

  it('says to whom it belongs, and how the bucket is set', () => {
    const { evidence, reason } = judge(check(home), site('ObjectWriter'));
    expect(reason?.text).toContain('ObjectWriter');
    expect(JSON.parse(evidence[0].text!)).toEqual({
      ObjectOwnership: 'ObjectWriter',
    });
  });
});

describe('of the policies that a role names', () => {
  const roleArn = roleOf(target, 'deploy');
  const policyArn = `arn:aws:iam::${target}:policy/p`;
  const check = (isBoundary = false, arn = policyArn) =>
    ({ rule: 'policy-exists', roleArn, policyArn: arn, isBoundary } as const);
  const role = (
    policies: RolePolicy[],
    permissionsBoundary?: RolePolicy,
  ): Known => ({
    [target]: {
      roles: {
        [roleArn]: {
          arn: roleArn,
          trustPolicy: {},
          policies,
          permissionsBoundary,
        },
      },
    },
  });
  const policy = (more: Partial<RolePolicy> = {}): RolePolicy => ({
    name: 'p',
    arn: policyArn,
    ...more,
  });
  const none = `There is no policy ${policyArn}: AWS refuses a role that names it. Create it in ${target} first, or name another.`;
  const foreign = `arn:aws:iam::${home}:policy/p`;

  it.each<[string, HopCheck, Known, string]>([
    ['one that was read', check(), role([policy({ document: {} })]), 'healthy'],
    ['one that it does not name', check(), role([]), 'healthy'],
    [
      'a boundary that it does not have',
      check(true),
      role([policy()]),
      'healthy',
    ],
    [
      'one that is missing',
      check(),
      role([policy({ isMissing: true })]),
      `broken | resource | ${target} | managed policy p of deploy | ${none}`,
    ],
    [
      'a boundary that is missing',
      check(true),
      role([], policy({ isMissing: true })),
      `broken | resource | ${target} | permissions boundary p of deploy | ${none}`,
    ],
    [
      'one of another account',
      check(false, foreign),
      role([policy({ arn: foreign })]),
      `broken | resource | ${target} | managed policy p of deploy | ${foreign} is a policy of ${home}: a role takes policies of its own account and AWS's only.`,
    ],
    [
      'one that could not be read',
      check(),
      role([policy({ unreadable: 'nobody may' })]),
      `unknown | ${target} | managed policy p of deploy | Whether ${policyArn} exists is not known: nobody may.`,
    ],
    [
      'one that nobody read',
      check(),
      role([policy()]),
      `unknown | ${target} | managed policy p of deploy | Whether ${policyArn} exists is not known: it was not read.`,
    ],
  ])('%s', (_, asked, known, verdict) => {
    expect(row(asked, known)).toBe(verdict);
  });
});

describe('of clusters', () => {
  const clusterArn = `arn:aws:eks:${region}:${target}:cluster/main`;
  const roleArn = roleOf(target, 'action');
  const check = { rule: 'cluster-access', clusterArn, roleArn } as const;
  const cluster = (more: Partial<ClusterState>): Known => ({
    [target]: {
      clusters: { [clusterArn]: { arn: clusterArn, ...more } as ClusterState },
    },
  });
  const entry = (policies: string[], groups: string[] = []) =>
    cluster({
      accessEntries: [
        { principalArn: roleArn, policies, groups },
      ] as ClusterState['accessEntries'],
    });
  const entries = `${target} | access entries of cluster main`;

  it.each<[string, Known, string]>([
    ['that let the role in', entry(['AmazonEKSEditPolicy']), 'healthy'],
    [
      'that know it by groups',
      entry([], ['deployers', 'readers']),
      `unknown | ${entries} | Cluster main knows action by its groups deployers, readers: what they may do is in the cluster.`,
    ],
    [
      'that know it for nothing',
      entry([]),
      `broken | resource | ${entries} | `,
    ],
    [
      'that do not know it',
      cluster({ accessEntries: [] }),
      `broken | resource | ${entries} | Cluster main has no access entry for action: no IAM policy lets a role into a cluster.`,
    ],
    [
      'whose entries nobody read',
      cluster({}),
      `unknown | ${entries} | The access entries of cluster main were not read.`,
    ],
    [
      'whose entries nobody may read',
      cluster({ accessEntriesUnreadable: 'Nobody may.' }),
      `unknown | ${entries} | Nobody may.`,
    ],
    [
      'that are not there',
      {},
      `broken | resource | ${entries} | There is no cluster main in ${target}.`,
    ],
    [
      'that nobody may see',
      { [target]: { unread: [{ id: clusterArn, reason: 'It is hidden.' }] } },
      `unknown | ${entries} | It is hidden.`,
    ],
  ])('%s', (_, known, verdict) => {
    expect(row(check, known).startsWith(verdict)).toBe(true);
    expect(row(check, known).length > verdict.length).toBe(
      verdict.endsWith(' | '),
    );
  });

  it('of which templates say nothing', () => {
    const predicted = { origin: 'predicted' } as const;
    const why = `No template gives action an access entry of cluster main, and AWS was not asked whether it has one.`;
    expect(row(check, {}, predicted)).toBe(`unknown | ${entries} | ${why}`);
    expect(row(check, { [target]: { missing: [clusterArn] } }, predicted)).toBe(
      `broken | resource | ${entries} | There is no cluster main in ${target}.`,
    );
  });
});

describe('of names that are taken', () => {
  const check = (
    what: 'role' | 'bucket' | 'pipeline' | 'key alias' | 'stack',
    name: string,
  ) =>
    ({
      rule: 'name-free',
      account: target,
      what,
      name,
      owner: 'team payments',
      stackName: 'orders-target',
    } as const);
  const taken = (thing: string) =>
    `There is a ${thing} already, and the stack orders-target that would make it is not there: CloudFormation would fail. Remove it, choose another name, or use it as an existing part.`;

  it.each<[HopCheck, string]>([
    [
      check('role', roleOf(target, 'action')),
      `broken | resource | ${target} | role action | ${taken('role action')}`,
    ],
    [
      check('bucket', 'artifacts'),
      `broken | resource | ${target} | bucket artifacts | ${taken(
        'bucket artifacts',
      )}`,
    ],
    [
      check('pipeline', `arn:aws:codepipeline:${region}:${target}:orders`),
      `broken | resource | ${target} | pipeline definition of orders | ${taken(
        'pipeline orders',
      )}`,
    ],
    [
      { ...check('bucket', 'artifacts'), isForeign: true },
      `broken | resource | ${target} | bucket artifacts | Another account than ${target} has a bucket artifacts: choose another name.`,
    ],
    [
      { ...check('bucket', 'artifacts'), unread: 'Nobody may look.' },
      `unknown | ${target} | bucket artifacts | Nobody may look.`,
    ],
    [
      check('key alias', `arn:aws:kms:${region}:${target}:alias/a`),
      `broken | resource | ${target} | key alias a | ${taken('key alias a')}`,
    ],
    [
      check('stack', 'orders-target'),
      `broken | resource | ${target} | stack orders-target | There is a stack orders-target already, which belongs to team payments: it would be overwritten. Choose another name.`,
    ],
  ])('%j', (asked, verdict) => {
    expect(row(asked)).toBe(verdict);
  });
});

describe('of connections', () => {
  const arnOf = (account: string, prefix = 'codeconnections') =>
    `arn:aws:${prefix}:${region}:${account}:connection/c`;
  const check = (arn: string) =>
    ({ rule: 'connection', connectionArn: arn } as const);
  const connection = (
    account: string,
    status: string,
    of = account,
  ): Known => ({
    [account]: { connections: { [arnOf(of)]: { arn: arnOf(of), status } } },
  });
  const own = check(arnOf(home));
  const lent = check(arnOf(target));

  it.each<[string, HopCheck, Known, string]>([
    ['that can be used', own, connection(home, 'AVAILABLE'), 'healthy'],
    [
      'that nobody has completed',
      own,
      connection(home, 'PENDING'),
      `broken | resource | ${home} | connection c | Connection c is PENDING: somebody has to complete it in the console.`,
    ],
    [
      'that are not there',
      own,
      {},
      `broken | resource | ${home} | connection c | Connection ${arnOf(
        home,
      )} does not exist.`,
    ],
    [
      'that nobody may see',
      own,
      { [home]: { unread: [{ id: arnOf(home), reason: 'It is hidden.' }] } },
      `unknown | ${home} | connection c | It is hidden.`,
    ],
    [
      'of another account that does not share them',
      lent,
      {},
      wrong(
        `Connection c belongs to ${target}, and AWS RAM does not share it with ${home}: share it there, and accept the share here.`,
      ),
    ],
    [
      'that are shared',
      lent,
      {
        [home]: {
          sharedWithIt: [arnOf(target)],
          ...connection(home, 'AVAILABLE', target)[home],
        },
      },
      'healthy',
    ],
    [
      'of another account under the older prefix',
      check(arnOf(target, 'codestar-connections')),
      {},
      wrong(
        `Connection c belongs to ${target} and has the prefix codestar-connections: AWS RAM shares connections with the prefix codeconnections only, so that this one works in its own account only.`,
      ),
    ],
  ])('%s', (_, asked, known, verdict) => {
    expect(row(asked, known)).toBe(verdict);
  });

  it('that wait for a person once templates have made them', () => {
    expect(row(own, connection(home, 'PENDING'), { origin: 'predicted' })).toBe(
      `pending | ${home} | connection c | Connection c is made by a template: it waits until somebody completes it in the console.`,
    );
    expect(row(own, connection(home, 'ERROR'), { origin: 'predicted' })).toBe(
      `broken | resource | ${home} | connection c | Connection c is ERROR: somebody has to complete it in the console.`,
    );
  });
});
