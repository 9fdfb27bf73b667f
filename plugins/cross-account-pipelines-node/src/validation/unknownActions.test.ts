import { type Change, check } from './__testUtils__/setUp';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const allowed = (actions: string): Change => [
  'target.yaml',
  `Action: 'sns:*'`,
  `Action: ${actions}`,
];

async function unknownIn(change: Change) {
  const { findings } = await check(change);
  return findings
    .filter(({ rule }) => rule === 'action-unknown')
    .map(({ message, level, place }) => [level, place?.file, message]);
}

describe('an action that AWS does not have', () => {
  it.each([
    [
      'ssm:GetParamter',
      'AWS has no action ssm:GetParamter: did you mean ssm:GetParameter?',
    ],
    [
      's3:GetObjects',
      'AWS has no action s3:GetObjects: did you mean s3:GetObject?',
    ],
    ['kms:Decypt*', 'AWS has no action kms:Decypt*: did you mean kms:Decrypt?'],
    [
      's3:ListObjects',
      'AWS lists no action s3:ListObjects, so that the statement does nothing for it.',
    ],
    [
      'cloudfromation:CreateStack',
      '"cloudfromation" is no service that AWS lists actions of: did you mean cloudformation:CreateStack?',
    ],
  ])('%s is named', async (action, message) => {
    expect(await unknownIn(allowed(`['sns:*', '${action}']`))).toEqual([
      ['warning', 'target.yaml', message],
    ]);
  });

  it('is found in trust, key and bucket policies', async () => {
    const found = await Promise.all([
      unknownIn([
        'tools.yaml',
        "Action: 'kms:*'",
        "Action: ['kms:*', 'kms:Decript']",
      ]),
      unknownIn([
        'tools.yaml',
        "Action: 's3:ListBucket'",
        "Action: ['s3:ListBucket', 's3:ListBuckett']",
      ]),
    ]);
    expect(found.flat().map(([, , message]) => message)).toEqual([
      'AWS has no action kms:Decript: did you mean kms:Decrypt?',
      'AWS has no action s3:ListBuckett: did you mean s3:ListBucket?',
    ]);
  });

  it.each([
    "['sns:*', 'S3:getobject', 's3:Get*', '*', 'unheard-of-service:Do']",
  ])('is none of %s', async actions => {
    expect(await unknownIn(allowed(actions))).toEqual([]);
  });
});
