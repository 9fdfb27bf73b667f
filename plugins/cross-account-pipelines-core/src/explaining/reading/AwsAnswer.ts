/**
 * The shell in which AWS, an SDK or a tool hands an error on: whose it is and
 * what it is called, apart from what it says.
 */
export interface AwsAnswer {
  /** Where in the line it stands. */
  at: number;
  /** IAM prefix, e.g. `kms`. */
  service?: string;
  /** In the form of the API, e.g. `PutKeyPolicy`. */
  operation?: string;
  /** e.g. `AccessDeniedException`. */
  code?: string;
  /** It is only a resource or a document that is spoken of. */
  spokenOf?: boolean;
}
