import { isInAccount, parseRequester, type Requester } from './Requester';

/** What is given of somebody of an account, where nothing else is said. */
const ofAccount = {
  arnPrefix: 'arn:aws:',
  account: '111111111111',
  rootKey: '111111111111',
  pathlessRoleArn: '',
  sessionPrefix: '',
  isServiceLinked: false,
};

const ofNone = {
  arnPrefix: '',
  account: '',
  rootKey: '',
  identityArn: undefined,
  pathlessRoleArn: '',
  sessionPrefix: '',
  isServiceLinked: false,
};

const deployRole = {
  pathlessRoleArn: 'arn:aws:iam::111111111111:role/Deploy',
  sessionPrefix: 'arn:aws:sts::111111111111:assumed-role/Deploy/',
  friendlyName: 'Deploy',
};

const cases: Array<[text: string, expected: object]> = [
  [
    'arn:aws:iam::111111111111:role/Deploy',
    {
      ...ofAccount,
      ...deployRole,
      kind: 'role',
      identityArn: 'arn:aws:iam::111111111111:role/Deploy',
    },
  ],
  [
    'arn:aws:iam::111111111111:role/team/a/Deploy',
    {
      ...ofAccount,
      ...deployRole,
      kind: 'role',
      identityArn: 'arn:aws:iam::111111111111:role/team/a/Deploy',
    },
  ],
  [
    'arn:aws:sts::111111111111:assumed-role/Deploy/build-7',
    {
      ...ofAccount,
      ...deployRole,
      kind: 'roleSession',
      identityArn: 'arn:aws:iam::111111111111:role/Deploy',
    },
  ],
  [
    'arn:aws:sts::111111111111:assumed-role/Deploy',
    {
      ...ofAccount,
      ...deployRole,
      kind: 'roleSession',
      identityArn: 'arn:aws:iam::111111111111:role/Deploy',
    },
  ],
  [
    'arn:aws-cn:iam::111111111111:role/Deploy',
    {
      ...ofAccount,
      kind: 'role',
      arnPrefix: 'arn:aws-cn:',
      rootKey: 'arn:aws-cn:111111111111',
      identityArn: 'arn:aws-cn:iam::111111111111:role/Deploy',
      pathlessRoleArn: 'arn:aws-cn:iam::111111111111:role/Deploy',
      sessionPrefix: 'arn:aws-cn:sts::111111111111:assumed-role/Deploy/',
      friendlyName: 'Deploy',
    },
  ],
  [
    'arn:aws:iam::111111111111:role/aws-service-role/ecs.amazonaws.com/ForEcs',
    {
      ...ofAccount,
      kind: 'role',
      identityArn:
        'arn:aws:iam::111111111111:role/aws-service-role/ecs.amazonaws.com/ForEcs',
      pathlessRoleArn: 'arn:aws:iam::111111111111:role/ForEcs',
      sessionPrefix: 'arn:aws:sts::111111111111:assumed-role/ForEcs/',
      friendlyName: 'ForEcs',
      isServiceLinked: true,
    },
  ],
  [
    'arn:aws:iam::111111111111:user/people/jo',
    {
      ...ofAccount,
      kind: 'user',
      identityArn: 'arn:aws:iam::111111111111:user/people/jo',
      friendlyName: 'jo',
    },
  ],
  [
    'arn:aws:sts::111111111111:federated-user/jo',
    {
      ...ofAccount,
      kind: 'federatedUser',
      identityArn: 'arn:aws:sts::111111111111:federated-user/jo',
      friendlyName: 'jo',
    },
  ],
  [
    'arn:aws:iam::000000000001:root',
    {
      ...ofAccount,
      account: '000000000001',
      rootKey: '000000000001',
      kind: 'root',
      identityArn: 'arn:aws:iam::000000000001:root',
      friendlyName: '',
    },
  ],
  ...['saml-provider/Okta', 'oidc-provider/token.example.com'].map(
    (resource): [string, object] => {
      const name = `arn:aws:iam::111111111111:${resource}`;
      return [
        name,
        {
          ...ofNone,
          kind: 'identityProvider',
          arnPrefix: 'arn:aws:',
          friendlyName: name,
        },
      ];
    },
  ),
  ...[
    'codepipeline.amazonaws.com',
    'codepipeline.amazonaws.com.cn',
    'ec2.c2s.ic.gov',
    'ec2.sc2s.sgov.gov',
    'core.aws.internal',
    'mycognito-identity.amazonaws.com',
  ].map((name): [string, object] => [
    name,
    { ...ofNone, kind: 'service', friendlyName: name },
  ]),
  ...[
    'accounts.google.com',
    'cognito-identity.amazonaws.com',
    'cognito-identity.us-gov-west-1.amazonaws.com',
    'cognito-identity-fips.us-east-1.amazonaws.com',
    'aws.internal.example.com',
  ].map((name): [string, object] => [
    name,
    { ...ofNone, kind: 'identityProvider', friendlyName: name },
  ]),
  ...['anonymous', '*'].map((text): [string, object] => [
    text,
    {
      ...ofNone,
      kind: 'anonymous',
      name: 'anonymous',
      friendlyName: 'anonymous',
    },
  ]),
];

