import { emptyAccount } from './emptyAccount';
import type { EstateAccount } from './Estate';
import { noteRefusals } from './noteRefusals';

const account = '111111111111';
const policyOf = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});
const trust = {
  Principal: { Service: 'codepipeline.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const identity = { Action: 's3:GetObject', Resource: '*' };
const root = { AWS: `arn:aws:iam::${account}:root` };
const key = { Principal: root, Action: 'kms:*', Resource: '*' };
const bucket = {
  Principal: root,
  Action: 's3:ListBucket',
  Resource: 'arn:aws:s3:::artifacts',
};

/** An account with one document of each kind. */
function accountWith(documents: {
  trust?: object;
  inline?: object;
  boundary?: object;
  key?: object;
  bucket?: object;
}): EstateAccount {
  const roleArn = `arn:aws:iam::${account}:role/service`;
  const keyArn = `arn:aws:kms:eu-central-1:${account}:key/k`;
  return {
    ...emptyAccount(account),
    roles: {
      [roleArn]: {
        arn: roleArn,
        trustPolicy: policyOf(documents.trust ?? trust),
        policies: [
          { name: 'inline', document: policyOf(documents.inline ?? identity) },
          { name: 'unread', unreadable: 'nobody asked' },
        ],
        permissionsBoundary: {
          name: 'boundary',
          document: policyOf(documents.boundary ?? identity),
        },
      },
    },
    keys: {
      [keyArn]: {
        arn: keyArn,
        state: 'Enabled',
        manager: 'CUSTOMER',
        policy: policyOf(documents.key ?? key),
      },
    },
    buckets: {
      artifacts: {
        name: 'artifacts',
        region: 'eu-central-1',
        policy: policyOf(documents.bucket ?? bucket),
      },
      plain: { name: 'plain', region: 'eu-central-1' },
    },
  };
}

function refusalsIn(estateAccount: EstateAccount): string[] {
  noteRefusals(estateAccount);
  const { roles, keys, buckets } = estateAccount;
  const [role] = Object.values(roles);
  return Object.entries({
    trust: role,
    inline: role.policies[0],
    boundary: role.permissionsBoundary,
    key: Object.values(keys)[0],
    bucket: buckets.artifacts,
  }).flatMap(([name, { refusal } = {}]) =>
    refusal ? `${name} ${refusal.path} ${refusal.message}` : [],
  );
}

describe('noteRefusals', () => {
  it('notes nothing at documents that AWS takes', () => {
    expect(refusalsIn(accountWith({}))).toEqual([]);
  });

  it.each([
    [
      'trust',
      { ...trust, Resource: '*' },
      '$.Statement[0].Resource is prohibited in a trust policy, which is about its role',
    ],
    [
      'trust',
      { ...trust, Principal: { Service: 'codepipelin.amazonaws.com' } },
      '$.Statement[0].Principal.Service names codepipelin.amazonaws.com, which is no AWS service; codepipeline.amazonaws.com is probably meant',
    ],
    [
      'inline',
      { ...identity, Principal: root },
      '$.Statement[0].Principal must not be in the policy of a role, user or group',
    ],
    [
      'boundary',
      { Action: 's3:GetObject' },
      '$.Statement[0] has no Resource, which AWS requires here',
    ],
    [
      'key',
      { ...key, Principal: { AWS: 'arn:aws:iam::222222222222:root' } },
      `$.Statement lets nobody of ${account} change the key policy again (kms:PutKeyPolicy), which KMS refuses`,
    ],
    [
      'bucket',
      { ...bucket, Resource: 'arn:aws:s3:::others' },
      '$.Statement[0].Resource is not about the bucket artifacts, whose policy this is',
    ],
  ])(
    'notes at the %s what AWS would refuse there',
    (which, statement, what) => {
      expect(refusalsIn(accountWith({ [which]: statement }))).toEqual([
        `${which} ${what}`,
      ]);
    },
  );

  it('leaves what is no policy, and whom one names, to others', () => {
    const odd = accountWith({
      trust: { ...trust, Principal: { AWS: 5 } },
    });
    odd.buckets.artifacts.policy = 'no document';
    expect(refusalsIn(odd)).toEqual([]);
  });
});
