import { describeDocument, documentKey } from './describeDocument';
import type { DocumentReference } from './DocumentReference';

const account = '012345678901';
const roleArn = `arn:aws:iam::${account}:role/team/orders`;
const at = (
  type: Extract<DocumentReference, { arn: string }>['type'],
  arn: string,
) => ({ type, account, arn } as DocumentReference);

const named: Array<[DocumentReference, string]> = [
  [at('trust policy', roleArn), `trust policy of ${roleArn}`],
  [at('identity policies', roleArn), `policies of ${roleArn}`],
  [at('key policy', 'arn:k'), 'key policy of arn:k'],
  ...(['key policy', 'key sharing policy', 'key grants'] as const).map(
    (type): [DocumentReference, string] => [
      {
        type,
        account,
        arn: `arn:aws:kms:eu-west-1:${account}:key/k`,
        alias: 'alias/orders',
      },
      `${
        {
          'key policy': 'key policy',
          'key sharing policy': 'policy AWS_RAM',
          'key grants': 'grants',
        }[type]
      } of alias/orders in ${account}, eu-west-1`,
    ],
  ),
  [at('bucket policy', 'arn:b'), 'bucket policy of arn:b'],
  [at('repository policy', 'arn:r'), 'policy of repository arn:r'],
  [at('event bus policy', 'arn:e'), 'policy of event bus arn:e'],
  [at('pipeline definition', 'arn:p'), 'pipeline definition of arn:p'],
  [at('role', roleArn), `role ${roleArn}`],
  [at('key', 'arn:k'), 'key arn:k'],
  [at('bucket', 'arn:b'), 'bucket arn:b'],
  [at('project', 'arn:p'), 'project arn:p'],
  [at('deployment group', 'arn:d'), 'deployment group arn:d'],
  [at('connection', 'arn:c'), 'connection arn:c'],
  [at('stack', 'arn:s'), 'stack arn:s'],
  [at('event rule', 'arn:e'), 'event rule arn:e'],
  [
    { type: 'inline policy', account, roleArn, name: 'policy of all' },
    `inline policy policy of all of ${roleArn}`,
  ],
  [
    {
      type: 'managed policy',
      account,
      roleArn,
      name: 'all',
      arn: `arn:aws:iam::${account}:policy/all`,
    },
    `managed policy all of ${roleArn}`,
  ],
  [
    { type: 'permissions boundary', account, roleArn, name: 'edge' },
    `permissions boundary edge of ${roleArn}`,
  ],
  [
    { type: 'permissions boundary', account, roleArn },
    `permissions boundary of ${roleArn}`,
  ],
  [
    { type: 'service control policy', account, name: 'Deny all', level: 2 },
    `service control policy Deny all at level 2 of account ${account}`,
  ],
  [
    { type: 'resource control policy', account, name: 'Edge', level: 0 },
    `resource control policy Edge at level 0 of account ${account}`,
  ],
  [
    { type: 'service control policies', account },
    `service control policies of account ${account}`,
  ],
  [
    { type: 'resource control policies', account },
    `resource control policies of account ${account}`,
  ],
  [
    { type: 'resource policy', account, name: 'function f' },
    'policy of function f',
  ],
  [
    { type: 'service', account: '', name: 'a.amazonaws.com' },
    'a.amazonaws.com',
  ],
];

describe('describeDocument', () => {
  it.each(named)('%j is %s', (document, name) => {
    expect(describeDocument(document)).toBe(name);
  });
});

describe('documentKey', () => {
  it('is the same for the same document, in whatever order it is written', () => {
    const document = { type: 'role', account, arn: roleArn } as const;
    const turned = { arn: roleArn, account, type: 'role' } as const;
    expect(documentKey(turned)).toBe(documentKey(document));
  });

  it('is the same for a key whose alias nobody knows', () => {
    const document = { type: 'key', account, arn: 'arn:k' } as const;
    expect(documentKey({ ...document, alias: 'alias/orders' })).toBe(
      documentKey(document),
    );
  });

  it('is another for every other document', () => {
    const keys = named.map(([document]) => documentKey(document));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
