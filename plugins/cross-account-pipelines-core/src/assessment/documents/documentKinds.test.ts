import type { Estate, EstateAccount } from '../../estate';
import type { DocumentReference } from '../../report';
import { documentKinds } from './documentKinds';
import {
  documentSource,
  isWritable,
  readDocument,
  writeDocument,
} from './estateDocuments';
import { boundaryOf, documentAt, policyOf } from './documentReference';

const account = '222222222222';
const roleArn = `arn:aws:iam::${account}:role/orders`;
const otherArn = `arn:aws:iam::${account}:role/other`;
const policyArn = `arn:aws:iam::${account}:policy/team/shared`;
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/k`;
const bucketArn = 'arn:aws:s3:::artifacts';
const projectArn = `arn:aws:codebuild:eu-west-1:${account}:project/p`;
const pipelineArn = `arn:aws:codepipeline:eu-west-1:${account}:orders`;
const connectionArn = `arn:aws:codeconnections:eu-west-1:${account}:connection/c`;
const repositoryArn = `arn:aws:ecr:eu-west-1:${account}:repository/r`;
const busArn = `arn:aws:events:eu-west-1:${account}:event-bus/b`;
const ruleArn = `arn:aws:events:eu-west-1:${account}:rule/r`;

const says = (text: string) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: text, Effect: 'Deny', Action: '*', Resource: '*' }],
});
const from = (logicalId: string) => ({ file: 'a.yaml', line: 1, logicalId });

function estate(): Estate {
  const definition = { name: 'orders', roleArn, stages: [] };
  const shared = { name: 'shared', arn: policyArn, document: says('managed') };
  const state: EstateAccount = {
    id: account,
    missing: [],
    unread: [],
    roles: {
      [roleArn]: {
        arn: roleArn,
        trustPolicy: says('trust'),
        policies: [
          { name: 'shared', document: says('inline'), source: from('Inline') },
          { ...shared, source: from('Managed') },
        ],
        permissionsBoundary: {
          name: 'edge',
          document: says('boundary'),
          source: from('Edge'),
        },
        source: from('Role'),
      },
      [otherArn]: { arn: otherArn, trustPolicy: {}, policies: [shared] },
    },
    keys: {
      [keyArn]: {
        arn: keyArn,
        state: 'Disabled',
        manager: 'CUSTOMER',
        aliases: ['alias/orders'],
        policy: says('key'),
        sharingPolicy: says('sharing'),
        grants: [{ grantee: otherArn, operations: ['Decrypt'] }],
        source: from('Key'),
      },
    },
    buckets: {
      artifacts: {
        name: 'artifacts',
        region: 'eu-west-1',
        ownership: 'ObjectWriter',
        policy: says('bucket'),
        source: from('Bucket'),
      },
    },
    projects: {
      [projectArn]: {
        arn: projectArn,
        name: 'p',
        serviceRole: roleArn,
        encryptionKey: keyArn,
        source: from('Project'),
      },
    },
    connections: { [connectionArn]: { arn: connectionArn, status: 'PENDING' } },
    repositories: {
      [repositoryArn]: {
        arn: repositoryArn,
        policy: says('repository'),
        source: from('Repository'),
      },
    },
    eventBuses: {
      [busArn]: { arn: busArn, policy: says('bus'), source: from('Bus') },
    },
    eventRules: {
      [ruleArn]: { arn: ruleArn, targets: [], source: from('Rule') },
    },
    pipelines: {
      [pipelineArn]: {
        arn: pipelineArn,
        region: 'eu-west-1',
        definition,
        source: from('Pipeline'),
      },
    },
    guardrails: {
      serviceControlPolicies: [
        [{ name: 'Full', document: says('root') }],
        [{ name: 'Full', document: says('account') }],
      ],
      resourceControlPolicies: [[{ name: 'Full', document: says('rcp') }]],
    },
  };
  return { origin: 'predicted', accounts: { [account]: state } };
}

interface Row {
  document: DocumentReference;
  read?: unknown;
  /** Logical id of what its template makes of it. */
  source?: string;
  /** What to put in its place. */
  written?: unknown;
}

const scp = (level: number) =>
  ({ type: 'service control policy', account, name: 'Full', level } as const);

const rows: Row[] = [
  {
    document: documentAt('trust policy', roleArn),
    read: says('trust'),
    source: 'Role',
    written: says('new'),
  },
  {
    document: documentAt('role', roleArn),
    read: { AssumeRolePolicyDocument: says('trust') },
    source: 'Role',
    written: { AssumeRolePolicyDocument: says('new') },
  },
  {
    document: policyOf(roleArn, { name: 'shared' }),
    read: says('inline'),
    source: 'Inline',
    written: says('new'),
  },
  {
    document: policyOf(roleArn, { name: 'shared', arn: policyArn }),
    read: says('managed'),
    source: 'Managed',
    written: says('new'),
  },
  {
    document: documentAt('identity policies', roleArn),
    read: { ManagedPolicyArns: [policyArn] },
    source: 'Role',
    written: { ManagedPolicyArns: [] },
  },
  {
    document: boundaryOf(roleArn, { name: 'edge' }),
    read: says('boundary'),
    source: 'Edge',
    written: says('new'),
  },
  { document: documentAt('key sharing policy', keyArn), read: says('sharing') },
  {
    document: documentAt('key grants', keyArn),
    read: {
      Statement: [{ grantee: otherArn, operations: ['Decrypt'] }],
    },
  },
  {
    document: documentAt('key policy', keyArn),
    read: says('key'),
    source: 'Key',
    written: says('new'),
  },
  {
    document: documentAt('key', keyArn),
    read: { KeyState: 'Disabled' },
    source: 'Key',
    written: { KeyState: 'Enabled' },
  },
  {
    document: documentAt('bucket policy', bucketArn, account),
    read: says('bucket'),
    source: 'Bucket',
    written: says('new'),
  },
  {
    document: documentAt('bucket', bucketArn, account),
    read: { Region: 'eu-west-1', ObjectOwnership: 'ObjectWriter' },
    source: 'Bucket',
    written: { Region: 'eu-west-2', ObjectOwnership: 'BucketOwnerEnforced' },
  },
  { document: scp(0), read: says('root'), written: says('new') },
  { document: scp(1), read: says('account'), written: says('new') },
  {
    document: {
      type: 'resource control policy',
      account,
      name: 'Full',
      level: 0,
    },
    read: says('rcp'),
    written: says('new'),
  },
  {
    document: documentAt('pipeline definition', pipelineArn),
    read: { name: 'orders', roleArn, stages: [] },
    source: 'Pipeline',
    written: { name: 'orders', roleArn: otherArn, stages: [] },
  },
  {
    document: documentAt('project', projectArn),
    read: { ServiceRole: roleArn, EncryptionKey: keyArn },
    source: 'Project',
    written: { ServiceRole: otherArn, EncryptionKey: 'alias/other' },
  },
  {
    document: documentAt('connection', connectionArn),
    read: { ConnectionStatus: 'PENDING' },
    written: { ConnectionStatus: 'AVAILABLE' },
  },
  {
    document: documentAt('repository policy', repositoryArn),
    read: says('repository'),
    source: 'Repository',
  },
  {
    document: documentAt('event bus policy', busArn),
    read: says('bus'),
    source: 'Bus',
  },
  { document: documentAt('event rule', ruleArn), source: 'Rule' },
  {
    document: documentAt('deployment group', 'arn:d', account),
    written: { ApplicationName: 'web', DeploymentGroupName: 'fleet' },
  },
  { document: documentAt('stack', 'arn:s', account) },
  { document: { type: 'service control policies', account } },
  { document: { type: 'resource control policies', account } },
  { document: { type: 'resource policy', account, name: 'f' } },
  {
    document: { type: 'thing', account, name: 't', arn: 'arn:t' },
    written: { Arn: 'arn:t' },
  },
  { document: { type: 'service', account, name: 's' } },
];

it('has a row for every kind of documents', () => {
  const tried = new Set(rows.map(({ document }) => document.type));
  expect([...tried].sort()).toEqual(Object.keys(documentKinds).sort());
});

describe.each(rows)('$document', ({ document, read, source, written }) => {
  it('is read', () => {
    expect(readDocument(estate(), document)).toEqual(read);
  });

  it('is found in its template', () => {
    expect(documentSource(estate(), document)?.logicalId).toBe(source);
  });

  it('is nowhere in an account that is not known', () => {
    const empty = { ...estate(), accounts: {} };
    expect(readDocument(empty, document)).toBeUndefined();
    expect(documentSource(empty, document)).toBeUndefined();
  });

  it(`is${written ? '' : ' not'} written, and nothing else is`, () => {
    const before = estate();
    const after = writeDocument(before, document, written);
    expect(isWritable(document)).toBe(written !== undefined);
    expect(before).toEqual(estate());
    expect(readDocument(after, document)).toEqual(written ?? read);
    const same: string[] = [document.type, ...sameThing(document.type)];
    const others = rows
      .map(each => each.document)
      .filter(({ type }) => !same.includes(type));
    expect(others.map(other => readDocument(after, other))).toEqual(
      others.map(other => readDocument(before, other)),
    );
  });
});

/** Kinds that show the same part of a thing. */
function sameThing(type: DocumentReference['type']) {
  const pairs = [
    ['trust policy', 'role'],
    ['managed policy', 'identity policies'],
  ];
  return pairs.find(pair => pair.includes(type)) ?? [];
}

it('writes a managed policy for every role that has it', () => {
  const document = policyOf(roleArn, { name: 'shared', arn: policyArn });
  const after = writeDocument(estate(), document, says('new'));
  const { policies } = after.accounts[account].roles[otherArn];
  expect(policies.map(({ document: written }) => written)).toEqual([
    says('new'),
  ]);
});

it('writes the key that an alias stands for', () => {
  const alias = `arn:aws:kms:eu-west-1:${account}:alias/orders`;
  const document = documentAt('key policy', alias);
  const after = writeDocument(estate(), document, says('new'));
  expect(Object.keys(after.accounts[account].keys)).toEqual([keyArn]);
  expect(readDocument(after, documentAt('key policy', keyArn))).toEqual(
    says('new'),
  );
});

it.each([
  [documentAt('trust policy', `${roleArn}-new`), 'roles'],
  [documentAt('key', `${keyArn}-new`), 'keys'],
  [documentAt('bucket', `${bucketArn}-new`, account), 'buckets'],
  [documentAt('project', `${projectArn}-new`), 'projects'],
  [documentAt('connection', `${connectionArn}-new`), 'connections'],
] as Array<[DocumentReference & { arn: string }, keyof EstateAccount]>)(
  'creates what %j belongs to where it is missing',
  (document, record) => {
    const before = estate();
    const id = record === 'buckets' ? 'artifacts-new' : document.arn;
    before.accounts[account].missing = [id, 'else'];
    const after = writeDocument(before, document, {}).accounts[account];
    expect(Object.keys(after[record] as object)).toContain(id);
    expect(after.missing).toEqual(['else']);
  },
);
