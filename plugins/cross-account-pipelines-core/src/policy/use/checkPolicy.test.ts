import { checkPolicy } from './checkPolicy';
import givenVectors from '../fixtures/access-vectors.json';

const sound = {
  Version: '2012-10-17',
  Id: 'artifacts',
  Statement: [
    {
      Sid: 'ReadArtifacts',
      Effect: 'Allow',
      Principal: {
        AWS: [
          '012345678901',
          'arn:aws:iam::111111111111:role/svc/Pipeline',
          'AROADBQP57FF2AEXAMPLE',
        ],
        Service: 'codepipeline.amazonaws.com',
      },
      Action: ['s3:Get*', 's3:List?ucket'],
      Resource: [
        'arn:aws:s3:::artifacts',
        'arn:aws:s3:::artifacts/${aws:username}/*',
      ],
      Condition: {
        'ForAnyValue:StringLikeIfExists': {
          'aws:PrincipalOrgPaths': ['o-a/*'],
        },
        Bool: { 'aws:SecureTransport': true },
        Null: { 'aws:TokenIssueTime': ['false', 'TRUE', true] },
      },
    },
  ],
};

function withStatement(change: Record<string, unknown>): unknown {
  const [statement] = sound.Statement;
  return { ...sound, Statement: [{ ...statement, ...change }] };
}

function problemsOf(document: unknown): string[] {
  return checkPolicy(document).map(
    ({ path, severity }) => `${severity} ${path}`,
  );
}

