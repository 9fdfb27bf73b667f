import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
} from '@aws-sdk/client-sts';
import { decide, isAllowed } from '../access/decide';
import { OpenSession, openSession } from '../access/openSession';
import { Refusal, ServiceError } from '../front/ServiceError';
import { effectiveDocument } from '../iam/findPolicy';
import type { RoleRecord } from '../iam/IamState';
import type { Call } from '../world/Call';
import { tagRecord } from '../world/tags';

const ROLE_ARN =
  /^arn:aws:iam::(\d{12}):role\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]+)$/;
const DEFAULT_DURATION = 3_600;
/** A role that a role's session assumes; seconds. */
const CHAINED_DURATION = 3_600;

/**
 * The role behind an ARN, as IAM knows it now: the ARN's path must fit.
 */
function effectiveRole(
  { world }: Pick<Call, 'world'>,
  arn: string,
): RoleRecord | undefined {
  const [, account, name] = ROLE_ARN.exec(arn) ?? [];
  const role = world
    .findAccount(account ?? '')
    ?.iam.roles.get(name)
    ?.effective(Date.now());
  return role?.arn === arn ? role : undefined;
}

/**
 * What a caller asks of `sts:AssumeRole`.
 */
export interface AssumeRoleWish {
  roleArn: string;
  sessionName: string;
  externalId?: string;
  tags?: Record<string, string>;
  sourceIdentity?: string;
}

function actionsOf(wish: AssumeRoleWish): string[] {
  return [
    'sts:AssumeRole',
    ...(Object.keys(wish.tags ?? {}).length > 0 ? ['sts:TagSession'] : []),
    ...(wish.sourceIdentity ? ['sts:SetSourceIdentity'] : []),
  ];
}

/**
 * Decides whether the caller may assume a role: the caller's own policies and
 * the role's trust, and every guardrail between.
 *
 * @returns the role, or `undefined` when it is refused
 */
export function findAssumableRole(
  call: Call,
  wish: AssumeRoleWish,
): RoleRecord | undefined {
  const role = effectiveRole(call, wish.roleArn);
  const tags = wish.tags ?? {};
  const allowed = actionsOf(wish).every(action =>
    isAllowed(
      decide(call, {
        action,
        resource: wish.roleArn,
        resourceAccount: wish.roleArn.split(':')[4],
        resourcePolicy: role && {
          name: `trust policy of ${role.name}`,
          document: role.trust,
        },
        context: {
          'sts:RoleSessionName': wish.sessionName,
          'sts:ExternalId': wish.externalId,
          'sts:SourceIdentity': wish.sourceIdentity,
          ...(Object.keys(tags).length > 0 && {
            'aws:TagKeys': Object.keys(tags),
          }),
          ...Object.fromEntries(
            Object.entries(tags).map(([key, value]) => [
              `aws:RequestTag/${key}`,
              value,
            ]),
          ),
        },
      }),
    ),
  );
  return allowed ? role : undefined;
}

function parsePolicy(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError(
      'MalformedPolicyDocument',
      'This policy contains invalid Json',
    );
  }
}

function durationOf(call: Call, role: RoleRecord, asked?: number): number {
  const duration = asked ?? DEFAULT_DURATION;
  if (call.caller.type === 'AssumedRole' && duration > CHAINED_DURATION) {
    throw new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (duration > role.maxSessionDuration) {
    throw new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return duration;
}

/**
 * Opens a session for the caller.
 *
 * @throws Refusal in STS's words: it does not say which side refuses
 */
export function assumeRole(
  call: Call,
  input: AssumeRoleRequest,
): AssumeRoleResponse {
  const wish: AssumeRoleWish = {
    roleArn: input.RoleArn!,
    sessionName: input.RoleSessionName!,
    externalId: input.ExternalId,
    tags: tagRecord(input.Tags),
    sourceIdentity: input.SourceIdentity,
  };
  if (!ROLE_ARN.test(wish.roleArn)) {
    throw new ServiceError('ValidationError', `${wish.roleArn} is invalid`);
  }
  const role = findAssumableRole(call, wish);
  if (!role) {
    throw new Refusal(
      'AccessDenied',
      `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${wish.roleArn}`,
    );
  }
  const { caller, credential }: OpenSession = openSession(call.world, role, {
    sessionName: wish.sessionName,
    duration: durationOf(call, role, input.DurationSeconds),
    policies: [
      ...(input.Policy ? [parsePolicy(input.Policy)] : []),
      ...(input.PolicyArns ?? []).map(({ arn }) =>
        effectiveDocument(call.world, arn!),
      ),
    ],
    tags: { ...call.caller.session?.tags, ...wish.tags },
    sourceIdentity: wish.sourceIdentity ?? call.caller.session?.sourceIdentity,
  });
  return {
    AssumedRoleUser: { Arn: caller.arn, AssumedRoleId: caller.userId },
    Credentials: {
      AccessKeyId: credential.accessKeyId,
      SecretAccessKey: credential.secretAccessKey,
      SessionToken: credential.temporary.sessionToken,
      Expiration: credential.temporary.expires,
    },
    SourceIdentity: wish.sourceIdentity,
  };
}
