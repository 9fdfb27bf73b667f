import type { KeyGrant, KeyState } from '../../estate';
import type { AccessInput, AccessRequest } from '../../policy';
import { decideWithGrants } from './decideWithGrants';

const home = '111111111111';
const target = '222222222222';
const principal = `arn:aws:iam::${target}:role/team/action`;
const keyArn = `arn:aws:kms:eu-west-1:${home}:key/k`;
const objectArn = 'arn:aws:s3:::artifacts/orders/Built/object';

const policy = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Resource: '*', ...statement }],
});
const nothing = { Version: '2012-10-17', Statement: [] };
const decrypt = policy({ Action: 'kms:Decrypt' });

function decide(
  grants: Partial<KeyGrant>[] | undefined,
  {
    request = {},
    key = {},
    ...input
  }: Omit<Partial<AccessInput>, 'request'> & {
    request?: Partial<AccessRequest>;
    key?: Partial<KeyState>;
  } = {},
) {
  const { decision, layer, undeterminedBy } = decideWithGrants(
    {
      request: {
        principal,
        action: 'kms:Decrypt',
        resource: keyArn,
        resourceAccount: home,
        context: {
          'kms:EncryptionContextKeys': ['aws:s3:arn'],
          'kms:EncryptionContext:aws:s3:arn': objectArn,
        },
        ...request,
      },
      identityPolicies: [nothing],
      resourcePolicy: nothing,
      ...input,
    },
    {
      arn: keyArn,
      state: 'Enabled',
      manager: 'CUSTOMER',
      grants: grants?.map(grant => ({
        grantee: principal,
        operations: ['Decrypt'],
        ...grant,
      })),
      ...key,
    },
  );
  return [decision, layer, ...(undeterminedBy ?? [])].join(' | ');
}

const refused = 'ImplicitlyDenied | resource';
const perhaps =
  'Undetermined | resource | the policies do not allow it, and whether one of the grants of the key does is not known before the call';