/** Documents with one problem each, and where it is. */
const unsound: Array<[document: unknown, path: string]> = [
  [undefined, '$'],
  [null, '$'],
  ['{"Version":"2012-10-17"}', '$'],
  [[sound], '$'],
  [{ ...sound, Version: '2012-10-18' }, '$.Version'],
  [{ ...sound, Statements: [] }, '$.Statements'],
  [{ ...sound, 'x-y': 1 }, '$["x-y"]'],
  [{ Version: '2012-10-17' }, '$.Statement'],
  [{ ...sound, Statement: 'Allow' }, '$.Statement'],
  [{ ...sound, Statement: [] }, '$.Statement'],
  [{ ...sound, Statement: ['Allow'] }, '$.Statement[0]'],
  [withStatement({ Sid: 7 }), '$.Statement[0].Sid'],
  [withStatement({ Conditions: {} }), '$.Statement[0].Conditions'],
  [withStatement({ Action: undefined }), '$.Statement[0]'],
  [withStatement({ NotAction: 'iam:*' }), '$.Statement[0]'],
  [withStatement({ NotPrincipal: '*' }), '$.Statement[0]'],
  [withStatement({ Action: [] }), '$.Statement[0].Action'],
  [withStatement({ Action: 'GetObject' }), '$.Statement[0].Action'],
  [
    withStatement({ Action: ['s3:*', 's3:Get Object'] }),
    '$.Statement[0].Action[1]',
  ],
  [withStatement({ Action: 'my s3:GetObject' }), '$.Statement[0].Action'],
  [withStatement({ Action: [7] }), '$.Statement[0].Action[0]'],
  [withStatement({ Resource: 'artifacts/*' }), '$.Statement[0].Resource'],
  [withStatement({ Resource: 'arn:aws:s3' }), '$.Statement[0].Resource'],
  [
    withStatement({ Resource: 'arn:${aws:x}:s3:::a' }),
    '$.Statement[0].Resource',
  ],
  [
    withStatement({ Resource: 'arn:aws:s3:::${team}' }),
    '$.Statement[0].Resource',
  ],
  [
    withStatement({ Resource: 'arn:aws:s3:::${aws:x' }),
    '$.Statement[0].Resource',
  ],
  [
    withStatement({ Resource: 'arn:aws:s3:::${aws:x, y}' }),
    '$.Statement[0].Resource',
  ],
  [
    withStatement({ Resource: `arn:aws:s3:::${'a'.repeat(5000)}` }),
    '$.Statement[0].Resource',
  ],
  [withStatement({ Principal: 'everyone' }), '$.Statement[0].Principal'],
  [withStatement({ Principal: {} }), '$.Statement[0].Principal'],
  [withStatement({ Principal: { AWS: [] } }), '$.Statement[0].Principal.AWS'],
  [
    withStatement({ Principal: { AWS: 111111111111 } }),
    '$.Statement[0].Principal.AWS',
  ],
  [
    withStatement({ Principal: { AWS: ['11111111111'] } }),
    '$.Statement[0].Principal.AWS[0]',
  ],
  [
    withStatement({ Principal: { AWS: 'arn:aws:iam::111111111111:role/*' } }),
    '$.Statement[0].Principal.AWS',
  ],
  [
    withStatement({
      Principal: { AWS: 'arn:aws:iam::111111111111:group/a' },
    }),
    '$.Statement[0].Principal.AWS',
  ],
  [
    withStatement({ Principal: { AWS: 'AROADBQP57FF2AEXAMPLE:session' } }),
    '$.Statement[0].Principal.AWS',
  ],
  [
    withStatement({ Principal: { User: 'alice' } }),
    '$.Statement[0].Principal.User',
  ],
  [withStatement({ Condition: [] }), '$.Statement[0].Condition'],
  [
    withStatement({ Condition: { StringIs: { a: 'b' } } }),
    '$.Statement[0].Condition.StringIs',
  ],
  [
    withStatement({ Condition: { NullIfExists: { a: 'true' } } }),
    '$.Statement[0].Condition.NullIfExists',
  ],
  [
    withStatement({ Condition: { Bool: 'true' } }),
    '$.Statement[0].Condition.Bool',
  ],
  [
    withStatement({ Condition: { Bool: { 'aws:x': 'yes' } } }),
    '$.Statement[0].Condition.Bool["aws:x"]',
  ],
  [
    withStatement({ Condition: { Null: { 'aws:x': 'yes' } } }),
    '$.Statement[0].Condition.Null["aws:x"]',
  ],
  [
    withStatement({ Condition: { Bool: { 'aws:x': [] } } }),
    '$.Statement[0].Condition.Bool["aws:x"]',
  ],
  [
    withStatement({ Condition: { StringLike: { 'aws:x': ['a', null] } } }),
    '$.Statement[0].Condition.StringLike["aws:x"][1]',
  ],
  [
    withStatement({ Condition: { NumericEquals: { 'aws:x': '1e3' } } }),
    '$.Statement[0].Condition.NumericEquals["aws:x"]',
  ],
  [{ ...sound, Statement: null }, '$.Statement'],
  ...[
    '${aws:x, y}',
    "${aws:x, 'y}",
    "${aws:x, y'}",
    "${aws:x, '}",
    '${aws:$x}',
    '${aws:{x}',
    '${}',
    "${, 'x'}",
    '${,aws:x}',
  ].map((text): [unknown, string] => [
    withStatement({ Resource: `arn:aws:s3:::${text}` }),
    '$.Statement[0].Resource',
  ]),
  ...[':StringEquals', 'ForAllValues', 'ForAllValues:Null', 'IfExists'].map(
    (operator): [unknown, string] => [
      withStatement({ Condition: { [operator]: { 'aws:x': 'y' } } }),
      `$.Statement[0].Condition${
        operator.includes(':') ? `["${operator}"]` : `.${operator}`
      }`,
    ],
  ),
  [
    withStatement({ Condition: { Null: { 'aws:x': [] } } }),
    '$.Statement[0].Condition.Null["aws:x"]',
  ],
];

