/**
 * What a verdict rests on, or what a remedy changes: a policy, or the state of a
 * thing. It is data, so that a document is found again by what it is; its name
 * in words is made where it is shown.
 *
 * `account` is the account that it lives in: twelve digits.
 *
 * @public
 */
export type DocumentReference =
  | {
      type: ArnDocumentType;
      account: string;
      arn: string;
      /** What people call a key, e.g. `alias/orders`; absent where nobody knows. */
      alias?: string;
    }
  | { type: 'inline policy'; account: string; roleArn: string; name: string }
  | {
      type: 'managed policy';
      account: string;
      /** The role that it was read of; it may be attached to others, too. */
      roleArn: string;
      name: string;
      arn: string;
    }
  | {
      type: 'permissions boundary';
      account: string;
      roleArn: string;
      /** Absent where no policy of it decides. */
      name?: string;
      arn?: string;
    }
  | {
      type: 'service control policy' | 'resource control policy';
      account: string;
      name: string;
      /** Counted from the root, which is 0, down to the account. */
      level: number;
    }
  | {
      /** All of them together, where none decides alone. */
      type: 'service control policies' | 'resource control policies';
      account: string;
    }
  | {
      /** The policy of a thing that no ARN is known of. */
      type: 'resource policy';
      account: string;
      name: string;
    }
  | {
      /** Something that is there or not, e.g. `function orders`. */
      type: 'thing';
      account: string;
      name: string;
      /** Of what a definition names. */
      arn?: string;
    }
  | { type: 'service'; account: string; name: string };

/**
 * Documents that belong to one thing and are found by its ARN.
 *
 * @public
 */
export type ArnDocumentType =
  | 'trust policy'
  | 'identity policies'
  | 'key policy'
  | 'key sharing policy'
  | 'key grants'
  | 'bucket policy'
  | 'repository policy'
  | 'event bus policy'
  | 'pipeline definition'
  | 'role'
  | 'key'
  | 'bucket'
  | 'project'
  | 'deployment group'
  | 'connection'
  | 'stack'
  | 'event rule';
