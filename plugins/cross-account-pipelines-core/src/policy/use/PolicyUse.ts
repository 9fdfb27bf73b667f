/**
 * What a document is used as. Each kind has to have, and may not have, other
 * elements.
 *
 * @public
 */
export interface PolicyUse {
  /** Where the document stands. */
  type: 'identity policy' | 'trust policy' | 'bucket policy' | 'key policy';
  /** Of the bucket or key that it is the policy of, where that is known. */
  arn?: string;
}
