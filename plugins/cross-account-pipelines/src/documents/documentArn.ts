import type { DocumentReference } from 'backstage-plugin-cross-account-pipelines-core';

/** The ARN of the thing that a document belongs to, where one is known. */
export function documentArn(document: DocumentReference): string | undefined {
  if ('roleArn' in document) {
    return document.type === 'inline policy' || !document.arn
      ? document.roleArn
      : document.arn;
  }
  return 'arn' in document ? document.arn : undefined;
}
