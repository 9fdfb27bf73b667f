import { decide, isAllowed } from '../access/decide';
import { checkPolicy } from 'backstage-plugin-cross-account-pipelines-core';
import { describeProblem, elementOf } from '../access/findPolicyError';
import { bindPrincipals } from '../access/principalsInPolicies';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';

/** Bytes. See `kms/latest/developerguide/resource-limits`. */
const KEY_POLICY_LIMIT = 32_768;

const malformed = (message: string) =>
  new ServiceError('MalformedPolicyDocumentException', message);

/**
 * The policy that KMS gives a key for which none was given.
 */
export function defaultKeyPolicy(account: string): unknown {
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

/**
 * Reads a key policy; every principal that it names must exist.
 *
 * @throws ServiceError `MalformedPolicyDocumentException`, `LimitExceededException`
 */
export function readKeyPolicy(call: Call, text: string): unknown {
  if (Buffer.byteLength(text) > KEY_POLICY_LIMIT) {
    throw new ServiceError(
      'LimitExceededException',
      `The key policy is longer than ${KEY_POLICY_LIMIT} bytes`,
    );
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed('The policy document is not valid JSON');
  }
  // Whether it locks its writer out is decided for that writer, below.
  const error = checkPolicy(document, { type: 'key policy' }).find(
    ({ severity, message }) =>
      severity === 'error' && !message.includes('(kms:PutKeyPolicy)'),
  );
  if (error) {
    throw malformed(
      elementOf(error) === 'Service'
        ? 'Policy contains a statement with one or more invalid principals.'
        : `Policy contains a syntax error (${describeProblem(error)})`,
    );
  }
  const { document: bound, invalid } = bindPrincipals(call.world, document);
  if (invalid.length > 0) {
    throw malformed(
      'Policy contains a statement with one or more invalid principals.',
    );
  }
  return bound;
}

/**
 * KMS refuses a policy that would lock its writer out.
 *
 * @throws ServiceError `MalformedPolicyDocumentException`
 */
export function checkLockout(
  call: Call,
  key: { arn: string; account: string; policy: unknown },
): void {
  const decision = decide(call, {
    action: 'kms:PutKeyPolicy',
    resource: key.arn,
    resourceAccount: key.account,
    resourcePolicy: { name: 'key policy', document: key.policy },
    context: { 'kms:CallerAccount': call.caller.account },
  });
  if (!isAllowed(decision)) {
    throw malformed(
      'The new key policy will not allow you to update the key policy in the future.',
    );
  }
}
