import type { Finding } from '../../report';
import {
  estateFromTemplates,
  type Estate,
  type RolePolicy,
} from '../../estate';
import type { PolicyProblem } from '../../policy';
import type { StackManifest } from '../../template';
import { applyRemedy } from '../mending/applyRemedy';
import { assessPipeline } from '../assessPipeline';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';

const { pipelineArn, pipelineAccount, bucket, keyArn } = healthyNames;
const { serviceRoleArn } = healthyNames;
const [target] = healthyNames.targets;
const actionRoleArn = healthyNames.actionRoleArn(target);
const deployRoleArn = healthyNames.deployRoleArn(target);
const bucketArn = `arn:aws:s3:::${bucket}`;

function changed(change: (estate: Estate) => void): Estate {
  const estate = structuredClone(healthyEstate());
  change(estate);
  return estate;
}

function findingsOf(estate: Estate): Finding[] {
  return assessPipeline({ estate, pipelineArn }).findings;
}

function statementsOf(document: unknown): any[] {
  return (document as { Statement: any[] }).Statement;
}

function role(estate: Estate, arn: string) {
  return estate.accounts[arn.split(':')[4]].roles[arn];
}

function tools(estate: Estate) {
  return estate.accounts[pipelineAccount];
}

/** A statement more in one of the documents. */
const add = {
  trust: (arn: string, statement: object) => (estate: Estate) => {
    statementsOf(role(estate, arn).trustPolicy).push(statement);
  },
  policy: (arn: string, statement: object) => (estate: Estate) => {
    statementsOf(role(estate, arn).policies[0].document).push(statement);
  },
  key: (statement: object) => (estate: Estate) => {
    statementsOf(tools(estate).keys[keyArn].policy).push(statement);
  },
  bucket: (statement: object) => (estate: Estate) => {
    statementsOf(tools(estate).buckets[bucket].policy).push(statement);
  },
};

function both(
  ...changes: Array<(estate: Estate) => void>
): (estate: Estate) => void {
  return estate => changes.forEach(change => change(estate));
}

const root = `arn:aws:iam::${pipelineAccount}:root`;

type Case = [
  rule: string,
  account: string,
  what: string,
  change: (estate: Estate) => void,
];

