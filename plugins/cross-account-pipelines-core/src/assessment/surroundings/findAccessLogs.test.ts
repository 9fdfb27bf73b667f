import type { BucketState, Estate } from '../../estate';
import { EstateView } from '../EstateView';
import {
  artifactBucket,
  changed,
  definitionOf,
  HOME,
  HUB,
  PIPELINE,
  referenceEstate,
  SPOKE,
} from '../fixtures/failure-cases/referenceEstate';
import { linksOf } from '../linksOf';
import { findAccessLogs } from './findAccessLogs';

const bucket = artifactBucket(HOME);

function find(estate: Estate) {
  const view = new EstateView(estate);
  const links = linksOf(view, PIPELINE, definitionOf(estate));
  return findAccessLogs({ view, links });
}

/** The artifact bucket logs to one of which this much is known. */
function loggingTo(
  logs: Partial<BucketState> | undefined,
  account: string = HUB,
): Estate {
  return changed(referenceEstate({}), estate => {
    estate.accounts[HUB].buckets[bucket].accessLogs = {
      bucket: 'logs',
      prefix: 'app/',
    };
    if (logs) {
      estate.accounts[account].buckets.logs = {
        name: 'logs',
        region: HOME,
        ...logs,
      };
    }
  });
}

const allow = {
  Effect: 'Allow',
  Principal: { Service: 'logging.s3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::logs/app/*',
  Condition: {
    StringEquals: { 'aws:SourceAccount': HUB },
    ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${bucket}` },
  },
};
const deny = (Condition: unknown) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: 'arn:aws:s3:::logs/*',
  Condition,
});
const policy = (...Statement: unknown[]) => ({
  Version: '2012-10-17',
  Statement,
});

it.each<[string, Estate]>([
  ['a policy allows it', loggingTo({ policy: policy(allow) })],
  ['an ACL allows it', loggingTo({ aclTakesLogs: true })],
  ['nobody has read the bucket', loggingTo(undefined)],
  ['nobody has read its policy', loggingTo({ policyUnreadable: 'Denied.' })],
  [
    'only plain connections are denied',
    loggingTo({
      policy: policy(allow, deny({ Bool: { 'aws:SecureTransport': 'false' } })),
    }),
  ],
  [
    'S3 encrypts it itself',
    loggingTo({
      policy: policy(allow),
      encryption: { algorithm: 'AES256' },
    }),
  ],
  ['nothing is logged', referenceEstate({})],
])('finds nothing where %s', (_, estate) => {
  expect(find(estate)).toEqual([]);
});

const refused = `S3 cannot write the access logs of ${bucket}: the bucket policy of logs does not let logging.s3.amazonaws.com put objects at logs/app/*.`;
const unfit = `S3 cannot write the access logs of ${bucket}: by default logs encrypts with KMS, or retains objects.`;

it.each<[string, Partial<BucketState>, string]>([
  ['without a policy', {}, refused],
  [
    'whose policy allows another prefix',
    {
      policy: policy({ ...allow, Resource: 'arn:aws:s3:::logs/other/*' }),
    },
    refused,
  ],
  [
    'whose policy allows another account',
    {
      policy: policy({
        ...allow,
        Condition: { StringEquals: { 'aws:SourceAccount': SPOKE } },
      }),
    },
    refused,
  ],
  [
    'whose policy denies what comes without a header',
    {
      aclTakesLogs: true,
      policy: policy(
        allow,
        deny({
          StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
        }),
      ),
    },
    refused,
  ],
  [
    'that encrypts with KMS',
    { policy: policy(allow), encryption: { algorithm: 'aws:kms:dsse' } },
    unfit,
  ],
  ['that retains', { policy: policy(allow), retains: true }, unfit],
])('warns of a bucket %s', (_, logs, message) => {
  expect(find(loggingTo(logs))).toEqual([
    expect.objectContaining({
      rule: 'access-logs-undelivered',
      health: 'warning',
      account: HUB,
      message,
    }),
  ]);
});

it('warns of a guardrail that keeps S3 out', () => {
  const estate = changed(
    loggingTo({ policy: policy(allow) }),
    ({ accounts }) => {
      accounts[HUB].guardrails = {
        resourceControlPolicies: [
          [{ name: 'RCP', document: policy({ ...deny({}), Resource: '*' }) }],
        ],
      };
    },
  );
  expect(find(estate)).toHaveLength(1);
});

it.each<[string, Estate, string]>([
  [
    'another account',
    loggingTo({ policy: policy(allow) }, SPOKE),
    `${SPOKE}, ${HOME}`,
  ],
  [
    'another Region',
    loggingTo({ policy: policy(allow), region: 'us-east-1' }),
    `${HUB}, us-east-1`,
  ],
])('says that S3 refuses a bucket of %s', (_, estate, place) => {
  expect(find(estate)).toEqual([
    expect.objectContaining({
      rule: 'access-logs-refused',
      health: 'broken',
      message: `Bucket ${bucket} logs to logs, which is in ${place}: S3 takes only a bucket of the same account and Region.`,
      remedy: expect.objectContaining({
        summary: `Log to a bucket of ${HUB} in ${HOME} with SSE-S3 and without a default retention.`,
      }),
    }),
  ]);
});
