import { documentAt } from '../documents/documentReference';
import {
  isPolicyDocument,
  statementName,
  statementsOf,
  withStatement,
  type PolicyDocument,
  type Statement,
} from '../mending/PolicyDocument';
import { wrongResource } from './identityRules';
import type { BucketSubject, Issue } from './Issue';
import { actionsOf, conditionKeys, resourcesOf } from './readStatement';

interface BucketRule {
  rule: string;
  test(
    statement: Statement,
    subject: BucketSubject,
  ): { message: string; mended?: Statement; summary?: string } | undefined;
}

const encryptionHeader = 's3:x-amz-server-side-encryption';

/**
 * A negated operator matches a key that is not there: G9. A statement of its own
 * that lets no upload without the header pass makes no difference.
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
    const { StringNotEquals, ...others } = statement.Condition ?? {};
    const guards = Object.fromEntries(
      Object.keys(StringNotEquals ?? {}).map(key => [key, 'false']),
    );
    return {
      message: `The bucket policy of ${bucket.name} also denies uploads that carry no encryption header, though the bucket would encrypt them by itself: aws s3 cp in a build, for one.`,
      ...(StringNotEquals
        ? {
            mended: {
              ...statement,
              Condition: {
                ...others,
                StringNotEqualsIfExists: StringNotEquals,
                Null: { ...others.Null, ...guards },
              },
            },
            summary: 'deny only uploads whose header names another encryption',
          }
        : {}),
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
          summary: `name both ${both.join(' and ')}`,
        }
      : undefined;
  },
};

const everything: BucketRule = {
  rule: 'bucket-policy-allows-everything',
  test: (statement, { bucket }) =>
    statement.Effect === 'Allow' &&
    actionsOf(statement).some(action => action === '*' || action === 's3:*')
      ? {
          message: `The bucket policy of ${bucket.name} allows every action, deleting artifacts and changing the policy included.`,
        }
      : undefined,
};

const wrongShape: BucketRule = {
  rule: 'action-on-wrong-resource',
  test(statement, { bucket }) {
    const wrong = wrongResource(statement);
    return wrong
      ? { message: `In the bucket policy of ${bucket.name}, ${wrong}.` }
      : undefined;
  },
};

const rules = [denyHitsAbsentHeader, insecureTransport, everything, wrongShape];

function issue(
  subject: BucketSubject,
  policy: PolicyDocument,
  { rule, test }: BucketRule,
): Issue[] {
  return statementsOf(policy).flatMap((statement, index): Issue[] => {
    const found = test(statement, subject);
    return found
      ? [
          {
            rule,
            health: 'warning',
            message: found.message,
            account: subject.account,
            document: documentAt('bucket policy', subject.arn, subject.account),
            statement: index,
            source: subject.bucket.source,
            ...(found.mended
              ? {
                  remedy: {
                    after: withStatement(policy, index, found.mended),
                    summary: `Let statement ${statementName(
                      statement,
                      index,
                    )} ${found.summary}.`,
                  },
                }
              : {}),
          },
        ]
      : [];
  });
}

/** What is wrong with an artifact bucket's policy. */
export function judgeBucket(subject: BucketSubject): Issue[] {
  const { policy } = subject.bucket;
  return isPolicyDocument(policy)
    ? rules.flatMap(rule => issue(subject, policy, rule))
    : [];
}
