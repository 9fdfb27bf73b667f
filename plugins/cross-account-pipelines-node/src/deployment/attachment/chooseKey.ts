import type {
  KeyState,
  PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  AttachmentError,
  partitionOf,
  storesOf,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Stands for a key that is not there yet. */
const unmadeKey = '00000000-0000-0000-0000-000000000000';

/** The key that artifacts are encrypted with. */
export interface ChosenKey {
  arn: string;
  isNew: boolean;
  /** What stands for it where it is not made yet; else itself. */
  stand: string;
}

/** @throws AttachmentError when the pipeline's key is none that can be used */
export function chooseKey(options: {
  definition: PipelineDefinition;
  keys: KeyState[];
  account: string;
  region: string;
  /** The key that an earlier run made. */
  made?: string;
}): ChosenKey {
  const { definition, keys, account, region, made } = options;
  const unmade = `arn:${
    partitionOf(region).id
  }:kms:${region}:${account}:key/${unmadeKey}`;
  if (made) {
    return { arn: made, isNew: true, stand: unmade };
  }
  const store = storesOf(definition, region)[region];
  if (!store) {
    throw new AttachmentError([
      `the pipeline has no artifact store in its own Region ${region}`,
    ]);
  }
  const id = store.encryptionKey?.id;
  if (id === undefined) {
    return { arn: unmade, isNew: true, stand: unmade };
  }
  const key = keys.find(
    ({ arn, aliases = [] }) =>
      arn === id ||
      arn.endsWith(`:key/${id}`) ||
      aliases.some(alias => id === alias || id.endsWith(`:${alias}`)),
  );
  if (!key) {
    throw new AttachmentError([
      `the key ${id} of its artifacts is none of account ${account}, or cannot be read: which policy it has must be known`,
    ]);
  }
  if (key.manager === 'AWS') {
    return { arn: unmade, isNew: true, stand: unmade };
  }
  if (key.state !== 'Enabled') {
    throw new AttachmentError([
      `the key ${key.arn} of its artifacts is ${key.state}: enable it, or give the pipeline another one`,
    ]);
  }
  return { arn: key.arn, isNew: false, stand: key.arn };
}
