import type { AccessVector } from '../__testUtils__/AccessVector';
import {
  differenceFrom,
  readAccessVectors,
} from '../__testUtils__/AccessVector';
import { evaluateAccess } from './evaluateAccess';
import givenVectors from '../fixtures/access-vectors.json';
import documentedVectors from '../fixtures/documented-vectors.json';

const vectors = [
  ...givenVectors,
  ...documentedVectors,
] as unknown as AccessVector[];

const request = {
  principal: 'arn:aws:iam::222222222222:role/Deploy',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::artifacts/a.zip',
  resourceAccount: '111111111111',
  context: {},
};

const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const allowEveryone = { ...allow, Principal: '*' };
const denyOther = { Effect: 'Deny', Action: 'kms:*', Resource: '*' };

function policy(...statements: object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

describe('evaluateAccess', () => {
  it('is held to cases of which each is told from the others', () => {
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
    for (const { page } of documentedVectors) {
      expect(page).toMatch(
        /^(IAM|organizations|kms|AmazonS3|STS)\/latest\/[\w/-]+$/,
      );
    }
  });

  it.each(vectors.map(vector => [vector.id, vector.title, vector] as const))(
    'decides %s: %s',
    (_id, _title, vector) => {
      expect(differenceFrom(vector)).toBeUndefined();
    },
  );

  it('is told where a vector differs', () => {
    const [vector] = vectors;
    expect(differenceFrom({ ...vector, expected: 'ExplicitlyDenied' })).toBe(
      'expected ExplicitlyDenied, decided Allowed (resource)',
    );
    expect(differenceFrom({ ...vector, expectedLayer: 'SCP' })).toBe(
      'expected the SCP layer to decide, not resource',
    );
    expect(differenceFrom({ ...vector, expectedReasons: ['x'] })).toBe(
      'expected the reasons ["x"], not []',
    );
  });

  it.each([
    ['{}', 'It must hold a JSON array of at least one vector'],
    ['[]', 'It must hold a JSON array of at least one vector'],
    ['[null]', 'Vector 1 must have a text "id"'],
    [
      '[{ "id": "a", "expected": true }]',
      'Vector 1 must have a text "expected"',
    ],
  ])(
    'says what is wrong in a file of vectors that holds %s',
    (text, message) => {
      expect(() => readAccessVectors(text)).toThrow(message);
    },
  );

  it('says what every layer says, and by which statement', () => {
    expect(
      evaluateAccess({
        request: { ...request, unknownContextKeys: ['aws:SourceVpce'] },
        identityPolicies: [
          policy(denyOther),
          { name: 'ReadArtifacts', document: policy(denyOther, allow) },
        ],
        resourcePolicy: {
          name: 'bucket policy',
          document: policy({
            ...allowEveryone,
            Sid: 'FromOurVpc',
            Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
          }),
        },
        permissionsBoundary: policy(denyOther),
        serviceControlPolicies: [[policy(denyOther), policy(allow)], []],
        resourceControlPolicies: [[policy({ ...denyOther, Principal: '*' })]],
      }),
    ).toEqual({
      decision: 'ImplicitlyDenied',
      layer: 'SCP',
      side: 'caller',
      layers: {
        RCP: { decision: 'Allowed' },
        SCP: { decision: 'ImplicitlyDenied' },
        resource: {
          decision: 'Undetermined',
          statement: { policy: 'bucket policy', sid: 'FromOurVpc', index: 0 },
          undeterminedBy: ['aws:SourceVpce'],
        },
        identity: {
          decision: 'Allowed',
          statement: { policy: 'ReadArtifacts', index: 1 },
        },
        boundary: { decision: 'ImplicitlyDenied' },
      },
    });
  });

  it('names bare documents after their layer and place', () => {
    const { layers } = evaluateAccess({
      request,
      identityPolicies: [policy(denyOther), policy(allow)],
      resourcePolicy: policy(allowEveryone),
      permissionsBoundary: [policy(allow)],
      sessionPolicy: policy(allow),
      serviceControlPolicies: [[policy(allow)], [policy(denyOther, allow)]],
    });
    expect(
      Object.values(layers).map(({ statement }) => statement?.policy),
    ).toEqual([
      'service control policy 2',
      'resource policy 1',
      'identity policy 2',
      'permissions boundary 1',
      'session policy 1',
    ]);
  });

  it('names the policy under which a shared document was asked', () => {
    const document = policy(allow);
    const names = ['Read', 'ReadToo'].map(name => {
      const identityPolicies = [{ name, document }];
      const { layers } = evaluateAccess({ request, identityPolicies });
      return layers.identity?.statement?.policy;
    });
    expect(names).toEqual(['Read', 'ReadToo']);
  });

  it('says that a resource without a policy allows nothing', () => {
    expect(
      evaluateAccess({ request, identityPolicies: [policy(allow)] }),
    ).toMatchObject({
      decision: 'ImplicitlyDenied',
      layer: 'resource',
      side: 'resource',
      layers: { resource: { decision: 'ImplicitlyDenied' } },
    });
  });

  it('says once why a decision is undetermined', () => {
    const unsure = {
      ...allow,
      Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    };
    const unreadable = { name: 'Limits', unreadable: 'access was denied' };
    expect(
      evaluateAccess({
        request: { ...request, unknownContextKeys: ['aws:SourceVpc*'] },
        identityPolicies: [policy(unsure, unsure)],
        resourcePolicy: policy(allowEveryone),
        permissionsBoundary: unreadable,
      }).undeterminedBy,
    ).toEqual([
      'aws:SourceVpce',
      'Limits could not be read: access was denied',
    ]);
  });

  it('names the statement that may deny', () => {
    const mayDeny = {
      Sid: 'OnlyFromOurVpc',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
    };
    const { decision, statement, layers } = evaluateAccess({
      request: { ...request, unknownContextKeys: ['aws:SourceVpce'] },
      identityPolicies: [policy(allow)],
      resourcePolicy: policy(allowEveryone),
      permissionsBoundary: { name: 'Limits', document: policy(allow, mayDeny) },
    });
    const expected = { policy: 'Limits', sid: 'OnlyFromOurVpc', index: 1 };
    expect(decision).toBe('Undetermined');
    expect(statement).toEqual(expected);
    expect(layers.boundary?.statement).toEqual(expected);
  });

  it('knows the root of an account by the id of the account', () => {
    const decisionFor = (id: string) =>
      evaluateAccess({
        request: { ...request, principal: 'arn:aws:iam::222222222222:root' },
        identityPolicies: [],
        resourcePolicy: policy({
          ...allowEveryone,
          Condition: { StringEquals: { 'aws:userid': id } },
        }),
      }).layers.resource?.decision;
    expect(decisionFor('222222222222')).toBe('Allowed');
    expect(decisionFor('111111111111')).toBe('ImplicitlyDenied');
  });

  it('says why a request cannot be read', () => {
    const document = {
      get Statement(): never {
        throw new Error('it is fetched later');
      },
    };
    expect(
      evaluateAccess({ request, identityPolicies: [document] }),
    ).toMatchObject({
      decision: 'Undetermined',
      undeterminedBy: [
        'The request cannot be read: Error: it is fetched later',
      ],
    });
  });

  it('names the first statement that may deny, and rather one that does', () => {
    const mayDeny = {
      ...denyOther,
      Action: 's3:*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
    };
    const denies = { ...denyOther, Action: 's3:Get*' };
    const indexOf = (...statements: object[]) =>
      evaluateAccess({
        request: { ...request, unknownContextKeys: ['aws:SourceVpce'] },
        identityPolicies: [policy(allow, ...statements)],
        resourcePolicy: policy(allowEveryone),
      }).statement?.index;
    expect(indexOf(mayDeny, mayDeny)).toBe(1);
    expect(indexOf(mayDeny, denies)).toBe(2);
    expect(indexOf(denies, mayDeny)).toBe(1);
  });
});
