import {
  createAlias,
  deleteAlias,
  listAliases,
  updateAlias,
} from '../kms/aliases';
import {
  createKey,
  describeKey,
  disableKey,
  disableKeyRotation,
  enableKey,
  enableKeyRotation,
  getKeyPolicy,
  getKeyRotationStatus,
  putKeyPolicy,
  scheduleKeyDeletion,
  tagKey,
} from '../kms/keys';
import { defaultKeyPolicy } from '../kms/keyPolicy';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { tagRecord } from '../world/tags';
import type { Properties, ResourceModel, ResourceType } from './ResourceType';

const isTrue = (value: unknown) => value === true || value === 'true';

function keyTags(tags: Record<string, string>) {
  return Object.entries(tags).map(([TagKey, TagValue]) => ({
    TagKey,
    TagValue,
  }));
}

function keyModel(call: Call, KeyId: string): ResourceModel {
  const { KeyMetadata: metadata } = describeKey(call, { KeyId });
  return { physicalId: KeyId, attributes: { Arn: metadata!.Arn, KeyId } };
}

function setRotationAndState(
  call: Call,
  KeyId: string,
  before: Properties,
  after: Properties,
): void {
  if (isTrue(before.EnableKeyRotation) !== isTrue(after.EnableKeyRotation)) {
    const set = isTrue(after.EnableKeyRotation)
      ? enableKeyRotation
      : disableKeyRotation;
    set(call, { KeyId });
  }
  const enabledBefore = isTrue(before.Enabled ?? true);
  const enabledAfter = isTrue(after.Enabled ?? true);
  if (enabledBefore !== enabledAfter) {
    (enabledAfter ? enableKey : disableKey)(call, { KeyId });
  }
}

export const kmsKey: ResourceType = {
  name: 'AWS::KMS::Key',
  replacedBy: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  create(context, properties) {
    const { call } = context;
    const { KeyMetadata: metadata } = createKey(call, {
      Description: properties.Description,
      Policy: properties.KeyPolicy && JSON.stringify(properties.KeyPolicy),
      Tags: keyTags({ ...context.tags, ...tagRecord(properties.Tags) }),
    });
    const KeyId = metadata!.KeyId!;
    context.identify(KeyId);
    setRotationAndState(call, KeyId, {}, properties);
    return keyModel(call, KeyId);
  },
  update({ call, tags }, KeyId, { before, after }) {
    if (JSON.stringify(before.KeyPolicy) !== JSON.stringify(after.KeyPolicy)) {
      putKeyPolicy(call, {
        KeyId,
        Policy: JSON.stringify(
          after.KeyPolicy ?? defaultKeyPolicy(call.caller.account),
        ),
      });
    }
    setRotationAndState(call, KeyId, before, after);
    const wanted = { ...tags, ...tagRecord(after.Tags) };
    if (JSON.stringify(before.Tags) !== JSON.stringify(after.Tags)) {
      tagKey(call, { KeyId, Tags: keyTags(wanted) });
    }
    return keyModel(call, KeyId);
  },
  read({ call }, KeyId) {
    const { KeyMetadata: metadata } = describeKey(call, { KeyId });
    return {
      Description: metadata!.Description,
      Enabled: metadata!.Enabled,
      EnableKeyRotation: getKeyRotationStatus(call, { KeyId })
        .KeyRotationEnabled,
      KeyPolicy: JSON.parse(getKeyPolicy(call, { KeyId }).Policy!),
    };
  },
  delete({ call }, KeyId, properties) {
    const { KeyMetadata: metadata } = describeKey(call, { KeyId });
    if (metadata!.KeyState !== 'PendingDeletion') {
      scheduleKeyDeletion(call, {
        KeyId,
        PendingWindowInDays:
          properties.PendingWindowInDays &&
          Number(properties.PendingWindowInDays),
      });
    }
  },
};

export const kmsAlias: ResourceType = {
  name: 'AWS::KMS::Alias',
  replacedBy: ['AliasName'],
  nameProperty: 'AliasName',
  create({ call }, { AliasName, TargetKeyId }) {
    createAlias(call, { AliasName, TargetKeyId });
    return { physicalId: AliasName, attributes: {} };
  },
  update({ call }, AliasName, { after }) {
    updateAlias(call, { AliasName, TargetKeyId: after.TargetKeyId });
    return { physicalId: AliasName, attributes: {} };
  },
  read({ call }, AliasName) {
    const alias = listAliases(call, {}).Aliases!.find(
      each => each.AliasName === AliasName,
    );
    if (!alias) {
      throw new ServiceError(
        'NotFoundException',
        `Alias ${AliasName} is not found.`,
      );
    }
    return { TargetKeyId: alias.TargetKeyId };
  },
  spell: ({ TargetKeyId, ...rest }) => ({
    ...rest,
    TargetKeyId: String(TargetKeyId).replace(/^.*:key\//, ''),
  }),
  delete({ call }, AliasName) {
    deleteAlias(call, { AliasName });
  },
};
