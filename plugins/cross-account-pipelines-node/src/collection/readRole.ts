import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type ManagedPolicyDetail,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import type {
  RolePolicy,
  RoleState,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  deniesNothing,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  AbsentError,
  unlessAbsent,
  unlessUnread,
  type AccountReads,
} from './AccountReads';
import { AccountRoles } from './AccountRoles';
import { allPages } from './allPages';

/** A policy and when it was last changed; milliseconds since 1970. */
interface DatedPolicy {
  policy: RolePolicy;
  changedAt?: number;
}

/**
 * A role with everything that decides what it may do. A policy that cannot be
 * read is there with the reason.
 *
 * @param region - any of the account's partition; IAM has none
 * @throws AbsentError when there is no role of that very ARN
 */
export async function readRole(
  reads: AccountReads,
  arn: string,
  region: string,
): Promise<RoleState> {
  const RoleName = shortName(arn);
  const { Role: role } = await reads.read(
    'iam:GetRole',
    region,
    (to, options) => to.iam.send(new GetRoleCommand({ RoleName }), options),
  );
  // Names are unique in an account whatever their path, ARNs contain it.
  if (!role || role.Arn !== arn) {
    throw new AbsentError(`${arn} does not exist; there is ${role?.Arn}`);
  }
  const boundaryArn = role.PermissionsBoundary?.PermissionsBoundaryArn;
  const detail = await allRoles(reads)?.role(arn, region);
  const [inline, managed, boundary] = await Promise.all([
    detail
      ? inlinePoliciesOf(reads, detail)
      : readInlinePolicies(reads, RoleName, region),
    detail
      ? readPolicies(reads, attachedTo(detail), region)
      : readManagedPolicies(reads, RoleName, region),
    boundaryArn ? readManagedPolicy(reads, boundaryArn, region) : undefined,
  ]);
  const changes = [
    role.CreateDate?.getTime(),
    ...managed.map(({ changedAt }) => changedAt),
    boundary?.changedAt,
  ].filter(time => time !== undefined);
  return {
    arn,
    uniqueId: role.RoleId,
    changedAt:
      changes.length > 0
        ? new Date(Math.max(...changes)).toISOString()
        : undefined,
    trustPolicy: decodeDocument(reads, role.AssumeRolePolicyDocument ?? ''),
    policies: [
      // However AWS orders them, a role is the same.
      ...inline.sort((a, b) => a.name.localeCompare(b.name)),
      ...managed.map(({ policy }) => policy),
    ],
    permissionsBoundary: boundary?.policy,
    tags: Object.fromEntries(
      (role.Tags ?? []).map(({ Key, Value }) => [Key!, Value!]),
    ),
    maxSessionDuration: role.MaxSessionDuration,
  };
}

function allRoles(reads: AccountReads): AccountRoles | undefined {
  if (reads.readsAllRoles) {
    reads.roles ??= new AccountRoles(reads);
  }
  return reads.roles;
}

function inlinePoliciesOf(
  reads: AccountReads,
  { RolePolicyList = [] }: RoleDetail,
): RolePolicy[] {
  return RolePolicyList.map(({ PolicyName, PolicyDocument }) => ({
    name: PolicyName!,
    document: decodeDocument(reads, PolicyDocument!),
  }));
}

function attachedTo({ AttachedManagedPolicies = [] }: RoleDetail): string[] {
  return AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn!);
}

async function readInlinePolicies(
  reads: AccountReads,
  RoleName: string,
  region: string,
): Promise<RolePolicy[]> {
  const names = allPages(async Marker => {
    const page = await reads.read(
      'iam:ListRolePolicies',
      region,
      (to, options) =>
        to.iam.send(new ListRolePoliciesCommand({ RoleName, Marker }), options),
    );
    return { items: page.PolicyNames, next: page.Marker };
  });
  return unlessUnread(
    names.then(all =>
      Promise.all(
        all.map(name => readInlinePolicy(reads, RoleName, name, region)),
      ),
    ),
    unreadable => [{ name: 'inline policies', unreadable }],
  );
}

