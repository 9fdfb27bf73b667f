import { randomBytes, randomUUID } from 'node:crypto';
import type {
  CancelKeyDeletionRequest,
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  DisableKeyRequest,
  DisableKeyRotationRequest,
  EnableKeyRequest,
  EnableKeyRotationRequest,
  GetKeyPolicyRequest,
  GetKeyPolicyResponse,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
  KeyMetadata,
  ListKeyPoliciesRequest,
  ListKeyPoliciesResponse,
  ListKeysRequest,
  ListKeysResponse,
  ListResourceTagsRequest,
  ListResourceTagsResponse,
  PutKeyPolicyRequest,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-kms';
import { authorize } from '../access/authorize';
import { showPrincipals } from '../access/principalsInPolicies';
import type { Call } from '../world/Call';
import { ServiceError } from '../front/ServiceError';
import { reservedTag } from '../world/tags';
import { paginate } from '../world/paginate';
import { authorizeKey } from './authorizeKey';
import { findKey } from './findKey';
import { checkLockout, defaultKeyPolicy, readKeyPolicy } from './keyPolicy';
import type { KeyRecord, KmsState } from './KmsState';
import { sharingPolicy, sharingPolicyName } from './sharingPolicy';

const DEFAULT_WINDOW_DAYS = 30;
const DAY = 24 * 3_600_000;
const PAGE = 100;

function stateOf({ world, caller, region }: Call): KmsState {
  return world.account(caller.account).region(region).kms;
}

function describe(key: KeyRecord): KeyMetadata {
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt,
    Description: key.description,
    Enabled: key.state === 'Enabled',
    KeyState: key.state,
    KeyManager: key.manager,
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    Origin: 'AWS_KMS',
    DeletionDate: key.deletionDate,
    MultiRegion: false,
  };
}

/** The key for an action of that name, authorized. */
function authorizedKey(call: Call, action: string, keyId: string): KeyRecord {
  const key = findKey(call, keyId);
  authorizeKey(call, action, key);
  return key;
}

function kmsTags(given: Array<{ TagKey?: string; TagValue?: string }> = []) {
  const tags = Object.fromEntries(
    given.map(({ TagKey, TagValue }) => [TagKey ?? '', TagValue ?? '']),
  );
  if (reservedTag(tags) !== undefined) {
    throw new ServiceError(
      'TagException',
      'The request was rejected because one or more tags begin with aws:, which is reserved.',
    );
  }
  return tags;
}

export function createKey(
  call: Call,
  input: CreateKeyRequest,
): CreateKeyResponse {
  const { caller, region } = call;
  authorize(call, { action: 'kms:CreateKey', resource: '*' });
  const id = randomUUID();
  const arn = `arn:aws:kms:${region}:${caller.account}:key/${id}`;
  const policy = input.Policy
    ? readKeyPolicy(call, input.Policy)
    : defaultKeyPolicy(caller.account);
  if (!input.BypassPolicyLockoutSafetyCheck) {
    checkLockout(call, { arn, account: caller.account, policy });
  }
  const tags = kmsTags(input.Tags);
  const key: KeyRecord = {
    id,
    arn,
    account: caller.account,
    region,
    createdAt: new Date(),
    manager: 'CUSTOMER',
    description: input.Description ?? '',
    state: 'Enabled',
    policy,
    rotation: false,
    grants: [],
    tags,
    material: randomBytes(32),
  };
  if (Object.keys(tags).length > 0) {
    authorizeKey(call, 'TagResource', key);
  }
  stateOf(call).keys.set(id, key);
  return { KeyMetadata: describe(key) };
}

export function describeKey(
  call: Call,
  input: DescribeKeyRequest,
): DescribeKeyResponse {
  return {
    KeyMetadata: describe(authorizedKey(call, 'DescribeKey', input.KeyId!)),
  };
}

export function listKeys(call: Call, input: ListKeysRequest): ListKeysResponse {
  authorize(call, { action: 'kms:ListKeys', resource: '*' });
  const { page, next } = paginate([...stateOf(call).keys.values()], {
    token: input.Marker,
    size: input.Limit,
    defaultSize: PAGE,
  });
  return {
    Keys: page.map(key => ({ KeyId: key.id, KeyArn: key.arn })),
    Truncated: next !== undefined,
    NextMarker: next,
  };
}

