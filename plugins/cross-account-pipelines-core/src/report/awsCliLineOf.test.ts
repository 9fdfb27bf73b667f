import { execFileSync } from 'node:child_process';
import { awsCliLineOf } from './awsCliLineOf';
import type { DocumentReference } from './DocumentReference';

const account = '222222222222';
const roleArn = `arn:aws:iam::${account}:role/team/orders-action`;
const policy = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'It\'s $HOME `here` "now"', Effect: 'Allow' }],
};

function wordsOf(document: DocumentReference): string[] {
  const line = awsCliLineOf({
    summary: '',
    account,
    document,
    after: JSON.stringify(policy, null, 2),
  })!;
  // What a shell makes of the line, a word each.
  return execFileSync('sh', ['-c', line.replace(/^aws/, "printf '%s\\n'")], {
    encoding: 'utf8',
  })
    .trimEnd()
    .split('\n');
}

const text = JSON.stringify(policy);

describe('awsCliLineOf', () => {
  it.each<[DocumentReference, string[]]>([
    [
      { type: 'trust policy', account, arn: roleArn },
      [
        'iam',
        'update-assume-role-policy',
        '--role-name',
        'orders-action',
        '--policy-document',
        text,
      ],
    ],
    [
      { type: 'inline policy', account, roleArn, name: "team's" },
      [
        'iam',
        'put-role-policy',
        '--role-name',
        'orders-action',
        '--policy-name',
        "team's",
        '--policy-document',
        text,
      ],
    ],
    [
      {
        type: 'managed policy',
        account,
        roleArn,
        name: 'all',
        arn: `arn:aws:iam::${account}:policy/all`,
      },
      [
        'iam',
        'create-policy-version',
        '--policy-arn',
        `arn:aws:iam::${account}:policy/all`,
        '--set-as-default',
        '--policy-document',
        text,
      ],
    ],
    [
      {
        type: 'key policy',
        account,
        arn: `arn:aws:kms:eu-west-1:${account}:key/7d0c`,
      },
      [
        'kms',
        'put-key-policy',
        '--region',
        'eu-west-1',
        '--key-id',
        `arn:aws:kms:eu-west-1:${account}:key/7d0c`,
        '--policy-name',
        'default',
        '--policy',
        text,
      ],
    ],
    [
      { type: 'bucket policy', account, arn: 'arn:aws:s3:::artifacts' },
      ['s3api', 'put-bucket-policy', '--bucket', 'artifacts', '--policy', text],
    ],
    [
      {
        type: 'pipeline definition',
        account,
        arn: `arn:aws:codepipeline:eu-west-1:${account}:orders`,
      },
      [
        'codepipeline',
        'update-pipeline',
        '--region',
        'eu-west-1',
        '--pipeline',
        text,
      ],
    ],
  ])('writes %j', (document, words) => {
    expect(wordsOf(document)).toEqual(words);
  });

  it('has none without a document, or where no call writes it', () => {
    const document = { type: 'trust policy', account, arn: roleArn } as const;
    const remedy = { summary: '', account, document };
    expect(awsCliLineOf(remedy)).toBeUndefined();
    expect(awsCliLineOf({ ...remedy, after: 'not JSON' })).toBeUndefined();
    expect(
      awsCliLineOf({
        ...remedy,
        document: { type: 'service control policies', account },
        after: '{}',
      }),
    ).toBeUndefined();
  });
});
