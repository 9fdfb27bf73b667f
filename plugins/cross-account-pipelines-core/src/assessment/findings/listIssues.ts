import { accountOf, type Hop, type PipelineLinks } from '../../pipeline';
import {
  boundaryOf,
  documentAt,
  policyOf,
} from '../documents/documentReference';
import { hopsOf } from '../../report';
import type { EstateView } from '../EstateView';
import { judgeBucket } from './bucketRules';
import { identityRules } from './identityRules';
import type { Issue, IssueScope, PolicySubject, RoleSubject } from './Issue';
import { judgeKeyIssues } from './keyRules';
import { judgeMalformed } from './malformedRule';
import { judgePrincipals } from './principalRules';
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
    if (hop.type !== 'access') {
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

const subjects = new WeakMap<PipelineLinks, Subjects>();

function subjectsOf(links: PipelineLinks): Subjects {
  let known = subjects.get(links);
  if (!known) {
    known = collect(hopsOf(links));
    subjects.set(links, known);
  }
  return known;
}

/**
 * Everything wrong or too wide in the documents that a pipeline rests on,
 * whether a hop fails of it or not.
 */
export function listIssues(view: EstateView, links: PipelineLinks): Issue[] {
  const scope = { view, links };
  const { roles, keys, buckets } = subjectsOf(links);
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
  scope: IssueScope,
): Issue[] {
  const found = scope.view.role(arn);
  if (found.state !== 'found') {
    return [];
  }
  const { value: role, account } = found;
  const subject = { ...scope, role, purpose, account };
  const trust: PolicySubject = {
    ...scope,
    document: role.trustPolicy,
    reference: documentAt('trust policy', arn),
    account,
    source: role.source,
  };
  return [
    ...unlessSound(role, purpose, () => [
      ...[...trustRules, ...identityRules].flatMap(rule => rule(subject)),
      ...[trust, ...identityPolicies(subject)].flatMap(judgeMalformed),
    ]),
    ...judgePrincipals(trust),
  ];
}

function identityPolicies(subject: RoleSubject): PolicySubject[] {
  const { view, links, role, account } = subject;
  const { arn, permissionsBoundary: boundary } = role;
  const policies = [
    ...role.policies.map(policy => ({
      ...policy,
      reference: policyOf(arn, policy),
    })),
    ...(boundary
      ? [{ ...boundary, reference: boundaryOf(arn, boundary) }]
      : []),
  ];
  return policies.map(({ reference, document, source }) => ({
    view,
    links,
    document,
    reference,
    account,
    source: source ?? role.source,
  }));
}

function keyIssues(arn: string, scope: IssueScope): Issue[] {
  const found = scope.view.key(arn);
  if (found.state !== 'found') {
    return [];
  }
  const { value: key, account } = found;
  const policy: PolicySubject = {
    ...scope,
    document: key.policy,
    reference: documentAt('key policy', key.arn),
    account: accountOf(key.arn) ?? account,
    source: key.source,
  };
  return [
    ...unlessSound(key, 'key', () => [
      ...judgeKeyIssues({ ...scope, key, account }),
      ...judgeMalformed(policy),
    ]),
    ...judgePrincipals(policy),
  ];
}

function bucketIssues(
  {
    name,
    arn,
    account: presumed,
  }: { name: string; arn: string; account: string },
  scope: IssueScope,
): Issue[] {
  const found = scope.view.bucket(name, presumed);
  if (found.state !== 'found') {
    return [];
  }
  const { value: bucket, account } = found;
  const policy: PolicySubject = {
    ...scope,
    document: bucket.policy,
    reference: documentAt('bucket policy', arn, account),
    account,
    source: bucket.source,
  };
  return [
    ...unlessSound(bucket, 'bucket', () => [
      ...judgeBucket({ ...scope, bucket, arn, account }),
      ...judgeMalformed(policy),
    ]),
    ...judgePrincipals(policy),
  ];
}