export function getKeyPolicy(
  call: Call,
  input: GetKeyPolicyRequest,
): GetKeyPolicyResponse {
  const key = authorizedKey(call, 'GetKeyPolicy', input.KeyId!);
  const { PolicyName = 'default' } = input;
  const policy =
    PolicyName === sharingPolicyName
      ? sharingPolicy(call.world, key)
      : PolicyName === 'default' && key.policy;
  if (!policy) {
    throw new ServiceError(
      'NotFoundException',
      `No such policy exists: ${PolicyName}`,
    );
  }
  return {
    Policy: JSON.stringify(showPrincipals(call.world, policy), undefined, 2),
    PolicyName,
  };
}

export function putKeyPolicy(call: Call, input: PutKeyPolicyRequest): void {
  const key = authorizedKey(call, 'PutKeyPolicy', input.KeyId!);
  const policy = readKeyPolicy(call, input.Policy!);
  if (!input.BypassPolicyLockoutSafetyCheck) {
    checkLockout(call, { ...key, policy });
  }
  key.policy = policy;
}

export function listKeyPolicies(
  call: Call,
  input: ListKeyPoliciesRequest,
): ListKeyPoliciesResponse {
  const key = authorizedKey(call, 'ListKeyPolicies', input.KeyId!);
  const isShared = sharingPolicy(call.world, key) !== undefined;
  return {
    PolicyNames: ['default', ...(isShared ? [sharingPolicyName] : [])],
    Truncated: false,
  };
}

export function enableKeyRotation(
  call: Call,
  input: EnableKeyRotationRequest,
): void {
  authorizedKey(call, 'EnableKeyRotation', input.KeyId!).rotation = true;
}

export function disableKeyRotation(
  call: Call,
  input: DisableKeyRotationRequest,
): void {
  authorizedKey(call, 'DisableKeyRotation', input.KeyId!).rotation = false;
}

export function getKeyRotationStatus(
  call: Call,
  input: GetKeyRotationStatusRequest,
): GetKeyRotationStatusResponse {
  const key = authorizedKey(call, 'GetKeyRotationStatus', input.KeyId!);
  return { KeyId: key.arn, KeyRotationEnabled: key.rotation };
}

export function enableKey(call: Call, input: EnableKeyRequest): void {
  authorizedKey(call, 'EnableKey', input.KeyId!).state = 'Enabled';
}

export function disableKey(call: Call, input: DisableKeyRequest): void {
  authorizedKey(call, 'DisableKey', input.KeyId!).state = 'Disabled';
}

export function scheduleKeyDeletion(
  call: Call,
  input: ScheduleKeyDeletionRequest,
): ScheduleKeyDeletionResponse {
  const key = authorizedKey(call, 'ScheduleKeyDeletion', input.KeyId!);
  const days = input.PendingWindowInDays ?? DEFAULT_WINDOW_DAYS;
  key.state = 'PendingDeletion';
  key.deletionDate = new Date(Date.now() + days * DAY);
  return {
    KeyId: key.arn,
    KeyState: key.state,
    DeletionDate: key.deletionDate,
    PendingWindowInDays: days,
  };
}

export function cancelKeyDeletion(
  call: Call,
  input: CancelKeyDeletionRequest,
): { KeyId: string } {
  const key = authorizedKey(call, 'CancelKeyDeletion', input.KeyId!);
  key.state = 'Disabled';
  key.deletionDate = undefined;
  return { KeyId: key.arn };
}

export function tagKey(call: Call, input: TagResourceRequest): void {
  const key = authorizedKey(call, 'TagResource', input.KeyId!);
  key.tags = { ...key.tags, ...kmsTags(input.Tags) };
}

export function untagKey(call: Call, input: UntagResourceRequest): void {
  const key = authorizedKey(call, 'UntagResource', input.KeyId!);
  key.tags = Object.fromEntries(
    Object.entries(key.tags).filter(([name]) => !input.TagKeys!.includes(name)),
  );
}

export function listKeyTags(
  call: Call,
  input: ListResourceTagsRequest,
): ListResourceTagsResponse {
  const key = authorizedKey(call, 'ListResourceTags', input.KeyId!);
  return {
    Tags: Object.entries(key.tags).map(([TagKey, TagValue]) => ({
      TagKey,
      TagValue,
    })),
    Truncated: false,
  };
}
