import { findMisuse, type PolicyProblem, type PolicyUse } from '../policy';
import type { EstateAccount } from './Estate';

/**
 * Notes at each document of an account what AWS would refuse in it when it is
 * written, for what it is used as. Of what AWS has taken already, nothing is
 * refused: only accounts that templates make are looked through.
 */
export function noteRefusals({ roles, keys, buckets }: EstateAccount): void {
  for (const role of Object.values(roles)) {
    const { permissionsBoundary, policies } = role;
    note(role, role.trustPolicy, { type: 'trust policy', arn: role.arn });
    for (const policy of [...policies, permissionsBoundary]) {
      if (policy) {
        note(policy, policy.document, { type: 'identity policy' });
      }
    }
  }
  for (const key of Object.values(keys)) {
    note(key, key.policy, { type: 'key policy', arn: key.arn });
  }
  for (const bucket of Object.values(buckets)) {
    const arn = `arn:aws:s3:::${bucket.name}`;
    note(bucket, bucket.policy, { type: 'bucket policy', arn });
  }
}

function note(
  holder: { refusal?: PolicyProblem },
  document: unknown,
  use: PolicyUse,
): void {
  if (document === undefined) {
    return;
  }
  // Whom a policy names wrongly is a finding of its own.
  const refusal = findMisuse(document, use).find(
    ({ severity, path }) =>
      severity === 'error' && !path.includes('.Principal.AWS'),
  );
  if (refusal) {
    holder.refusal = refusal;
  }
}
