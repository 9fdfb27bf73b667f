import { accountOf, type Hop, type PipelineLinks } from '../../pipeline';
import type { EstateView } from '../EstateView';
import { judgeBucket } from './bucketRules';
import { identityRules } from './identityRules';
import type { Issue, IssueScope, PolicySubject, RoleSubject } from './Issue';
import { judgeKeyIssues } from './keyRules';
import { judgeMalformed } from './malformedRule';
import { judgePrincipals } from './principalRules';
import { trustRules } from './trustRules';

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
    known = collect([links, ...links.links].flatMap(({ hops }) => hops));
    subjects.set(links, known);
  }
  return known;
}

/** What was looked through and found sound, by what it was looked through for. */
const sound = new WeakMap<object, Set<string>>();

/** Looks for issues, once in what has none. */
function unlessSound(
  subject: object,
  purpose: string,
  look: () => Issue[],
): Issue[] {
  if (sound.get(subject)?.has(purpose)) {
    return [];
  }
  const issues = look();
  if (issues.length === 0) {
    sound.set(subject, (sound.get(subject) ?? new Set()).add(purpose));
  }
  return issues;
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
  const policies = [
    ...role.policies.map(policy => ({ type: 'policy' as const, policy })),
    ...(role.permissionsBoundary
      ? [
          {
            type: 'permissions boundary' as const,
            policy: role.permissionsBoundary,
          },
        ]
      : []),
  ];
  return [
    ...unlessSound(role, purpose, () =>
      [...trustRules, ...identityRules].flatMap(rule => rule(subject)),
    ),
    ...judgeResourcePolicy({
      ...scope,
      document: role.trustPolicy,
      reference: { type: 'trust policy', arn },
      account,
      source: role.source,
    }),
    ...policies.flatMap(({ type, policy: { name, document, source } }) =>
      judgeMalformed({
        ...scope,
        document,
        reference: { type, name, arn },
        account,
        source: source ?? role.source,
      }),
    ),
  ];
}

/** A policy that names principals. */
function judgeResourcePolicy(subject: PolicySubject): Issue[] {
  return [...judgeMalformed(subject), ...judgePrincipals(subject)];
}

function keyIssues(arn: string, scope: IssueScope): Issue[] {
  const found = scope.view.key(arn);
  if (found.state !== 'found') {
    return [];
  }
  const { value: key, account } = found;
  return [
    ...unlessSound(key, 'key', () =>
      judgeKeyIssues({ ...scope, key, account }),
    ),
    ...judgeResourcePolicy({
      ...scope,
      document: key.policy,
      reference: { type: 'key policy', arn: key.arn },
      account: accountOf(key.arn) ?? account,
      source: key.source,
    }),
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
  return [
    ...unlessSound(bucket, 'bucket', () =>
      judgeBucket({ ...scope, bucket, arn, account }),
    ),
    ...judgeResourcePolicy({
      ...scope,
      document: bucket.policy,
      reference: { type: 'bucket policy', arn },
      account,
      source: bucket.source,
    }),
  ];
}