describe('decideWithGrants', () => {
  it.each<[string, Partial<KeyGrant>[] | undefined, string]>([
    ['no grant', [], refused],
    ['none that was read', undefined, refused],
    ['a grant to who asks', [{}], 'Allowed | resource'],
    ['one for something else', [{ operations: ['Encrypt'] }], refused],
    [
      'one to another role',
      [{ grantee: `arn:aws:iam::${target}:role/other` }],
      refused,
    ],
    ['one to a service', [{ grantee: 'lambda.amazonaws.com' }], refused],
    [
      'one to a session of the role',
      [{ grantee: `arn:aws:sts::${target}:assumed-role/action/1` }],
      perhaps,
    ],
    [
      'one to a session of another role',
      [{ grantee: `arn:aws:sts::${target}:assumed-role/other/1` }],
      refused,
    ],
    [
      'one to a session of another account',
      [{ grantee: `arn:aws:sts::${home}:assumed-role/action/1` }],
      refused,
    ],
    ['one to an id that nobody knows', [{ grantee: 'AROA1' }], perhaps],
    [
      'one to whom only a plan names',
      [{ grantee: '{{known later}}' }],
      perhaps,
    ],
    [
      'several, of which one is to who asks',
      [{ grantee: 'AROA1' }, {}],
      'Allowed | resource',
    ],
  ])('goes by %s', (_, grants, expected) => {
    expect(decide(grants)).toBe(expected);
  });

  it('knows a role by its id', () => {
    const request = { principalIds: ['AROA1'] };
    expect(decide([{ grantee: 'AROA1' }], { request })).toBe(
      'Allowed | resource',
    );
    expect(decide([{ grantee: 'AROA2' }], { request })).toBe(refused);
  });

  it('lets an account in by its own policies', () => {
    const grants = [{ grantee: `arn:aws:iam::${target}:root` }];
    expect(decide(grants)).toBe('ImplicitlyDenied | identity');
    expect(decide(grants, { identityPolicies: [decrypt] })).toBe(
      'Allowed | resource',
    );
    expect(decide([{ grantee: `arn:aws:iam::${home}:root` }])).toBe(refused);
  });

  it('says that grants were not read', () => {
    expect(decide(undefined, { key: { grantsUnreadable: 'nobody may' } })).toBe(
      'Undetermined | resource | the policies do not allow it, and the grants of the key were not read: nobody may',
    );
  });

  it('needs no grant where policies allow, and no grant helps where one denies', () => {
    const both = {
      identityPolicies: [decrypt],
      resourcePolicy: policy({ Action: 'kms:*', Principal: '*' }),
    };
    expect(
      decide([], { ...both, key: { grantsUnreadable: 'nobody may' } }),
    ).toBe('Allowed | resource');
    const deny = policy({ Effect: 'Deny', Action: 'kms:*', Principal: '*' });
    expect(decide([{}], { ...both, resourcePolicy: deny })).toBe(
      'ExplicitlyDenied | resource',
    );
    expect(
      decide([{}], { serviceControlPolicies: [[policy({ Action: 's3:*' })]] }),
    ).toBe('ImplicitlyDenied | SCP');
  });

  it('does not know whether a boundary counts beside a grant', () => {
    const permissionsBoundary = policy({ Action: 's3:*' });
    expect(decide([{}], { permissionsBoundary })).toBe(
      'Undetermined | boundary | a grant of the key allows it, the permissions boundary does not, and AWS does not say which of the two counts',
    );
    expect(decide([{}], { permissionsBoundary: decrypt })).toBe(
      'Allowed | resource',
    );
  });

  it('is of no use to what is no key', () => {
    const input = {
      request: {
        principal,
        action: 's3:GetObject',
        resource: objectArn,
        resourceAccount: home,
        context: {},
      },
      identityPolicies: [nothing],
      resourcePolicy: nothing,
    };
    expect(decideWithGrants(input, undefined).decision).toBe(
      'ImplicitlyDenied',
    );
  });

  describe('for an encryption context', () => {
    const forContext = (
      values: Record<string, string>,
      more: Parameters<typeof decide>[1] = {},
      equals?: boolean,
    ) => decide([{ encryptionContext: { equals, values } }], more);
    const own = { 'aws:s3:arn': objectArn };

    it('allows what it names', () => {
      expect(forContext(own)).toBe('Allowed | resource');
      expect(forContext(own, {}, true)).toBe('Allowed | resource');
      expect(forContext({})).toBe('Allowed | resource');
      expect(forContext({}, {}, true)).toBe(refused);
      expect(forContext({ 'aws:s3:arn': 'arn:aws:s3:::other' })).toBe(refused);
      expect(forContext({ ...own, team: 'a' })).toBe(refused);
    });

    it('may turn out to be for the object', () => {
      const request = {
        context: {
          'kms:EncryptionContextKeys': 'aws:s3:arn',
          'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::artifacts/*',
        },
      };
      expect(forContext(own, { request })).toBe(perhaps);
      expect(
        forContext({ 'aws:s3:arn': 'arn:aws:s3:::other/x' }, { request }),
      ).toBe(refused);
    });

    it('asks for one, or for what nobody knows', () => {
      expect(forContext(own, { request: { context: {} } })).toBe(refused);
      expect(
        forContext(own, {
          request: {
            context: {},
            unknownContextKeys: ['kms:EncryptionContextKeys'],
          },
        }),
      ).toBe(perhaps);
      expect(
        forContext(own, {
          request: { context: {}, unknownContextKeys: ['aws:SourceIp'] },
        }),
      ).toBe(refused);
    });

    it.each(['GenerateDataKey', 'ReEncryptTo', 'Encrypt'])(
      'limits %s',
      operation => {
        const grants = [
          { operations: [operation], encryptionContext: { values: own } },
        ];
        const request = { action: `kms:${operation}` };
        expect(decide(grants, { request })).toBe('Allowed | resource');
        expect(decide(grants, { request: { ...request, context: {} } })).toBe(
          refused,
        );
      },
    );

    it('does not limit what encrypts nothing', () => {
      expect(
        decide(
          [
            {
              operations: ['DescribeKey'],
              encryptionContext: { values: { team: 'a' } },
            },
          ],
          { request: { action: 'kms:DescribeKey' } },
        ),
      ).toBe('Allowed | resource');
    });
  });
});
