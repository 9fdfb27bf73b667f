import { say } from '../../report';
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
    const message = say('finding.deny-hits-uploads', { bucket: bucket.name });
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
      summary: name => say('remedy.deny-other-encryption', { statement: name }),
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
          message: say('finding.insecure-transport', {
            bucket: bucket.name,
            resources: resources.join(', '),
            left: left.join(', '),
          }),
          mended: { ...statement, Resource: both },
          summary: name =>
            say('remedy.name-both', { statement: name, resources: both }),
        }
      : undefined;
  },
};

const everything: BucketRule = {
  rule: 'bucket-policy-allows-everything',
  test: (statement, { bucket }) =>
    statement.Effect === 'Allow' &&
    actionsOf(statement).some(action => action === '*' || action === 's3:*')
      ? say('finding.bucket-everything', { bucket: bucket.name })
      : undefined,
};

const wrongShape: BucketRule = {
  rule: 'action-on-wrong-resource',
  test(statement, { bucket }) {
    const wrong = wrongResource(statement);
    return (
      wrong &&
      say('finding.wrong-resource-in-bucket', { bucket: bucket.name, wrong })
    );
  },
};

/** What can be wrong with the policy of an artifact bucket. */
export const bucketRules: readonly BucketRule[] = [
  denyHitsAbsentHeader,
  insecureTransport,
  everything,
  wrongShape,
];