const tooWideOrWrong: Case[] = [
  [
    'trust-accepts-whole-account',
    target,
    'a trust of a whole account',
    estate => {
      delete statementsOf(role(estate, actionRoleArn).trustPolicy)[0].Condition;
    },
  ],
  [
    'trust-accepts-whole-account',
    target,
    'a trust of an account by its number',
    add.trust(actionRoleArn, {
      Effect: 'Allow',
      Principal: { AWS: [pipelineAccount] },
      Action: 'sts:*',
    }),
  ],
  [
    'service-trust-without-source',
    pipelineAccount,
    'a service role that any pipeline may use',
    estate => {
      delete statementsOf(role(estate, serviceRoleArn).trustPolicy)[0]
        .Condition;
    },
  ],
  [
    'assumes-any-role',
    pipelineAccount,
    'a service role that may assume any role of an account',
    add.policy(serviceRoleArn, {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:aws:iam::${target}:role/*`,
    }),
  ],
  [
    'passes-any-role',
    target,
    'an action role that may pass any role',
    add.policy(actionRoleArn, {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
    }),
  ],
  [
    'deploy-role-unbounded',
    target,
    'a deploy role that may do everything',
    add.policy(deployRoleArn, {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
    }),
  ],
  [
    'deploy-role-unbounded',
    target,
    'a deploy role with the policy of administrators',
    estate => {
      role(estate, deployRoleArn).policies.push({
        name: 'AdministratorAccess',
        arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        },
      });
    },
  ],
  [
    'bucket-policy-allows-everything',
    pipelineAccount,
    'a bucket policy with s3:*',
    add.bucket({
      Effect: 'Allow',
      Principal: { AWS: root },
      Action: 's3:*',
      Resource: [bucketArn, `${bucketArn}/*`],
    }),
  ],
  [
    'key-policy-allows-everything',
    pipelineAccount,
    'a key policy with kms:* for a target',
    add.key({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${target}:root` },
      Action: 'kms:*',
      Resource: '*',
    }),
  ],
  [
    'key-without-rotation',
    pipelineAccount,
    'a key that is never rotated',
    estate => {
      tools(estate).keys[keyArn].rotationEnabled = false;
    },
  ],
  [
    'principal-anybody',
    pipelineAccount,
    'a key for everybody',
    add.key({
      Effect: 'Allow',
      Principal: '*',
      Action: 'kms:Decrypt',
      Resource: '*',
    }),
  ],
  [
    'principal-anybody',
    pipelineAccount,
    'a bucket for everybody who uses TLS',
    add.bucket({
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 's3:GetObject',
      Resource: `${bucketArn}/*`,
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    }),
  ],
  [
    'principal-anybody',
    pipelineAccount,
    'a bucket for everybody but an organization',
    add.bucket({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `${bucketArn}/*`,
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-foe' } },
    }),
  ],
  [
    'deny-hits-uploads-without-header',
    pipelineAccount,
    'a denial of uploads that carry no header',
    add.bucket({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${bucketArn}/*`,
      Condition: {
        StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
      },
    }),
  ],
  [
    'insecure-transport-deny-incomplete',
    pipelineAccount,
    'a denial of plain connections to objects only',
    estate => {
      statementsOf(
        tools(estate).buckets[bucket].policy,
      )[0].Resource = `${bucketArn}/*`;
    },
  ],
  [
    'key-grant-without-generate-data-key',
    pipelineAccount,
    'a key grant for writing without the data key',
    add.key({
      Effect: 'Allow',
      Principal: { AWS: root },
      Action: ['kms:Decrypt', 'kms:Encrypt'],
      Resource: '*',
    }),
  ],
  [
    'key-grant-without-generate-data-key',
    target,
    'a role that may encrypt without the data key',
    add.policy(actionRoleArn, {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:Encrypt'],
      Resource: keyArn,
    }),
  ],
  [
    'key-alias-as-resource',
    target,
    'a role that may use a key by its alias',
    add.policy(actionRoleArn, {
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: `arn:aws:kms:eu-west-1:${pipelineAccount}:alias/orders`,
    }),
  ],
  [
    'action-on-wrong-resource',
    pipelineAccount,
    'repository actions on a bucket',
    add.policy(serviceRoleArn, {
      Effect: 'Allow',
      Action: ['codecommit:GetBranch', 'codecommit:UploadArchive'],
      Resource: bucketArn,
    }),
  ],
  [
    'action-on-wrong-resource',
    target,
    'bucket actions on objects',
    add.policy(actionRoleArn, {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: `${bucketArn}/*`,
    }),
  ],
  [
    'action-on-wrong-resource',
    pipelineAccount,
    'object actions on a bucket in its policy',
    add.bucket({
      Effect: 'Allow',
      Principal: { AWS: root },
      Action: 's3:GetObject',
      Resource: bucketArn,
    }),
  ],
  [
    'account-id-malformed',
    pipelineAccount,
    'a role of an account id without its leading zero',
    add.policy(serviceRoleArn, {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: 'arn:aws:iam::12345678901:role/orders-action',
    }),
  ],
  [
    'principal-deleted',
    pipelineAccount,
    'the id of a role that is gone',
    add.key({
      Effect: 'Allow',
      Principal: { AWS: 'AROAGONE000000000001' },
      Action: 'kms:Decrypt',
      Resource: '*',
    }),
  ],
  [
    'deny-not-principal',
    pipelineAccount,
    'a denial for all but some',
    both(
      add.bucket({
        Effect: 'Deny',
        NotPrincipal: { AWS: [root] },
        Action: 's3:DeleteBucket',
        Resource: bucketArn,
      }),
    ),
  ],
];

describe('findings', () => {
  it.each(tooWideOrWrong)('names %s in %s: %s', (rule, account, _, change) => {
    const estate = changed(change);
    const [finding, ...others] = findingsOf(estate);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule, account, health: 'warning' });
    expect(finding.evidence[0].account).toBe(account);
    expect(assessPipeline({ estate, pipelineArn }).health).toBe('warning');
  });

  it.each(
    tooWideOrWrong.filter(
      ([, , , change]) => findingsOf(changed(change))[0].remedy,
    ),
  )('mends %s in %s: %s', (_, __, ___, change) => {
    const estate = changed(change);
    const [{ remedy }] = findingsOf(estate);
    const mended = applyRemedy({ estate, remedy: remedy! });
    expect(assessPipeline({ estate: mended, pipelineArn }).health).toBe(
      'healthy',
    );
  });

  it.each<[string, string, (estate: Estate) => void]>([
    [
      'principal-missing',
      'a role that does not exist',
      add.key({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${target}:role/nobody` },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
    ],
    [
      'principal-malformed',
      'what an empty variable left',
      add.key({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::undefined:root' },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
    ],
    [
      'account-id-malformed',
      'an account id that lost its leading zero',
      add.bucket({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::12345678901:root' },
        Action: 's3:GetObject',
        Resource: `${bucketArn}/*`,
      }),
    ],
    [
      'account-id-malformed',
      'an account id written as a number',
      add.bucket({
        Effect: 'Allow',
        Principal: { AWS: 222222222222 },
        Action: 's3:GetObject',
        Resource: `${bucketArn}/*`,
      }),
    ],
  ])('calls %s broken: %s', (rule, _, change) => {
    const findings = findingsOf(changed(change));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule, health: 'broken' });
  });

  it.each<[string, (estate: Estate) => void]>([
    [
      'a trust narrowed to an organization',
      estate => {
        statementsOf(role(estate, actionRoleArn).trustPolicy)[0].Condition = {
          StringEquals: { 'aws:PrincipalOrgID': 'o-example' },
        };
      },
    ],
    [
      'a key for everybody of the organization',
      add.key({
        Effect: 'Allow',
        Principal: '*',
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } },
      }),
    ],
    [
      'a deploy role with a boundary',
      estate => {
        const deploy = role(estate, deployRoleArn);
        statementsOf(deploy.policies[0].document).push({
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
        });
        deploy.permissionsBoundary = {
          name: 'bound',
          document: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          },
        };
      },
    ],
    [
      'a denial of other encryption that lets absent headers pass',
      add.bucket({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: `${bucketArn}/*`,
        Condition: {
          StringNotEqualsIfExists: {
            's3:x-amz-server-side-encryption': 'aws:kms',
          },
          Null: { 's3:x-amz-server-side-encryption': 'false' },
        },
      }),
    ],
    [
      'actions on both a bucket and its objects',
      add.policy(actionRoleArn, {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: [bucketArn, `${bucketArn}/*`],
      }),
    ],
  ])('has nothing against %s', (_, change) => {
    expect(findingsOf(changed(change))).toEqual([]);
  });

  it.each([
    ['predicted', 'broken', 'AWS refuses to write the inline policy action of'],
    ['observed', 'warning', 'The inline policy action of'],
  ] as const)(
    'names what of a policy is no policy: %s',
    (origin, health, message) => {
      const estate = changed(
        both(
          each => {
            each.origin = origin;
          },
          add.policy(actionRoleArn, {
            Effect: 'Allow',
            Action: ['s3:GetObject', 5],
            Resource: '*',
          }),
        ),
      );
      const path = /\$\.Statement\[\d+\]\.Action\[1\] must be a text\.$/;
      expect(findingsOf(estate)).toEqual([
        expect.objectContaining({
          rule: 'policy-malformed',
          health,
          account: target,
          message: expect.stringMatching(path),
        }),
      ]);
      expect(findingsOf(estate)[0].message).toContain(message);
    },
  );

  it.each<[string, (estate: Estate) => { refusal?: PolicyProblem }]>([
    ['trust policy', estate => role(estate, actionRoleArn)],
    ['inline policy', estate => role(estate, actionRoleArn).policies[0]],
    [
      'permissions boundary',
      estate => {
        const boundary: RolePolicy = {
          name: 'bounds',
          document: {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
          },
        };
        role(estate, actionRoleArn).permissionsBoundary = boundary;
        return boundary;
      },
    ],
    [
      'key policy',
      estate => Object.values(estate.accounts[pipelineAccount].keys)[0],
    ],
    [
      'bucket policy',
      estate => Object.values(estate.accounts[pipelineAccount].buckets)[0],
    ],
  ])('says what AWS would refuse when a template writes the %s', (type, of) => {
    const estate = changed(each => {
      each.origin = 'predicted';
      of(each).refusal = {
        path: '$.Statement[0]',
        message: 'is not for this',
        severity: 'error',
      };
    });
    expect(
      findingsOf(estate).filter(({ rule }) => rule === 'policy-malformed'),
    ).toEqual([
      expect.objectContaining({
        rule: 'policy-malformed',
        health: 'broken',
        evidence: [
          expect.objectContaining({
            document: expect.objectContaining({ type }),
          }),
        ],
        message: expect.stringMatching(
          /^AWS refuses to write .*: \$\.Statement\[0\] is not for this\.$/,
        ),
      }),
    ]);
  });

  it('leaves to AWS what a variable that names nothing means', () => {
    const statement = {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::${nothing}/*',
    };
    expect(findingsOf(changed(add.policy(actionRoleArn, statement)))).toEqual(
      [],
    );
  });

  it.each<[string, (estate: Estate) => void, string, boolean]>([
    [
      'the pipeline account',
      estate => {
        delete statementsOf(role(estate, actionRoleArn).trustPolicy)[0]
          .Condition;
      },
      `${pipelineAccount}: whoever may call sts:AssumeRole there can become this role.`,
      true,
    ],
    [
      'its own account',
      add.trust(actionRoleArn, {
        Effect: 'Allow',
        Principal: { AWS: target },
        Action: 'sts:AssumeRole',
      }),
      `its own account ${target}: whoever may call sts:AssumeRole there can become this role. Name those who need it, or narrow it by a condition on aws:PrincipalArn.`,
      false,
    ],
    [
      'the pipeline account and its own',
      add.trust(actionRoleArn, {
        Effect: 'Allow',
        Principal: { AWS: [pipelineAccount, target] },
        Action: 'sts:AssumeRole',
      }),
      `${pipelineAccount} and its own account ${target}: whoever may call sts:AssumeRole there can become this role. Name those who need it, or narrow it by a condition on aws:PrincipalArn.`,
      false,
    ],
    [
      'the pipeline account and a service',
      add.trust(actionRoleArn, {
        Effect: 'Allow',
        Principal: { AWS: pipelineAccount, Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
      `${pipelineAccount}: whoever may call sts:AssumeRole there can become this role. Name those who need it, or narrow it by a condition on aws:PrincipalArn.`,
      false,
    ],
  ])(
    'narrows to the service role only what lets nobody but %s in',
    (_, change, message, isNarrowed) => {
      const [finding, ...others] = findingsOf(changed(change));
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        rule: 'trust-accepts-whole-account',
        message: `The trust policy of orders-action accepts all of ${message}`,
      });
      expect(finding.remedy !== undefined).toBe(isNarrowed);
    },
  );

  it('warns of a policy that a prediction could not write in one pass', () => {
    const estate = changed(each => {
      each.origin = 'predicted';
      add.key({
        Effect: 'Allow',
        Principal: { AWS: actionRoleArn },
        Action: 'kms:Decrypt',
        Resource: '*',
      })(each);
    });
    expect(findingsOf(estate).map(({ rule }) => rule)).toEqual([
      'principal-needs-second-pass',
    ]);
  });

  describe('a key policy that names a role of another account', () => {
    const key = {
      account: pipelineAccount,
      stackName: 'key',
      template: 'key.yaml',
    };
    const roles = {
      account: target,
      stackName: 'roles',
      template: 'roles.yaml',
    };
    const pipeline = {
      account: pipelineAccount,
      stackName: 'pipeline',
      template: 'pipeline.yaml',
    };
    const templates = {
      'key.yaml': `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: 'arn:aws:iam::${target}:role/action'}, Action: 'kms:*', Resource: '*'}]}
Outputs: {Key: {Value: !GetAtt Key.Arn}}
`,
      'roles.yaml': `Resources:
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: action, AssumeRolePolicyDocument: {Statement: []}}}
`,
      'pipeline.yaml': `Parameters: {Key: {Type: String}}
Resources:
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: orders
      RoleArn: arn:aws:iam::${pipelineAccount}:role/service
      ArtifactStore: {Type: S3, Location: artifacts, EncryptionKey: {Id: !Ref Key, Type: KMS}}
      Stages:
        - Name: Deploy
          Actions:
            - Name: Deploy
              ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: '1'}
              Configuration: {ActionMode: CREATE_UPDATE, StackName: orders}
              InputArtifacts: [{Name: Built}]
              RoleArn: arn:aws:iam::${target}:role/action
`,
    };

    function isWarnedOf(
      stacks: Array<typeof key>,
      existing?: StackManifest['existing'],
    ): boolean {
      const { estate, problems } = estateFromTemplates({
        manifest: {
          version: 1,
          stacks: [...stacks, pipeline].map(stack => ({
            ...stack,
            phase: 'target',
            region: 'eu-west-1',
            ...(stack === pipeline
              ? {
                  parameters: {
                    Key: {
                      fromStack: { ...key, region: 'eu-west-1' },
                      output: 'Key',
                    },
                  },
                }
              : {}),
          })),
          existing,
        },
        templates,
      });
      expect(problems).toEqual([]);
      return findingsOf(estate).some(
        ({ rule }) => rule === 'principal-needs-second-pass',
      );
    }

    it.each([
      ['is warned of where a later stack makes the role', [key, roles], true],
      ['is none to warn of after the role', [roles, key], false],
      [
        'is warned of where its stack is updated after the role',
        [key, roles, key],
        true,
      ],
    ])('%s', (_, stacks, isWarned) => {
      expect(isWarnedOf(stacks)).toBe(isWarned);
    });

    it('is none to warn of where the role is there already', () => {
      const arn = `arn:aws:iam::${target}:role/action`;
      expect(isWarnedOf([key])).toBe(true);
      expect(isWarnedOf([key], [{ arn, account: target }])).toBe(false);
    });
  });

  it.each<[string, string, (estate: Estate) => void]>([
    [
      'H1',
      'trust-accepts-whole-account',
      estate => {
        delete statementsOf(role(estate, actionRoleArn).trustPolicy)[0]
          .Condition;
      },
    ],
    [
      'H3',
      'passes-any-role',
      add.policy(actionRoleArn, {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
      }),
    ],
    [
      'H4',
      'deploy-role-unbounded',
      add.policy(deployRoleArn, {
        Effect: 'Allow',
        Action: '*',
        Resource: '*',
      }),
    ],
  ])('makes a warning of %s where there is %s', (hop, rule, change) => {
    const report = assessPipeline({ estate: changed(change), pipelineArn });
    const [link, other] = report.links;
    const finding = report.findings.find(each => each.rule === rule)!;
    expect(
      link.hops.filter(({ health }) => health === 'warning'),
    ).toMatchObject([{ hop, reason: finding.message }]);
    expect(other.health).toBe('healthy');
  });
});

describe('kms:Encrypt without kms:GenerateDataKey', () => {
  const rule = 'key-grant-without-generate-data-key';
  const encrypt = {
    Effect: 'Allow',
    Action: ['kms:Encrypt', 'kms:Decrypt'],
    Resource: keyArn,
  };

  function rulesOf(identity: unknown[], ofKey: unknown[] = []): string[] {
    const estate = structuredClone(healthyEstate());
    const account = estate.accounts[pipelineAccount];
    account.roles[serviceRoleArn].policies = identity.map(
      (statement, index) => ({
        name: `policy-${index}`,
        document: { Version: '2012-10-17', Statement: [statement] },
      }),
    );
    const { policy } = account.keys[keyArn] as any;
    policy.Statement = [
      ...policy.Statement.filter(({ Sid }: any) => Sid !== 'OwnRoles'),
      ...ofKey,
    ];
    return assessPipeline({ estate, pipelineArn }).findings.map(
      finding => finding.rule,
    );
  }

  const dataKeys = { ...encrypt, Action: 'kms:GenerateDataKey*' };
  const inKey = (statement: object, principal = serviceRoleArn) => ({
    ...statement,
    Resource: '*',
    Principal: { AWS: principal },
  });

  it.each([
    ['nothing else does', true, [encrypt], []],
    ['another policy of the role allows it', false, [encrypt, dataKeys], []],
    [
      'another policy allows it of another key',
      true,
      [encrypt, { ...dataKeys, Resource: `${keyArn}x` }],
      [],
    ],
    ["the key's policy allows it", false, [encrypt], [inKey(dataKeys)]],
    [
      "the key's policy allows it to somebody else",
      true,
      [encrypt],
      [inKey(dataKeys, `arn:aws:iam::${pipelineAccount}:root`)],
    ],
    [
      "the key's policy allows both, each by a statement",
      false,
      [],
      [inKey(encrypt), inKey(dataKeys)],
    ],
    ["the key's policy allows the one only", true, [], [inKey(encrypt)]],
  ])('where %s is found: %s', (_, isFound, identity, ofKey) => {
    expect(rulesOf(identity, ofKey).includes(rule)).toBe(isFound);
  });
});
