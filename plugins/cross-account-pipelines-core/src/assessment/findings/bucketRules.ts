import { wrongResource } from './identityRules';
import type { BucketPolicySubject } from './Issue';
import { actionsOf, conditionKeys, resourcesOf } from './readStatement';
import type { StatementRule } from './StatementRule';

type BucketRule = StatementRule<BucketPolicySubject>;

const encryptionHeader = 's3:x-amz-server-side-encryption';

/**
 * A negated operator matches a key that is not there: G9. A statement of its own
 * that refuses every upload without the header makes no difference.
 */
const denyHitsAbsentHeader: BucketRule = {
  rule: 'deny-hits-uploads-without-header',
  test(statement, { bucket }) {
    const keys = conditionKeys(statement);
    const isNegated = keys.some(
      ({ operator, key }) =>
        /^StringNot(?:Equals|Like)$/.test(operator) &&
        key.startsWith(encryptionHeader),
    );
    const isGuarded = keys.some(
      ({ operator, key }) =>
        operator === 'Null' && key.startsWith(encryptionHeader),
    );
    if (statement.Effect !== 'Deny' || !isNegated || isGuarded) {
      return undefined;
    }
    const message = `The bucket policy of ${bucket.name} also denies uploads that carry no encryption header, although the bucket would encrypt them by itself: "aws s3 cp" in a build is one.`;
    const { StringNotEquals, ...others } = statement.Condition ?? {};
    if (!StringNotEquals) {
      return message;
    }
    const guards = Object.fromEntries(
      Object.keys(StringNotEquals).map(key => [key, 'false']),
    );
    return {
      message,
      mended: {
        ...statement,
        Condition: {
          ...others,
          StringNotEqualsIfExists: StringNotEquals,
          Null: { ...others.Null, ...guards },
        },
      },
      summary:
        'Let statement @ deny only uploads whose header names another encryption.',
    };
  },
};

const insecureTransport: BucketRule = {
  rule: 'insecure-transport-deny-incomplete',
  test(statement, { bucket, arn }) {
    const isTransport = conditionKeys(statement).some(
      ({ key, values }) =>
        key === 'aws:securetransport' && values.map(String).includes('false'),
    );
    const resources = resourcesOf(statement);
    const both = [arn, `${arn}/*`];
    const left = both.filter(
      each =>
        !resources.includes(each) &&
        !resources.includes('*') &&
        !resources.includes(`${arn}*`),
    );
    return statement.Effect === 'Deny' && isTransport && left.length > 0
      ? {
          message: `The bucket policy of ${
            bucket.name
          } refuses unencrypted connections for ${resources.join(
            ', ',
          )} only, not for ${left.join(', ')}.`,
          mended: { ...statement, Resource: both },
          summary: `Let statement @ name both ${both.join(' and ')}.`,
        }
      : undefined;
  },
};

const everything: BucketRule = {
  rule: 'bucket-policy-allows-everything',
  test: (statement, { bucket }) =>
    statement.Effect === 'Allow' &&
    actionsOf(statement).some(action => action === '*' || action === 's3:*')
      ? `The bucket policy of ${bucket.name} allows every action, including deleting artifacts and changing the policy.`
      : undefined,
};

const wrongShape: BucketRule = {
  rule: 'action-on-wrong-resource',
  test(statement, { bucket }) {
    const wrong = wrongResource(statement);
    return wrong && `In the bucket policy of ${bucket.name}, ${wrong}.`;
  },
};

/** What can be wrong with the policy of an artifact bucket. */
export const bucketRules: readonly BucketRule[] = [
  denyHitsAbsentHeader,
  insecureTransport,
  everything,
  wrongShape,
];
