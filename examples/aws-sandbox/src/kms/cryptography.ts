import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type {
  DecryptRequest,
  DecryptResponse,
  EncryptRequest,
  EncryptResponse,
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
} from '@aws-sdk/client-kms';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { authorizeKey, EncryptionContext } from './authorizeKey';
import { findKey } from './findKey';
import type { KeyRecord } from './KmsState';

const IV_LENGTH = 12;
const TAG_LENGTH = 16;
const ARN_LENGTH_BYTES = 2;
const DATA_KEY_BYTES = 32;

/**
 * @throws ServiceError when the key is disabled or about to be deleted
 */
export function checkUsable(key: KeyRecord): void {
  if (key.state === 'Disabled') {
    throw new ServiceError('DisabledException', `${key.arn} is disabled.`);
  }
  if (key.state === 'PendingDeletion') {
    throw new ServiceError(
      'KMSInvalidStateException',
      `${key.arn} is pending deletion.`,
    );
  }
}

function contextBytes(context: EncryptionContext = {}): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort()));
}

/** Length of the key's ARN, the ARN, IV, tag, ciphertext. */
function seal(
  key: KeyRecord,
  plaintext: Uint8Array,
  context?: EncryptionContext,
): Buffer {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key.material, iv);
  cipher.setAAD(contextBytes(context));
  const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const arn = Buffer.from(key.arn);
  const length = Buffer.alloc(ARN_LENGTH_BYTES);
  length.writeUInt16BE(arn.length);
  return Buffer.concat([length, arn, iv, cipher.getAuthTag(), encrypted]);
}

function keyArnOf(blob: Buffer): string {
  return blob.toString(
    'utf8',
    ARN_LENGTH_BYTES,
    ARN_LENGTH_BYTES + blob.readUInt16BE(),
  );
}

function unseal(
  key: KeyRecord,
  blob: Buffer,
  context?: EncryptionContext,
): Buffer {
  const start = ARN_LENGTH_BYTES + blob.readUInt16BE();
  const iv = blob.subarray(start, start + IV_LENGTH);
  const tag = blob.subarray(start + IV_LENGTH, start + IV_LENGTH + TAG_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', key.material, iv);
  decipher.setAAD(contextBytes(context));
  decipher.setAuthTag(tag);
  return Buffer.concat([
    decipher.update(blob.subarray(start + IV_LENGTH + TAG_LENGTH)),
    decipher.final(),
  ]);
}

export function encrypt(call: Call, input: EncryptRequest): EncryptResponse {
  const key = findKey(call, input.KeyId!);
  authorizeKey(call, 'Encrypt', key, {
    encryptionContext: input.EncryptionContext,
  });
  checkUsable(key);
  return {
    KeyId: key.arn,
    CiphertextBlob: seal(key, input.Plaintext!, input.EncryptionContext),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  };
}

export function decrypt(call: Call, input: DecryptRequest): DecryptResponse {
  const invalid = new ServiceError('InvalidCiphertextException', '');
  const blob = Buffer.from(input.CiphertextBlob!);
  let key: KeyRecord;
  try {
    key = findKey(call, keyArnOf(blob));
  } catch {
    throw invalid;
  }
  authorizeKey(call, 'Decrypt', key, {
    encryptionContext: input.EncryptionContext,
  });
  checkUsable(key);
  try {
    return {
      KeyId: key.arn,
      Plaintext: unseal(key, blob, input.EncryptionContext),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  } catch {
    throw invalid;
  }
}

export function generateDataKey(
  call: Call,
  input: GenerateDataKeyRequest,
): GenerateDataKeyResponse {
  const key = findKey(call, input.KeyId!);
  authorizeKey(call, 'GenerateDataKey', key, {
    encryptionContext: input.EncryptionContext,
  });
  checkUsable(key);
  const plaintext = randomBytes(input.NumberOfBytes ?? DATA_KEY_BYTES);
  return {
    KeyId: key.arn,
    Plaintext: plaintext,
    CiphertextBlob: seal(key, plaintext, input.EncryptionContext),
  };
}