function readInlinePolicy(
  reads: AccountReads,
  RoleName: string,
  name: string,
  region: string,
): Promise<RolePolicy> {
  return unlessUnread(
    reads
      .read('iam:GetRolePolicy', region, (to, options) =>
        to.iam.send(
          new GetRolePolicyCommand({ RoleName, PolicyName: name }),
          options,
        ),
      )
      .then(({ PolicyDocument }) => ({
        name,
        document: decodeDocument(reads, PolicyDocument!),
      })),
    unreadable => ({ name, unreadable }),
  );
}

async function readManagedPolicies(
  reads: AccountReads,
  RoleName: string,
  region: string,
): Promise<DatedPolicy[]> {
  const attached = allPages(async Marker => {
    const page = await reads.read(
      'iam:ListAttachedRolePolicies',
      region,
      (to, options) =>
        to.iam.send(
          new ListAttachedRolePoliciesCommand({ RoleName, Marker }),
          options,
        ),
    );
    return { items: page.AttachedPolicies, next: page.Marker };
  });
  return unlessUnread(
    attached.then(all =>
      readPolicies(
        reads,
        all.map(({ PolicyArn }) => PolicyArn!),
        region,
      ),
    ),
    unreadable => [{ policy: { name: 'managed policies', unreadable } }],
  );
}

function readPolicies(
  reads: AccountReads,
  arns: string[],
  region: string,
): Promise<DatedPolicy[]> {
  return Promise.all(arns.map(arn => readManagedPolicy(reads, arn, region)));
}

/** A managed policy; one that is not there, or cannot be read, says so. */
export async function readManagedPolicy(
  reads: AccountReads,
  arn: string,
  region: string,
): Promise<DatedPolicy> {
  const name = shortName(arn);
  const reading = async (): Promise<DatedPolicy> => {
    const detail = await allRoles(reads)?.policy(arn, region);
    if (detail) {
      return policyOf(reads, detail);
    }
    const { Policy } = await reads.read(
      'iam:GetPolicy',
      region,
      (to, options) =>
        to.iam.send(new GetPolicyCommand({ PolicyArn: arn }), options),
    );
    const { PolicyVersion } = await reads.read(
      'iam:GetPolicyVersion',
      region,
      (to, options) =>
        to.iam.send(
          new GetPolicyVersionCommand({
            PolicyArn: arn,
            VersionId: Policy!.DefaultVersionId,
          }),
          options,
        ),
    );
    return {
      policy: {
        name,
        arn,
        document: decodeDocument(reads, PolicyVersion!.Document!),
      },
      changedAt: Policy!.UpdateDate?.getTime(),
    };
  };
  const found = await unlessUnread(unlessAbsent(reading()), unreadable => ({
    policy: {
      name,
      arn,
      unreadable,
      deniesNothing: deniesNothing(arn) || undefined,
    },
  }));
  return (
    found ?? {
      policy: {
        name,
        arn,
        unreadable: `${arn} does not exist`,
        isMissing: true,
      },
    }
  );
}

function policyOf(
  reads: AccountReads,
  { Arn: arn, UpdateDate, PolicyVersionList = [] }: ManagedPolicyDetail,
): DatedPolicy {
  const version = PolicyVersionList.find(
    ({ IsDefaultVersion }) => IsDefaultVersion,
  );
  return {
    policy: {
      name: shortName(arn!),
      arn,
      document: decodeDocument(reads, version!.Document!),
    },
    changedAt: UpdateDate?.getTime(),
  };
}

/** IAM gives documents URL-encoded (RFC 3986). */
function decodeDocument({ policyTexts }: AccountReads, text: string): unknown {
  return policyTexts.read(decodeURIComponent(text));
}
