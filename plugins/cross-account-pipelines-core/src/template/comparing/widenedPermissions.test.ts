import fc from 'fast-check';
import { compilePolicy, evaluateAccess } from '../../policy';
import { narrowedPermissions, widenedPermissions } from './widenedPermissions';

const one = 'arn:aws:iam::111111111111:role/one';
const other = 'arn:aws:iam::111111111111:role/other';

const some = (values: string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

/** An element or its negation. */
const element = (name: string, values: string[]) =>
  fc
    .tuple(fc.constantFrom(name, name, `Not${name}`), some(values))
    .map(([key, chosen]) => ({ [key]: chosen }));

const condition = fc.dictionary(
  fc.constantFrom(
    'StringEquals',
    'StringNotEquals',
    'StringLike',
    'StringNotLikeIfExists',
    'ForAllValues:StringEquals',
    'ForAnyValue:StringNotLike',
    'Null',
  ),
  fc.constantFrom({ 'aws:k': 'a' }, { 'aws:k': ['a', 'b'] }, { 'AWS:K': 'a*' }),
  { maxKeys: 2 },
);

const statement = fc
  .tuple(
    fc.constantFrom('Allow', 'Allow', 'Deny'),
    some(['*', one, other]),
    element('Action', [
      's3:Get*',
      's3:*',
      's3:getx',
      's3:GetX',
      's3:Get?',
      '*',
    ]),
    element('Resource', [
      '*',
      'arn:aws:s3:::a',
      'arn:aws:s3:::a*',
      'arn:aws:s3:::?',
      'arn:aws:s3:::${aws:k}',
      'arn:aws:s3:::${*}',
    ]),
    fc.option(condition, { nil: {} }),
  )
  .map(([Effect, AWS, action, resource, Condition]) => ({
    Effect,
    Principal: { AWS },
    ...action,
    ...resource,
    Condition,
  }));

const document = fc
  .array(statement, { maxLength: 3 })
  .map(Statement => ({ Version: '2012-10-17', Statement }));

const requests = ['s3:GetX', 's3:GetXY', 's3:Put'].flatMap(action =>
  ['arn:aws:s3:::a', 'arn:aws:s3:::ab', 'arn:aws:s3:::c'].flatMap(resource =>
    [{}, { 'aws:k': 'a' }, { 'aws:k': 'ab' }, { 'aws:k': ['a', 'b'] }].flatMap(
      context =>
        [one, other].map(principal => ({
          principal,
          action,
          resource,
          resourceAccount: '111111111111',
          context: context as Record<string, string | string[]>,
        })),
    ),
  ),
);

type Document = { Version: string; Statement: unknown[] };

function allowed(policy: Document) {
  const resourcePolicy = compilePolicy(policy);
  return requests.filter(
    request =>
      evaluateAccess({ request, identityPolicies: [], resourcePolicy })
        .decision === 'Allowed',
  );
}

function bucketPolicies(before: Document, after: Document) {
  return {
    type: 'AWS::S3::BucketPolicy',
    before: { PolicyDocument: before },
    after: { PolicyDocument: after },
  };
}

it.each<[string, (less: Document, more: Document) => unknown[]]>([
  [
    'widenedPermissions says so of all that was not allowed before',
    (before, after) => widenedPermissions(bucketPolicies(before, after)),
  ],
  [
    'narrowedPermissions says so of all that is not allowed any more',
    (after, before) => narrowedPermissions(bucketPolicies(before, after)),
  ],
])('%s', (_, differences) => {
  fc.assert(
    fc.property(document, document, fc.nat({ max: 3 }), (own, more, kept) => {
      // Most of what changes in practice stays.
      const less = {
        ...own,
        Statement: [...more.Statement.slice(0, kept), ...own.Statement],
      };
      fc.pre(differences(less, more).length === 0);
      const known = allowed(less);
      expect(allowed(more).filter(each => !known.includes(each))).toEqual([]);
    }),
    { numRuns: 5_000, seed: 1 },
  );
});

it.each<[string, object, object, string[]]>([
  [
    'a policy that is detached',
    { ManagedPolicyArns: ['arn:aws:iam::aws:policy/A', 'b'] },
    { ManagedPolicyArns: ['b'] },
    ['no longer allows what arn:aws:iam::aws:policy/A allows'],
  ],
  [
    'a boundary',
    {},
    { PermissionsBoundary: 'arn:aws:iam::111111111111:policy/B' },
    ['is bounded by arn:aws:iam::111111111111:policy/B'],
  ],
  [
    'a Deny',
    {},
    {
      Policies: [
        {
          PolicyName: 'P',
          PolicyDocument: {
            Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
          },
        },
      ],
    },
    ['denies s3:* on *'],
  ],
])('narrowedPermissions tells of %s', (_, before, after, expected) => {
  const role = { type: 'AWS::IAM::Role' };
  expect(
    narrowedPermissions({
      ...role,
      before: { ...before },
      after: { ...after },
    }),
  ).toEqual(expected);
  expect(
    narrowedPermissions({
      ...role,
      before: { ...after },
      after: { ...before },
    }),
  ).toEqual([]);
});