describe('checkPolicy', () => {
  it('finds nothing in sound policies', () => {
    expect(checkPolicy(sound)).toEqual([]);
    expect(checkPolicy({ ...sound, Statement: sound.Statement[0] })).toEqual(
      [],
    );
    for (const { identityPolicies, resourcePolicy } of givenVectors) {
      expect(
        [...identityPolicies, resourcePolicy ?? sound].flatMap(each =>
          checkPolicy(each),
        ),
      ).toEqual([]);
    }
  });

  it('says what is wrong, and where', () => {
    expect(checkPolicy(withStatement({ Effect: 'allow' }))).toEqual([
      {
        path: '$.Statement[0].Effect',
        message: 'must be "Allow" or "Deny"',
        severity: 'error',
      },
    ]);
  });

  it('warns of a missing version', () => {
    const { Version: _, ...others } = sound;
    expect(problemsOf(others)).toEqual(['warning $.Version']);
  });

  it('warns of a Sid that was used before', () => {
    const [statement] = sound.Statement;
    expect(problemsOf({ ...sound, Statement: [statement, statement] })).toEqual(
      ['warning $.Statement[1].Sid'],
    );
  });

  it.each(unsound)('reports case %#', (document, path) => {
    expect(problemsOf(document)).toEqual([`error ${path}`]);
  });

  it('says it in these words', () => {
    const messages = unsound.map(
      ([document]) => checkPolicy(document)[0].message,
    );
    expect([...new Set(messages)].sort()).toEqual([
      '"11111111111" is neither an account, nor the ARN of a role, session or user, nor a unique id; wildcards are not allowed in it',
      '"1e3" is no value for its operator',
      '"AROADBQP57FF2AEXAMPLE:session" is neither an account, nor the ARN of a role, session or user, nor a unique id; wildcards are not allowed in it',
      '"arn:aws:iam::111111111111:group/a" is neither an account, nor the ARN of a role, session or user, nor a unique id; wildcards are not allowed in it',
      '"arn:aws:iam::111111111111:role/*" is neither an account, nor the ARN of a role, session or user, nor a unique id; wildcards are not allowed in it',
      '"yes" is no value for its operator',
      "${, 'x'} is not a policy variable: it must name a condition key such as aws:PrincipalAccount",
      '${,aws:x} is not a policy variable: it must name a condition key such as aws:PrincipalAccount',
      '${aws:$x} is not a policy variable: it must name a condition key such as aws:PrincipalAccount',
      '${aws:{x} is not a policy variable: it must name a condition key such as aws:PrincipalAccount',
      '${team} is not a policy variable: it must name a condition key such as aws:PrincipalAccount',
      '${} is not a policy variable: it must name a condition key such as aws:PrincipalAccount',
      ':StringEquals is not a condition operator',
      'ForAllValues is not a condition operator',
      'ForAllValues:Null is not a condition operator',
      'IfExists is not a condition operator',
      'NullIfExists is not a condition operator',
      'StringIs is not a condition operator',
      'The ${ in "arn:aws:s3:::${aws:x" is never closed',
      "The default value in ${aws:x, 'y} must stand in single quotes",
      "The default value in ${aws:x, '} must stand in single quotes",
      "The default value in ${aws:x, y'} must stand in single quotes",
      'The default value in ${aws:x, y} must stand in single quotes',
      'has a policy variable before the fifth colon of its ARN',
      'has both Action and NotAction',
      'has both Principal and NotPrincipal',
      'has neither Action nor NotAction',
      'has no statement',
      'is an empty list',
      'is longer than 4096 characters',
      'is no kind of principal: AWS, Service, Federated or CanonicalUser',
      'is not an ARN, which has six parts between colons',
      'is not an element of a policy',
      'is not an element of a statement',
      'must be "*" or a service and an action, e.g. "s3:GetObject"',
      'must be "*" or an ARN',
      'must be "*" or an object such as {"AWS": "111111111111"}',
      'must be "2012-10-17" or "2008-10-17"',
      'must be "true" or "false"',
      'must be a list of statements',
      'must be a policy document',
      'must be a text',
      'must be a text, a number or a boolean',
      'must be an object',
      'names nobody',
    ]);
  });

  it('reports every problem of a document', () => {
    expect(
      problemsOf({
        Statement: [
          { Effect: 'Permit', Action: 'x', Resource: 'y' },
          { Effect: 'Allow', Action: '*', Resource: '*', Extra: 1 },
        ],
      }),
    ).toEqual([
      'warning $.Version',
      'error $.Statement[0].Effect',
      'error $.Statement[0].Action',
      'error $.Statement[0].Resource',
      'error $.Statement[1].Extra',
    ]);
  });

  it('answers to absurd documents', () => {
    const deep: Record<string, unknown> = {};
    let inner = deep;
    for (let i = 0; i < 1_000_000; i++) {
      const next = {};
      inner.Statement = next;
      inner = next;
    }
    const round: Record<string, unknown> = {};
    round.Statement = round;
    const [statement] = sound.Statement;
    const wide = Array.from({ length: 1_000_000 }, () => statement);
    const numbers = Array.from({ length: 1_000_000 }, () => 7);
    let nested: unknown = [];
    for (let i = 0; i < 100; i++) {
      nested = [nested];
    }
    const long = { ...statement, Action: 's3:*'.repeat(1_000_000) };
    for (const document of [
      deep,
      round,
      { Statement: wide },
      { Statement: [long] },
      { Statement: nested },
      { Statement: numbers },
    ]) {
      expect(checkPolicy(document)).toEqual([
        {
          path: '$',
          message: expect.stringContaining('larger or deeper than any policy'),
          severity: 'error',
        },
      ]);
    }
  });
});
