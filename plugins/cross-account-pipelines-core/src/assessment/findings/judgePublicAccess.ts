import { findPublicStatement } from '../../policy';
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
  const effect = isRefused
    ? 'refuses to write it'
    : 'keeps every other account out, whatever it says';
  return [
    {
      rule: 'bucket-policy-blocked',
      health: healthOf('bucket-policy-blocked'),
      message: `The bucket policy of ${bucket.name} counts as public, and Block Public Access of the bucket ${effect}: name the accounts, or let a condition fix the organization (aws:PrincipalOrgID) or the accounts (aws:PrincipalAccount). A wildcard in aws:PrincipalArn does not.`,
      account,
      document: reference,
      statement,
      source,
      lowers: 'foreign',
    },
  ];
}
