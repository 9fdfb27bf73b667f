import { createHash, randomUUID } from 'node:crypto';
import type {
  CreateGrantRequest,
  CreateGrantResponse,
  ListGrantsRequest,
  ListGrantsResponse,
  RevokeGrantRequest,
} from '@aws-sdk/client-kms';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { authorizeKey } from './authorizeKey';
import { findKey } from './findKey';
import type { GrantRecord, KeyRecord } from './KmsState';

/** See `kms/latest/developerguide/resource-limits`. */
const MAX_GRANTS = 50_000;

const idOf = () => createHash('sha256').update(randomUUID()).digest('hex');

/** Whether a grant may be given to somebody: it has to exist. */
function granteeExists({ world }: Call, grantee: string): boolean {
  if (!grantee.startsWith('arn:')) {
    return grantee.includes('.amazonaws.com');
  }
  const account = /^arn:aws:iam::(\d{12}):root$/.exec(grantee)?.[1];
  return account
    ? world.findAccount(account) !== undefined
    : world.principals.idOf(grantee) !== undefined ||
        /^arn:aws:sts::\d{12}:assumed-role\//.test(grantee);
}

function describe(key: KeyRecord, grant: GrantRecord) {
  return {
    KeyId: key.arn,
    GrantId: grant.id,
    Name: grant.name,
    CreationDate: grant.createdAt,
    ...(grant.grantee.startsWith('arn:')
      ? { GranteePrincipal: grant.grantee }
      : { GranteeServicePrincipal: grant.grantee }),
    RetiringPrincipal: grant.retiring,
    IssuingAccount: `arn:aws:iam::${grant.issuedBy}:root`,
    Operations: grant.operations as any,
  };
}

export function createGrant(
  call: Call,
  input: CreateGrantRequest,
): CreateGrantResponse {
  const key = findKey(call, input.KeyId!);
  const grantee = input.GranteePrincipal ?? input.GranteeServicePrincipal!;
  authorizeKey(call, 'CreateGrant', key, {
    context: {
      'kms:GranteePrincipal': grantee,
      'kms:GrantOperations': input.Operations,
    },
  });
  if (!granteeExists(call, grantee)) {
    throw new ServiceError(
      'InvalidArnException',
      `ARN does not refer to a valid principal: ${grantee}`,
    );
  }
  if (key.grants.length >= MAX_GRANTS) {
    throw new ServiceError('LimitExceededException', 'Too many grants');
  }
  const grant: GrantRecord = {
    id: idOf(),
    name: input.Name,
    token: randomUUID(),
    createdAt: new Date(),
    grantee,
    operations: input.Operations!,
    retiring: input.RetiringPrincipal,
    issuedBy: call.caller.account,
  };
  key.grants = [...key.grants, grant];
  return { GrantId: grant.id, GrantToken: grant.token };
}

export function listGrants(
  call: Call,
  input: ListGrantsRequest,
): ListGrantsResponse {
  const key = findKey(call, input.KeyId!);
  authorizeKey(call, 'ListGrants', key);
  return {
    Grants: key.grants
      .filter(
        ({ id, grantee }) =>
          (!input.GrantId || id === input.GrantId) &&
          (!input.GranteePrincipal || grantee === input.GranteePrincipal),
      )
      .map(grant => describe(key, grant)),
    Truncated: false,
  };
}

export function revokeGrant(call: Call, input: RevokeGrantRequest): void {
  const key = findKey(call, input.KeyId!);
  authorizeKey(call, 'RevokeGrant', key);
  if (!key.grants.some(({ id }) => id === input.GrantId)) {
    throw new ServiceError(
      'NotFoundException',
      `Grant ID ${input.GrantId} not found`,
    );
  }
  key.grants = key.grants.filter(({ id }) => id !== input.GrantId);
}
