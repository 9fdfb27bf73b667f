import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type { KeyRecord } from './KmsState';

const ARN = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):(key\/([^/]+)|alias\/.+)$/;

const notFound = (message: string) =>
  new ServiceError('NotFoundException', message);

/**
 * The key that an id, alias or ARN means to this caller: bare ids and aliases
 * are looked up in the caller's own account and in the Region of the call.
 *
 * See `kms/latest/developerguide/concepts`, "Key identifiers".
 *
 * @throws ServiceError `NotFoundException`
 */
export function findKey(
  { world, caller, region }: Call,
  keyId: string,
): KeyRecord {
  const [, arnRegion, arnAccount, resource, arnKeyId] = ARN.exec(keyId) ?? [];
  if (arnRegion && arnRegion !== region) {
    throw notFound(`Invalid arn ${arnRegion}`);
  }
  const account = arnAccount ?? caller.account;
  const state = world.findAccount(account)?.region(region).kms;
  const isAlias = (resource ?? keyId).startsWith('alias/');
  const id = isAlias
    ? state?.aliases.get(resource ?? keyId)
    : arnKeyId ?? keyId;
  const key = id === undefined ? undefined : state?.keys.get(id);
  if (key) {
    return key;
  }
  throw notFound(
    isAlias
      ? `Alias arn:aws:kms:${region}:${account}:${
          resource ?? keyId
        } is not found.`
      : `Key 'arn:aws:kms:${region}:${account}:key/${
          arnKeyId ?? keyId
        }' does not exist`,
  );
}
