import type { Remedy } from 'backstage-plugin-cross-account-pipelines-core';

/**
 * The AWS CLI call that puts the mended document in the place of the old one,
 * for a POSIX shell with credentials of the remedy's account. Nothing for what
 * no single call writes.
 */
export function awsCliLineOf({ document, after }: Remedy): string | undefined {
  const policy = after && compact(after);
  if (!policy) {
    return undefined;
  }
  const line = (...words: string[]) => `aws ${words.map(quote).join(' ')}`;
  switch (document.type) {
    case 'trust policy':
      return line(
        'iam',
        'update-assume-role-policy',
        '--role-name',
        lastOf(document.arn),
        '--policy-document',
        policy,
      );
    case 'inline policy':
      return line(
        'iam',
        'put-role-policy',
        '--role-name',
        lastOf(document.roleArn),
        '--policy-name',
        document.name,
        '--policy-document',
        policy,
      );
    case 'managed policy':
      return line(
        'iam',
        'create-policy-version',
        '--policy-arn',
        document.arn,
        '--set-as-default',
        '--policy-document',
        policy,
      );
    case 'key policy':
      return line(
        'kms',
        'put-key-policy',
        '--region',
        document.arn.split(':')[3],
        '--key-id',
        document.arn,
        '--policy-name',
        'default',
        '--policy',
        policy,
      );
    case 'bucket policy':
      return line(
        's3api',
        'put-bucket-policy',
        '--bucket',
        document.arn.split(':').pop()!,
        '--policy',
        policy,
      );
    default:
      return undefined;
  }
}

function compact(json: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function lastOf(arn: string): string {
  return arn.split('/').pop()!;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word)
    ? word
    : `'${word.replace(/'/g, `'\\''`)}'`;
}
