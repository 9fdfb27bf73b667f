import type { Hop, PipelineLinks } from '../../pipeline';
import {
  boundaryOf,
  documentAt,
  policyOf,
} from '../documents/documentReference';
import { hopsOf } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { EstateView } from '../EstateView';
import { isPolicyDocument } from '../mending/PolicyDocument';
import { bucketRules } from './bucketRules';
import { identityRules, judgeDataKeys, judgeDeployRole } from './identityRules';
import type {
  BucketPolicySubject,
  Issue,
  KeyPolicySubject,
  PolicySubject,
  RolePolicySubject,
  RoleSubject,
} from './Issue';
import { judgeRotation, keyRules } from './keyRules';
import { judgePublicAccess } from './judgePublicAccess';
import { judgeMalformed } from './malformedRule';
import { judgePrincipals } from './principalRules';
import { judgeStatements } from './StatementRule';
import { trustRules } from './trustRules';
import { unlessSound } from './unlessSound';

/** Everything with policies that a pipeline's hops are about. */
interface Subjects {
  roles: Map<string, RoleSubject['purpose']>;
  keys: Set<string>;
  /** Name to the account that is taken for the owner. */
  buckets: Map<string, { arn: string; account: string }>;
}

function collect(hops: Hop[]): Subjects {
  const found: Subjects = {
    roles: new Map(),
    keys: new Set(),
    buckets: new Map(),
  };
  for (const hop of hops) {
    // Who deploys is no part of the pipeline.
    if (hop.type !== 'access' || hop.kind === 'H12') {
      continue;
    }
    const { principal, target } = hop;
    if (principal.type === 'role') {
      found.roles.set(principal.arn, principal.purpose);
    }
    if (target.type === 'role') {
      found.roles.set(target.arn, target.purpose);
    } else if (target.type === 'key') {
      found.keys.add(target.arn);
    } else if (
      target.type === 'bucket' &&
      target.purpose === 'artifact bucket'
    ) {
      found.buckets.set(target.name, target);
    }
  }
  return found;
}

/**
 * Everything wrong or too wide in the documents that a pipeline rests on,
 * whether a hop fails of it or not.
 */
export function listIssues(view: EstateView, links: PipelineLinks): Issue[] {
  const scope = { view, links };
  const { roles, keys, buckets } = collect(hopsOf(links));
  return [
    ...[...roles].flatMap(([arn, purpose]) => roleIssues(arn, purpose, scope)),
    ...[...keys].flatMap(arn => keyIssues(arn, scope)),
    ...[...buckets].flatMap(([name, { arn, account }]) =>
      bucketIssues({ name, arn, account }, scope),
    ),
  ];
}

function roleIssues(
  arn: string,
  purpose: RoleSubject['purpose'],
  scope: AssessmentScope,
): Issue[] {
  const found = scope.view.role(arn);
  if (found.state !== 'found') {
    return [];
  }
  const { value: role, account } = found;
  const subject = { ...scope, role, purpose, account };
  const trust: RolePolicySubject = {
    ...subject,
    document: role.trustPolicy,
    reference: documentAt('trust policy', arn),
    source: role.source,
    refusal: role.refusal,
  };
  const policies = identityPolicies(subject);
  return [
    ...once(trust, `trust of ${purpose}`, judgeTrust),
    ...policies.flatMap(policy =>
      once(policy, `rights of ${purpose}`, judgeIdentity),
    ),
    ...policies.flatMap(judgeDataKeys),
    ...judgeDeployRole(subject),
    ...once(trust, 'trust policy', judgeMalformed),
    ...[...policies, ...boundary(subject)].flatMap(policy =>
      once(policy, 'identity policy', judgeMalformed),
    ),
    ...judgePrincipals(trust),
  ];
}

/**
 * The same document is sound wherever it is used for the same purpose, as far as
 * nothing but the two decides.
 */
function once<S extends PolicySubject>(
  subject: S,
  purpose: string,
  judge: (subject: S) => Issue[],
): Issue[] {
  const { document, view } = subject;
  return isPolicyDocument(document)
    ? unlessSound(view, document, purpose, () => judge(subject))
    : judge(subject);
}

function judgeTrust(subject: RolePolicySubject): Issue[] {
  return judgeStatements(trustRules, subject);
}

function judgeIdentity(subject: RolePolicySubject): Issue[] {
  return judgeStatements(identityRules, subject);
}

function identityPolicies(subject: RoleSubject): RolePolicySubject[] {
  const { role } = subject;
  return role.policies.map(policy => ({
    ...subject,
    document: policy.document,
    reference: policyOf(role.arn, policy),
    source: policy.source ?? role.source,
    refusal: policy.refusal,
  }));
}

function boundary(subject: RoleSubject): RolePolicySubject[] {
  const { role } = subject;
  const { permissionsBoundary } = role;
  return permissionsBoundary
    ? [
        {
          ...subject,
          document: permissionsBoundary.document,
          reference: boundaryOf(role.arn, permissionsBoundary),
          source: permissionsBoundary.source ?? role.source,
          refusal: permissionsBoundary.refusal,
        },
      ]
    : [];
}

function keyIssues(arn: string, scope: AssessmentScope): Issue[] {
  const found = scope.view.key(arn);
  if (found.state !== 'found') {
    return [];
  }
  const { value: key, account } = found;
  const policy: KeyPolicySubject = {
    ...scope,
    key,
    document: key.policy,
    reference: documentAt('key policy', key.arn),
    account,
    source: key.source,
    refusal: key.refusal,
  };
  return [
    ...once(policy, `key policy in ${account}`, each =>
      judgeStatements(keyRules, each),
    ),
    ...judgeRotation(policy),
    ...once(policy, `form of a key policy in ${account}`, judgeMalformed),
    ...judgePrincipals(policy),
  ];
}

function bucketIssues(
  {
    name,
    arn,
    account: presumed,
  }: { name: string; arn: string; account: string },
  scope: AssessmentScope,
): Issue[] {
  const found = scope.view.bucket(name, presumed);
  if (found.state !== 'found') {
    return [];
  }
  const { value: bucket, account } = found;
  const policy: BucketPolicySubject = {
    ...scope,
    bucket,
    arn,
    document: bucket.policy,
    reference: documentAt('bucket policy', arn, account),
    account,
    source: bucket.source,
    refusal: bucket.refusal,
  };
  return [
    ...judgePublicAccess(policy),
    ...once(policy, `bucket policy of ${arn}`, each =>
      judgeStatements(bucketRules, each),
    ),
    ...once(policy, `form of the policy of ${arn}`, judgeMalformed),
    ...judgePrincipals(policy),
  ];
}
