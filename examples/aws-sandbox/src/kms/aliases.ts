import type {
  CreateAliasRequest,
  DeleteAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-kms';
import { authorize } from '../access/authorize';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { authorizeKey } from './authorizeKey';
import { findKey } from './findKey';
import type { KmsState } from './KmsState';

const NAME = /^alias\/[a-zA-Z0-9/_-]{1,250}$/;
const PAGE = 50;

function stateOf({ world, caller, region }: Call): KmsState {
  return world.account(caller.account).region(region).kms;
}

function aliasArn({ caller, region }: Call, name: string): string {
  return `arn:aws:kms:${region}:${caller.account}:${name}`;
}

/** Aliases belong to the account: both the alias and its key are authorized. */
function authorizeAlias(
  call: Call,
  action: string,
  name: string,
  keyId: string,
) {
  authorize(call, { action: `kms:${action}`, resource: aliasArn(call, name) });
  const key = findKey(call, keyId);
  authorizeKey(call, action, key);
  return key;
}

export function createAlias(call: Call, input: CreateAliasRequest): void {
  const name = input.AliasName!;
  if (!NAME.test(name) || name.startsWith('alias/aws/')) {
    throw new ServiceError(
      'InvalidAliasNameException',
      `${name} is not a valid alias name`,
    );
  }
  const key = authorizeAlias(call, 'CreateAlias', name, input.TargetKeyId!);
  const { aliases } = stateOf(call);
  if (aliases.has(name)) {
    throw new ServiceError(
      'AlreadyExistsException',
      `An alias with the name ${aliasArn(call, name)} already exists`,
    );
  }
  aliases.set(name, key.id);
}

function requireAlias(call: Call, name: string): string {
  const keyId = stateOf(call).aliases.get(name);
  if (keyId === undefined) {
    throw new ServiceError(
      'NotFoundException',
      `Alias ${aliasArn(call, name)} is not found.`,
    );
  }
  return keyId;
}

export function updateAlias(call: Call, input: UpdateAliasRequest): void {
  const name = input.AliasName!;
  requireAlias(call, name);
  const key = authorizeAlias(call, 'UpdateAlias', name, input.TargetKeyId!);
  stateOf(call).aliases.set(name, key.id);
}

export function deleteAlias(call: Call, input: DeleteAliasRequest): void {
  const name = input.AliasName!;
  authorizeAlias(call, 'DeleteAlias', name, requireAlias(call, name));
  stateOf(call).aliases.delete(name);
}

export function listAliases(
  call: Call,
  input: ListAliasesRequest,
): ListAliasesResponse {
  authorize(call, { action: 'kms:ListAliases', resource: '*' });
  const keyId = input.KeyId && findKey(call, input.KeyId).id;
  const aliases = [...stateOf(call).aliases].filter(
    ([, target]) => !keyId || target === keyId,
  );
  const { page, next } = paginate(aliases, {
    token: input.Marker,
    size: input.Limit,
    defaultSize: PAGE,
  });
  return {
    Aliases: page.map(([name, target]) => ({
      AliasName: name,
      AliasArn: aliasArn(call, name),
      TargetKeyId: target,
    })),
    Truncated: next !== undefined,
    NextMarker: next,
  };
}
