import {
  hopsOf,
  say,
  write,
  type DocumentReference,
  type Finding,
} from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { RoleState } from '../../estate';
import { shortName, type PipelineLinks } from '../../pipeline';
import { documentAt, policyOf } from '../documents/documentReference';
import { readAt } from '../evidence';
import type { EstateView } from '../EstateView';

/**
 * Sizes without whitespace: characters for IAM, bytes for KMS and S3. The trust
 * policy's is the most that a raised quota gives.
 *
 * See `IAM/latest/UserGuide/reference_iam-quotas`,
 * `kms/latest/developerguide/resource-limits` and
 * `AmazonS3/latest/userguide/bucket-policies`.
 */
const limits = {
  inlinePolicies: 10_240,
  managedPolicy: 6_144,
  trustPolicy: 8_192,
  keyPolicy: 32_768,
  bucketPolicy: 20_480,
};

interface Measured {
  /** The role whose inline policies are taken together. */
  sumOf?: string;
  document: DocumentReference;
  account: string;
  size: number;
  limit: number;
}

/**
 * Policies of the pipeline's roles, keys and buckets that AWS will not store,
 * since they grew with the accounts that they name.
 */
export function findLargePolicies(scope: AssessmentScope): Finding[] {
  return measureAll(scope).map(({ sumOf, document, account, size, limit }) => ({
    rule: 'policy-too-large',
    health: 'broken',
    ...write(
      'message',
      sumOf
        ? say('finding.large-policies', {
            role: sumOf,
            size: String(size),
            limit: String(limit),
          })
        : say('finding.large-policy', {
            document,
            size: String(size),
            limit: String(limit),
          }),
    ),
    account,
    evidence: [{ document, account, ...readAt(scope.view) }],
    remedy: {
      ...write('summary', say('remedy.smaller-policy')),
      account,
      document,
    },
  }));
}

/** Everything that is too large. */
function measureAll(scope: AssessmentScope): Measured[] {
  const { roles, keys, buckets } = collectSubjects(scope.links);
  return [
    ...[...roles].flatMap(arn => measureRole(scope, arn)),
    ...[...keys].flatMap(arn => measureKey(scope, arn)),
    ...[...buckets].flatMap(([name, account]) =>
      measureBucket(scope, name, account),
    ),
  ];
}

/** What a pipeline's hops are about. */
interface Subjects {
  roles: Set<string>;
  keys: Set<string>;
  /** Name to the account that is taken for the owner. */
  buckets: Map<string, string>;
}

function collectSubjects(links: PipelineLinks): Subjects {
  const listed: Subjects = {
    roles: new Set(),
    keys: new Set(),
    buckets: new Map(),
  };
  for (const hop of hopsOf(links)) {
    if (hop.type === 'check') {
      continue;
    }
    const { principal, target } = hop;
    if (principal.type === 'role') {
      listed.roles.add(principal.arn);
    }
    if (target.type === 'role') {
      listed.roles.add(target.arn);
    } else if (target.type === 'key') {
      listed.keys.add(target.arn);
    } else if (target.type === 'bucket') {
      listed.buckets.set(target.name, target.account);
    }
  }
  return listed;
}

function measureRole({ view }: AssessmentScope, arn: string): Measured[] {
  const found = view.role(arn);
  if (found.state !== 'found') {
    return [];
  }
  const { account, value: role } = found;
  const sizeOf = (document: unknown) => sizeIn(view, document);
  // Hardly any is, so that they are named only then.
  const all = role.policies.reduce(
    (sum, { document }) => sum + sizeOf(document),
    0,
  );
  if (
    all <= Math.min(limits.inlinePolicies, limits.managedPolicy) &&
    sizeOf(role.trustPolicy) <= limits.trustPolicy
  ) {
    return [];
  }
  const name = shortName(arn);
  const inline = inlinePolicies(role);
  return tooLarge([
    {
      document: documentAt('trust policy', arn),
      account,
      size: sizeOf(role.trustPolicy),
      limit: limits.trustPolicy,
    },
    {
      sumOf: name,
      document: documentAt('identity policies', arn),
      account,
      size: inline.reduce((sum, { document }) => sum + sizeOf(document), 0),
      limit: limits.inlinePolicies,
    },
    ...role.policies
      .filter(policy => policy.arn && !policy.arn.includes(':iam::aws:'))
      .map(policy => ({
        document: policyOf(arn, policy),
        account,
        size: sizeOf(policy.document),
        limit: limits.managedPolicy,
      })),
  ]);
}

function inlinePolicies(role: RoleState) {
  return role.policies.filter(({ arn }) => arn === undefined);
}

function measureKey({ view }: AssessmentScope, arn: string): Measured[] {
  const found = view.key(arn);
  return found.state === 'found'
    ? tooLarge([
        {
          document: documentAt('key policy', arn),
          account: found.account,
          size: sizeIn(view, found.value.policy),
          limit: limits.keyPolicy,
        },
      ])
    : [];
}

function measureBucket(
  { view, links }: AssessmentScope,
  name: string,
  presumedAccount: string,
): Measured[] {
  const found = view.bucket(name, presumedAccount);
  const arn = `arn:${links.partition}:s3:::${name}`;
  return found.state === 'found'
    ? tooLarge([
        {
          document: documentAt('bucket policy', arn, found.account),
          account: found.account,
          size: sizeIn(view, found.value.policy),
          limit: limits.bucketPolicy,
        },
      ])
    : [];
}

function tooLarge(measured: Measured[]): Measured[] {
  return measured.filter(({ size, limit }) => size > limit);
}

function sizeIn({ documents }: EstateView, document: unknown): number {
  if (document === undefined) {
    return 0;
  }
  return typeof document === 'object' && document !== null
    ? documents.of(document).size
    : JSON.stringify(document).length;
}
