import fc from 'fast-check';
import { evaluateAccess } from '../../policy';
import { widenedPermissions } from './widenedPermissions';

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

function allowed(resourcePolicy: { Version: string; Statement: unknown[] }) {
  return requests.filter(
    request =>
      evaluateAccess({ request, identityPolicies: [], resourcePolicy })
        .decision === 'Allowed',
  );
}

describe('widenedPermissions', () => {
  it('says so of all that was not allowed before', () => {
    fc.assert(
      fc.property(
        document,
        document,
        fc.nat({ max: 3 }),
        (own, after, kept) => {
          // Most of what changes in practice stays.
          const before = {
            ...own,
            Statement: [...after.Statement.slice(0, kept), ...own.Statement],
          };
          const wider = widenedPermissions({
            type: 'AWS::S3::BucketPolicy',
            before: { PolicyDocument: before },
            after: { PolicyDocument: after },
          });
          fc.pre(wider.length === 0);
          const known = allowed(before);
          expect(allowed(after).filter(each => !known.includes(each))).toEqual(
            [],
          );
        },
      ),
      { numRuns: 5_000, seed: 1 },
    );
  });
});
