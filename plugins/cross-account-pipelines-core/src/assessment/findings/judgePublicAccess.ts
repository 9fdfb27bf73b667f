import { findPublicStatement } from '../../policy';
import { say } from '../../report';
import { type BucketPolicySubject, healthOf, type Issue } from './Issue';

/** What Block Public Access makes of a bucket policy that is for everyone. */
export function judgePublicAccess({
  view,
  bucket,
  document,
  reference,
  account,
  source,
}: BucketPolicySubject): Issue[] {
  const block = bucket.publicAccessBlock;
  const statement = findPublicStatement(document);
  const isPredicted = view.estate.origin === 'predicted';
  const isRefused = isPredicted && block?.blockPublicPolicy;
  if (statement === undefined || !(isRefused || block?.restrictPublicBuckets)) {
    return [];
  }
  return [
    {
      rule: 'bucket-policy-blocked',
      health: healthOf('bucket-policy-blocked'),
      message: say(
        isRefused
          ? 'finding.bucket-policy-refused'
          : 'finding.bucket-policy-void',
        { bucket: bucket.name },
      ),
      account,
      document: reference,
      statement,
      source,
      lowers: 'foreign',
    },
  ];
}
