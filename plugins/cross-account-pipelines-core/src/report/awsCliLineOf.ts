import { parsePipelineArn } from './parsePipelineArn';
import type { Remedy } from './PipelineReport';

/**
 * The AWS CLI call that puts the mended document in the place of the old one,
 * for a POSIX shell with credentials of the remedy's account. Nothing for what
 * no single call writes.
 *
 * @alpha
 */
export function awsCliLineOf({ document, after }: Remedy): string | undefined {
  const text = after && compact(after);
  if (!text) {
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
        text,
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
        text,
      );
    case 'managed policy':
      return line(
        'iam',
        'create-policy-version',
        '--policy-arn',
        document.arn,
        '--set-as-default',
        '--policy-document',
        text,
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
        text,
      );
    case 'bucket policy':
      return line(
        's3api',
        'put-bucket-policy',
        '--bucket',
        document.arn.split(':').pop()!,
        '--policy',
        text,
      );
    case 'pipeline definition':
      return line(
        'codepipeline',
        'update-pipeline',
        '--region',
        parsePipelineArn(document.arn)!.region,
        '--pipeline',
        text,
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