const properties = [
  'kind',
  'name',
  'arnPrefix',
  'account',
  'rootKey',
  'identityArn',
  'pathlessRoleArn',
  'sessionPrefix',
  'friendlyName',
  'isServiceLinked',
] as const;

/** An instance reads most of it through getters. */
function plain(requester: Requester | undefined) {
  return Object.fromEntries(properties.map(name => [name, requester?.[name]]));
}

describe('parseRequester', () => {
  it.each(cases)('takes %s apart', (text, expected) => {
    expect(plain(parseRequester(text))).toEqual({ name: text, ...expected });
  });

  it.each([
    ['an id that no account has', 'arn:aws:iam::11111111111:role/Deploy'],
    ['an id that is too long', 'arn:aws:iam::1111111111111:role/Deploy'],
    ['a letter just above the digits', 'arn:aws:iam::11111111111::role/Deploy'],
    ['a sign just below the digits', 'arn:aws:iam::11111111111/:role/Deploy'],
    ['a letter in an id', 'arn:aws:iam::11111111111a:role/Deploy'],
    ['no account', 'arn:aws:iam:::role/Deploy'],
    ['more than the root', 'arn:aws:iam::111111111111:rooted'],
    ['a role of STS', 'arn:aws:sts::111111111111:role/Deploy'],
    ['a session of IAM', 'arn:aws:iam::111111111111:assumed-role/Deploy/a'],
    ['a group', 'arn:aws:iam::111111111111:group/Developers'],
    ['a bucket', 'arn:aws:s3:::artifacts'],
    ['an ARN that ends early', 'arn:aws:iam::111111111111'],
    ['an ARN of nothing', 'arn:'],
    ['a partition alone', 'arn:aws-cn'],
    ['a name without a dot', 'Deploy'],
    ['a name with a colon', 'sts.amazonaws.com:443'],
    ['a name with a wildcard', '*.amazonaws.com'],
    ['an account', '111111111111'],
    ['nothing', ''],
  ])('knows nobody by %s', (_title, text) => {
    expect(parseRequester(text)).toBeUndefined();
  });
});

describe('isInAccount', () => {
  it.each([
    ['arn:aws:iam::111111111111:role/Deploy', true],
    ['arn:aws:iam::111111111111:root', true],
    ['arn:aws:iam::111111111111:saml-provider/Okta', false],
    ['codepipeline.amazonaws.com', false],
    ['anonymous', false],
  ])('says of %s: %s', (text, expected) => {
    const requester = parseRequester(text);
    expect(requester && isInAccount(requester)).toBe(expected);
  });
});
