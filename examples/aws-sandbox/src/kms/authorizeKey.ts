import type { AccessDecision } from 'backstage-plugin-cross-account-pipelines-core';
import { decide, isAllowed } from '../access/decide';
import { deniedMessage } from '../access/deniedMessage';
import { Refusal } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type { KeyRecord } from './KmsState';
import { bothPolicies } from './sharingPolicy';

/** An encryption context: names and values that go with a ciphertext. */
export type EncryptionContext = Record<string, string>;

function aliasesOf({ world }: Call, key: KeyRecord): string[] {
  const { aliases } = world.account(key.account).region(key.region).kms;
  return [...aliases].filter(([, id]) => id === key.id).map(([name]) => name);
}

/**
 * Whether the caller may do something with a key: the key policy, and for
 * everybody whom it leaves to IAM their own policies too.
 *
 * @throws Refusal in KMS's words
 */
export function authorizeKey(
  call: Call,
  action: string,
  key: KeyRecord,
  options: {
    encryptionContext?: EncryptionContext;
    context?: Record<string, string | string[] | undefined>;
  } = {},
): void {
  const { encryptionContext = {}, context } = options;
  const names = Object.keys(encryptionContext);
  const aliases = aliasesOf(call, key);
  const decision = decide(call, {
    action: `kms:${action}`,
    resource: key.arn,
    resourceAccount: key.account,
    resourcePolicy: {
      name: `key policies of ${key.id}`,
      document: bothPolicies(call.world, key),
    },
    context: {
      'kms:CallerAccount': call.caller.account,
      'kms:KeySpec': 'SYMMETRIC_DEFAULT',
      'kms:KeyUsage': 'ENCRYPT_DECRYPT',
      'kms:KeyOrigin': 'AWS_KMS',
      ...(aliases.length > 0 && { 'kms:ResourceAliases': aliases }),
      ...(names.length > 0 && { 'kms:EncryptionContextKeys': names }),
      ...Object.fromEntries(
        names.map(name => [
          `kms:EncryptionContext:${name}`,
          encryptionContext[name],
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(key.tags).map(([name, value]) => [
          `aws:ResourceTag/${name}`,
          value,
        ]),
      ),
      ...context,
    },
  });
  if (
    isAllowed(decision) ||
    (decision.decision !== 'ExplicitlyDenied' && isGranted(call, action, key))
  ) {
    return;
  }
  throw new Refusal(
    'AccessDenied',
    refusalMessage(decision, call.caller.arn, action, key.arn),
  );
}

/** See `kms/latest/developerguide/grants`. */
function isGranted({ caller }: Call, action: string, key: KeyRecord): boolean {
  const accountRoot = `arn:aws:iam::${caller.account}:root`;
  return key.grants.some(
    ({ grantee, operations }) =>
      operations.includes(action) &&
      [caller.principalArn, caller.arn, accountRoot].includes(grantee),
  );
}

/** KMS does not say whether a key that nobody opens exists. */
function refusalMessage(
  decision: AccessDecision,
  principal: string,
  action: string,
  keyArn: string,
): string {
  const subject = `User: ${principal} is not authorized to perform: kms:${action}`;
  const place =
    action === 'Decrypt'
      ? 'on the resource associated with this ciphertext'
      : 'on this resource';
  if (decision.layer === 'resource') {
    return `${subject} ${place} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;
  }
  return deniedMessage({
    decision,
    principal,
    action: `kms:${action}`,
    resource: keyArn,
  }).replace(
    `on resource: ${keyArn}`,
    action === 'Decrypt' ? place : `on resource: ${keyArn}`,
  );
}
