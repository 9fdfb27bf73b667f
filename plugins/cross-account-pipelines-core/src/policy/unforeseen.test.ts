import { checkPolicy } from './use/checkPolicy';
import { evaluateAccess } from './decision/evaluateAccess';

const role = 'arn:aws:iam::111111111111:role/service';

function decide(
  statement: Record<string, unknown>,
  { resourcePolicy = false, resource = 'arn:aws:s3:::orders/object' } = {},
) {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', ...statement }],
  };
  const { decision, undeterminedBy } = evaluateAccess({
    request: {
      principal: role,
      action: 's3:GetObject',
      resource,
      resourceAccount: '111111111111',
      context: {},
    },
    identityPolicies: resourcePolicy ? [] : [document],
    resourcePolicy: resourcePolicy ? document : undefined,
  });
  return [decision, ...(undeterminedBy ?? [])];
}

const open = 'only AWS knows what resolve:ssm:/x stands for';

describe('a part of a policy that nobody knows yet', () => {
  it.each([
    ['{{resolve:ssm:/x}}', ['Undetermined', open]],
    ['arn:aws:s3:::{{resolve:ssm:/x}}/*', ['Undetermined', open]],
    ['arn:aws:s3:::{{resolve:ssm:/x}}/other', ['ImplicitlyDenied']],
    ['arn:aws:sqs:{{resolve:ssm:/x}}', ['ImplicitlyDenied']],
    [
      'arn:aws:s3:::{{no stack exports x}}',
      ['Undetermined', 'no stack exports x'],
    ],
  ])(
    'leaves open whether %s is meant, where it may be',
    (Resource, expected) => {
      expect(decide({ Resource })).toEqual(expected);
    },
  );

  it('does not hide what is known', () => {
    expect(decide({ Resource: ['{{resolve:ssm:/x}}', '*'] })).toEqual([
      'Allowed',
    ]);
    expect(
      decide({ Resource: '{{resolve:ssm:/x}}', Action: 's3:PutObject' }),
    ).toEqual(['ImplicitlyDenied']);
  });

  it.each([
    '{{resolve:ssm:/x}}',
    'arn:aws:iam::{{resolve:ssm:/x}}:root',
    'arn:aws:iam::111111111111:role/{{resolve:ssm:/x}}',
  ])('leaves open whom %s names', AWS => {
    expect(
      decide({ Resource: '*', Principal: { AWS } }, { resourcePolicy: true }),
    ).toEqual(['Undetermined', open]);
  });

  it.each([
    '{{resolve:ssm:/x}}',
    { Version: '2012-10-17', Statement: '{{resolve:ssm:/x}}' },
    { Version: '2012-10-17', Statement: ['{{resolve:ssm:/x}}'] },
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: '{{resolve:ssm:/x}}',
          Principal: '{{resolve:ssm:/x}}',
          Action: '{{resolve:ssm:/x}}',
          Resource: '{{resolve:ssm:/x}}',
          Condition: '{{resolve:ssm:/x}}',
        },
      ],
    },
  ])('is no mistake in %j', document => {
    expect(checkPolicy(document)).toEqual([]);
  });

  it('leaves open whether a condition holds', () => {
    const Condition = {
      StringEquals: { 'aws:PrincipalAccount': '{{resolve:ssm:/x}}' },
    };
    expect(decide({ Resource: '*', Condition })).toEqual([
      'Undetermined',
      open,
    ]);
  });
});
