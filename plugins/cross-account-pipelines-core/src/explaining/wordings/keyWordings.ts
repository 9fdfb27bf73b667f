import { A, B } from './sampleRefusal';
import type { Wording } from './Wording';

/** Keys. */
export const keyWordings: Wording[] = [
  {
    cause: 'key-access-refused',
    also: ['key-gone', 'template-key-access'],
    text: 'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException)',
  },
  {
    cause: 'key-state',
    account: A,
    text: `An error occurred (KMSInvalidStateException) when calling the Decrypt operation: arn:aws:kms:eu-west-1:${A}:key/1234 is pending deletion.`,
  },
  {
    cause: 'key-state',
    text: 'com.amazonaws.services.kms.model.DisabledException: key is disabled (Service: AWSKMS; Status Code: 400; Error Code: DisabledException)',
  },
  {
    cause: 'key-not-found',
    also: ['key-deleted'],
    text: `Secrets Manager can't encrypt the secret value: Key 'arn:aws:kms:us-east-1:${B}:key/12345' does not exist (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException; Request ID: 1)`,
  },
  {
    cause: 'key-wrong-use',
    text: 'An error occurred (IncorrectKeyException) when calling the Decrypt operation: The key ID in the request does not identify a CMK that can perform this operation.',
  },
  {
    cause: 'key-arn-asked',
    text: 'InvalidInputException: encryptionKey must be a valid key ARN (Service: AWSCodeBuild)',
  },
  {
    cause: 'no-customer-managed-key',
    also: ['definition-lacks-key'],
    text: `Artifact Bucket must have a KMS Key to add cross-account action 'd' (pipeline account: '${A}', action account: '${B}').`,
  },
  {
    cause: 'default-key-not-shared',
    text: "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
  },
  {
    cause: 'alias-taken',
    also: ['alias-stack-rolled-back'],
    text: `Resource handler returned message: "An alias with the name arn:aws:kms:eu-west-1:${A}:alias/release already exists" (HandlerErrorCode: AlreadyExists)`,
  },
  {
    cause: 'service-key-refused',
    also: ['workload-key-access'],
    text: 'Execution failed: KMSAccessDeniedException: parcel-worker could not use the key (Service: AWSLambda; Status Code: 502)',
  },
  {
    cause: 'service-key-refused',
    also: ['workload-key-access'],
    text: 'Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function’s KMS key settings.',
  },
];
