import fc from 'fast-check';
import { hopsOf, type HopVerdict, type PipelineReport } from '../report';
import type { Estate, KeyGrant } from '../estate';
import { applyRemedy } from './mending/applyRemedy';
import { assessPipeline, PipelineNotInEstateError } from './assessPipeline';
import { everyProvider, everyProviderNames } from './fixtures/everyProvider';
import { documentAt, policyOf } from './documents/documentReference';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const {
  pipelineArn,
  pipelineAccount,
  targets,
  serviceRoleArn,
  keyArn,
  bucket,
} = healthyNames;
const [target] = targets;
const actionRoleArn = healthyNames.actionRoleArn(target);
const deployRoleArn = healthyNames.deployRoleArn(target);

/** Assesses the healthy pipeline with something changed. */
function assess(change: (estate: Estate) => void, now?: Date): PipelineReport {
  const estate = structuredClone(healthyEstate());
  change(estate);
  return assessPipeline({ estate, pipelineArn, now });
}

/** The verdict about a hop of the first target. */
function verdictOf(report: PipelineReport, hop: string): HopVerdict {
  const found = report.links[0].hops.find(({ id }) => id.includes(`/${hop}`));
  if (!found) {
    throw new Error(
      `No ${hop} among ${report.links[0].hops.map(({ id }) => id)}`,
    );
  }
  return found;
}

function actionRole(estate: Estate) {
  return estate.accounts[target].roles[actionRoleArn];
}

function tools(estate: Estate) {
  return estate.accounts[pipelineAccount];
}

/** The statements of a document whose type is not known here. */
function statementsOf(document: unknown): any[] {
  return (document as { Statement: any[] }).Statement;
}

describe('assessPipeline', () => {
  it('finds nothing wrong with a healthy pipeline', () => {
    const report = assess(() => {});
    const ailing = hopsOf(report).filter(({ health }) => health !== 'healthy');
    expect(ailing).toEqual([]);
    expect(report).toMatchObject({
      health: 'healthy',
      findings: [],
      unseen: [],
      name: 'orders',
      origin: 'observed',
      readAt: '2026-11-20T09:00:00.000Z',
    });
  });

  it('says which statements of both sides make a hop work', () => {
    expect(
      verdictOf(
        assess(() => {}),
        'H6:orders-action',
      ),
    ).toEqual({
      id: `${target}/eu-west-1/H6:orders-action:eu-west-1`,
      hop: 'H6',
      gate: 'key',
      health: 'healthy',
      sentence: 'orders-action may use key alias/orders to read artifacts',
      sentencePhrase: {
        id: 'hop.reads-with-key',
        values: {
          caller: 'orders-action',
          key: 'alias/orders',
        },
      },
      caller: {
        account: target,
        allows: 'yes',
        document: documentAt('identity policies', actionRoleArn),
      },
      resource: {
        account: pipelineAccount,
        allows: 'yes',
        document: {
          ...documentAt('key policy', keyArn),
          alias: 'alias/orders',
        },
      },
      evidence: [
        {
          document: policyOf(actionRoleArn, { name: 'action' }),
          account: target,
          statement: 'ArtifactKey',
          readAt: '2026-11-20T09:00:00.000Z',
        },
        {
          document: {
            ...documentAt('key policy', keyArn),
            alias: 'alias/orders',
          },
          account: pipelineAccount,
          statement: 'Targets',
          readAt: '2026-11-20T09:00:00.000Z',
        },
      ],
      actions: [`Deploy/Prepare-${target}`],
    });
  });

  it('tells apart roles of one short name', () => {
    const report = assess(estate => {
      const { definition } = tools(estate).pipelines[pipelineArn];
      const [, , { actions }] = definition.stages;
      actions[2].roleArn = actionRoleArn;
    });
    const passed = report.links[0].hops.filter(
      ({ hop, health }) => hop === 'H3' && health === 'broken',
    );
    expect(passed.map(({ reason }) => reason)).toEqual([
      expect.stringContaining(
        'AWS never lets a role be passed across accounts',
      ),
    ]);
    expect(report.rootCause?.remedy.document.type).toBe('pipeline definition');
  });

  it('knows a role by the unique id that AWS stores for it', () => {
    const report = assess(estate => {
      actionRole(estate).trustPolicy = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: tools(estate).roles[serviceRoleArn].uniqueId },
            Action: 'sts:AssumeRole',
          },
        ],
      };
    });
    expect(verdictOf(report, 'H1').health).toBe('healthy');
    expect(report.findings).toEqual([]);
  });

  it('judges again an estate in which something has changed', () => {
    const estate = healthyEstate();
    const before = assessPipeline({ estate, pipelineArn });
    const changed = applyRemedy({
      estate,
      remedy: {
        summary: 'Close the key.',
        account: pipelineAccount,
        document: documentAt('key policy', keyArn),
        after: '{"Version":"2012-10-17","Statement":[]}',
      },
    });
    const after = assessPipeline({ estate: changed, pipelineArn });
    expect(verdictOf(before, 'H6:orders-action').health).toBe('healthy');
    expect(verdictOf(after, 'H6:orders-action').health).toBe('broken');
    expect(verdictOf(after, 'H3')).toEqual(verdictOf(before, 'H3'));
  });

  it('calls accounts by the names it is given', () => {
    const report = assessPipeline({
      estate: healthyEstate(),
      pipelineArn,
      accounts: [{ id: target, name: 'dev', environment: 'development' }],
    });
    expect(report.links.map(({ account }) => account)).toEqual([
      { id: target, name: 'dev', environment: 'development' },
      { id: targets[1] },
    ]);
    expect(report.account).toEqual({ id: pipelineAccount });
  });

  it('does not assess a pipeline that was not read', () => {
    expect(() =>
      assessPipeline({
        estate: healthyEstate(),
        pipelineArn: `${pipelineArn}s`,
      }),
    ).toThrow(PipelineNotInEstateError);
  });

  describe('sides', () => {
    it('blames the caller when its policies lack the permission', () => {
      const verdict = verdictOf(
        assess(estate => {
          const { document } = actionRole(estate).policies[0];
          statementsOf(document).splice(2, 1);
        }),
        'H6:orders-action',
      );
      expect(verdict).toMatchObject({
        health: 'broken',
        side: 'caller',
        account: target,
        caller: { allows: 'no' },
        resource: { allows: 'yes' },
        reason:
          'No policy of orders-action allows kms:Decrypt and kms:DescribeKey on key alias/orders.',
        remedy: { account: target, template: 'target-account.yaml' },
      });
      expect(verdict.remedy?.diff).toContain('+        "kms:Decrypt"');
    });

    it('blames the owner when its policy does not name the caller', () => {
      const verdict = verdictOf(
        assess(estate => {
          statementsOf(tools(estate).keys[keyArn].policy).splice(2, 1);
        }),
        'H6:orders-action',
      );
      expect(verdict).toMatchObject({
        health: 'broken',
        side: 'resource',
        account: pipelineAccount,
        caller: { allows: 'yes' },
        resource: { allows: 'no' },
        remedy: {
          account: pipelineAccount,
          document: documentAt('key policy', keyArn),
          template: 'foundation.yaml',
        },
      });
    });

    it('quotes the statement that denies, and names its place in the template', () => {
      const deny = {
        Sid: 'NoTargets',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        Condition: { StringEquals: { 'aws:PrincipalAccount': target } },
      };
      const verdict = verdictOf(
        assess(estate => {
          const state = tools(estate).buckets[bucket];
          state.source = { file: 'foundation.yaml', line: 116 };
          statementsOf(state.policy).push(deny);
        }),
        'H5:orders-action',
      );
      expect(verdict).toMatchObject({ health: 'broken', side: 'resource' });
      expect(verdict.evidence).toEqual([
        {
          document: documentAt(
            'bucket policy',
            `arn:aws:s3:::${bucket}`,
            pipelineAccount,
          ),
          account: pipelineAccount,
          statement: 'NoTargets',
          text: JSON.stringify(deny, null, 2),
          readAt: '2026-11-20T09:00:00.000Z',
          source: { file: 'foundation.yaml', line: 116 },
        },
      ]);
    });

    it('names both documents that have to change', () => {
      const verdict = verdictOf(
        assess(estate => {
          actionRole(estate).trustPolicy = {
            Version: '2012-10-17',
            Statement: [],
          };
          tools(estate).roles[serviceRoleArn].policies = [];
        }),
        'H1',
      );
      expect(
        [verdict.remedy, ...verdict.remedy!.also!].map(each => each?.document),
      ).toEqual([
        documentAt('trust policy', actionRoleArn),
        policyOf(serviceRoleArn, { name: 'CrossAccountPipeline' }),
      ]);
    });
  });

  describe('pending', () => {
    const now = new Date('2026-11-20T10:00:00Z');
    const cut = (changedAt: string) => (estate: Estate) => {
      actionRole(estate).changedAt = changedAt;
      actionRole(estate).policies = [];
    };

    it('waits for what is younger than a minute', () => {
      const { health, reason } = verdictOf(
        assess(cut('2026-11-20T09:59:30Z'), now),
        'H5:orders-action',
      );
      expect(health).toBe('pending');
      expect(reason).toMatch(/less than a minute ago/);
    });

    it.each(['2026-11-20T09:58:59Z', '2026-11-20T10:30:00Z'])(
      'does not wait for what changed at %s',
      changedAt => {
        expect(
          verdictOf(assess(cut(changedAt), now), 'H5:orders-action').health,
        ).toBe('broken');
      },
    );
  });

  describe('unknown', () => {
    it.each<[string, (estate: Estate) => void, string, string]>([
      [
        'the account could not be read',
        estate => {
          estate.accounts[target] = {
            ...estate.accounts[target],
            complete: false,
            roles: {},
            unread: [{ id: target, reason: 'sts:AssumeRole was denied.' }],
          };
        },
        'H1',
        'sts:AssumeRole was denied',
      ],
      [
        'the account was never looked at',
        estate => {
          delete estate.accounts[target];
        },
        'H1',
        `Account ${target} was not read`,
      ],
      [
        'a policy could not be read',
        estate => {
          actionRole(estate).policies = [
            { name: 'action', unreadable: 'iam:GetRolePolicy was denied' },
          ];
        },
        'H5:orders-action',
        'iam:GetRolePolicy was denied',
      ],
      [
        'the key policy could not be read',
        estate => {
          tools(estate).keys[keyArn] = {
            ...tools(estate).keys[keyArn],
            policy: undefined,
            policyUnreadable: 'kms:GetKeyPolicy was denied',
          };
        },
        'H6:orders-action',
        'kms:GetKeyPolicy was denied',
      ],
      [
        'a policy hangs on what nobody knows before the call',
        estate => {
          statementsOf(actionRole(estate).policies[0].document)[0].Condition = {
            IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
          };
        },
        'H5:orders-action',
        'aws:SourceIp',
      ],
      [
        'the key has a grant for sessions of the role',
        estate => {
          const key = tools(estate).keys[keyArn];
          statementsOf(key.policy).splice(2, 1);
          key.grants = [
            {
              grantee: `arn:aws:sts::${target}:assumed-role/orders-action/s`,
              operations: ['Decrypt'],
            },
          ];
        },
        'H6:orders-action',
        'grants',
      ],
      [
        'nobody knows yet whom a grant of the key is for',
        estate => {
          const key = tools(estate).keys[keyArn];
          statementsOf(key.policy).splice(2, 1);
          key.grants = [
            {
              grantee:
                '{{only applying the plan gives aws_kms_grant.g its grantee_principal}}',
              operations: ['Decrypt'],
            },
          ];
        },
        'H6:orders-action',
        'grants',
      ],
      [
        'the grants of the key could not be read',
        estate => {
          const key = tools(estate).keys[keyArn];
          statementsOf(key.policy).splice(2, 1);
          delete key.grants;
          key.grantsUnreadable = 'kms:ListGrants was denied';
        },
        'H6:orders-action',
        'kms:ListGrants was denied',
      ],
      [
        'a second policy of the key could not be read',
        estate => {
          const key = tools(estate).keys[keyArn];
          statementsOf(key.policy).splice(2, 1);
          key.sharingPolicyUnreadable = 'kms:ListKeyPolicies was denied';
        },
        'H6:orders-action',
        'kms:ListKeyPolicies was denied',
      ],
      [
        'a grant and a permissions boundary disagree',
        estate => {
          const key = tools(estate).keys[keyArn];
          statementsOf(key.policy).splice(2, 1);
          key.grants = [
            { grantee: actionRoleArn, operations: ['Decrypt', 'DescribeKey'] },
          ];
          actionRole(estate).permissionsBoundary = {
            name: 'boundary',
            document: {
              Statement: { Effect: 'Allow', NotAction: 'kms:*', Resource: '*' },
            },
          };
        },
        'H6:orders-action',
        'permissions boundary',
      ],
    ])('when %s', (_, change, hop, why) => {
      const verdict = verdictOf(assess(change), hop);
      expect(verdict.health).toBe('unknown');
      expect(verdict.reason).toContain(why);
    });

    it('does not hide what is missing on the other side', () => {
      const { hops } = assess(estate => {
        Object.assign(tools(estate).buckets[bucket], {
          policy: undefined,
          policyUnreadable: 's3:GetBucketPolicy was denied',
        });
        tools(estate).roles[serviceRoleArn].policies = [];
      });
      const { health, reason } = hops.find(({ hop }) => hop === 'H5')!;
      expect(health).toBe('unknown');
      expect(reason).toMatch(
        /s3:GetBucketPolicy was denied\. No policy of orders-service allows s3:\w+\.$/,
      );
    });

    it('is no excuse for what another document refuses for sure', () => {
      const verdict = verdictOf(
        assess(estate => {
          actionRole(estate).trustPolicy = {
            Version: '2012-10-17',
            Statement: [],
          };
          tools(estate).roles[serviceRoleArn].policies = [
            { name: 'pipeline', unreadable: 'denied' },
          ];
        }),
        'H1',
      );
      expect(verdict).toMatchObject({
        health: 'broken',
        side: 'resource',
        caller: { allows: 'unknown' },
        resource: { allows: 'no' },
        remedy: { document: { type: 'trust policy' } },
      });
    });
  });

  describe('the key opened by another way than its policy', () => {
    const grants = (...list: KeyGrant[]) =>
      verdictOf(
        assess(estate => {
          const key = tools(estate).keys[keyArn];
          statementsOf(key.policy).splice(2, 1);
          key.grants = list;
        }),
        'H6:orders-action',
      );
    const operations = ['Decrypt', 'DescribeKey'];
    const artifacts = (objects: string) => ({
      'aws:s3:arn': `arn:aws:s3:::orders-artifacts/${objects}`,
    });

    it.each<[string, KeyGrant]>([
      ['the role', { grantee: actionRoleArn, operations }],
      ['its account', { grantee: `arn:aws:iam::${target}:root`, operations }],
      [
        'its unique id',
        { grantee: `AROAACTION${target.slice(0, 10)}`, operations },
      ],
    ])('works by a grant to %s', (_, grant) => {
      expect(grants(grant)).toMatchObject({
        health: 'healthy',
        resource: { allows: 'yes' },
        evidence: expect.arrayContaining([
          expect.objectContaining({
            document: {
              type: 'key grants',
              account: pipelineAccount,
              arn: keyArn,
              alias: 'alias/orders',
            },
          }),
        ]),
      });
    });

    it.each<[string, KeyGrant]>([
      ['for somebody else', { grantee: serviceRoleArn, operations }],
      ['for a service', { grantee: 'rds.amazonaws.com', operations }],
      [
        'of a role that is gone',
        { grantee: 'AROAGONE00000000000', operations },
      ],
      ['of something else', { grantee: actionRoleArn, operations: ['Sign'] }],
      [
        'for what is encrypted otherwise',
        {
          grantee: actionRoleArn,
          operations,
          encryptionContext: { values: { team: 'orders' } },
        },
      ],
    ])('is not opened by a grant %s', (_, grant) => {
      expect(grants(grant).health).toBe('broken');
    });

    it('needs no policy of the role beside a grant', () => {
      const verdict = verdictOf(
        assess(estate => {
          const key = tools(estate).keys[keyArn];
          statementsOf(key.policy).splice(2, 1);
          key.grants = [{ grantee: actionRoleArn, operations }];
          const [{ document }] = actionRole(estate).policies;
          const all = statementsOf(document);
          all.splice(
            all.findIndex(({ Action }) => String(Action).includes('kms:')),
            1,
          );
        }),
        'H6:orders-action',
      );
      expect(verdict.health).toBe('healthy');
    });

    it('stays shut where something denies', () => {
      const verdict = verdictOf(
        assess(estate => {
          const key = tools(estate).keys[keyArn];
          key.grants = [{ grantee: actionRoleArn, operations }];
          statementsOf(key.policy)[2] = {
            Effect: 'Deny',
            Principal: { AWS: actionRoleArn },
            Action: 'kms:Decrypt',
            Resource: '*',
          };
        }),
        'H6:orders-action',
      );
      expect(verdict.health).toBe('broken');
    });

    it('may be shared by AWS RAM', () => {
      const verdict = verdictOf(
        assess(estate => {
          const key = tools(estate).keys[keyArn];
          const [shared] = statementsOf(key.policy).splice(2, 1);
          key.sharingPolicy = { Version: '2012-10-17', Statement: [shared] };
        }),
        'H6:orders-action',
      );
      expect(verdict).toMatchObject({
        health: 'healthy',
        evidence: expect.arrayContaining([
          expect.objectContaining({
            document: {
              type: 'key sharing policy',
              account: pipelineAccount,
              arn: keyArn,
              alias: 'alias/orders',
            },
          }),
        ]),
      });
    });

    it('tells whether a grant is for these artifacts', () => {
      const under = (values: Record<string, string>, equals = false) =>
        grants({
          grantee: actionRoleArn,
          operations,
          encryptionContext: { values, ...(equals && { equals }) },
        }).health;
      expect(under(artifacts('elsewhere'))).toBe('broken');
      expect(under({ ...artifacts('x'), more: 'x' }, true)).toBe('broken');
    });
  });

  describe('guardrails', () => {
    it('are said not to have been seen', () => {
      const report = assess(estate => {
        delete estate.accounts[target].guardrails;
      });
      expect(report.health).toBe('healthy');
      expect(report.unseen.map(({ sentence }) => sentence)).toEqual([
        `Service control policies of ${target} were not seen.`,
        `Resource control policies of ${target} were not seen.`,
      ]);
      expect(verdictOf(report, 'H1').reason).toBe(
        `Not seen: the resource control policies of account ${target}.`,
      );
      expect(verdictOf(report, 'H6:orders-action').reason).toBe(
        `Not seen: the service control policies of account ${target}.`,
      );
    });

    it('do not bind the management account', () => {
      const report = assess(estate => {
        estate.accounts[target].guardrails = {
          isManagementAccount: true,
          serviceControlPolicies: [[]],
        };
      });
      expect(report.health).toBe('healthy');
      expect(report.unseen).toEqual([]);
    });

    it.each([
      ['eu-west-1', 'healthy'],
      ['us-east-1', 'broken'],
    ])('that keep everything in %s leave the pipeline %s', (region, health) => {
      const report = assess(estate => {
        for (const account of Object.values(estate.accounts)) {
          account.guardrails!.serviceControlPolicies![0].push({
            name: 'OneRegion',
            document: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Deny',
                  Action: '*',
                  Resource: '*',
                  Condition: {
                    StringNotEquals: { 'aws:RequestedRegion': region },
                  },
                },
              ],
            },
          });
        }
      });
      expect(report.links[0].health).toBe(health);
    });

    it.each([
      ['codebuild', 1],
      ['s3', 7],
      ['kms', 6],
      ['sts', 6],
      ['lambda', 0],
    ])(
      'that let nobody use %s stop the %d hops which ask for its resources',
      (service, count) => {
        const report = assess(estate => {
          for (const { guardrails } of Object.values(estate.accounts)) {
            guardrails!.resourceControlPolicies![0].push({
              name: 'Nobody',
              document: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Deny',
                    Principal: '*',
                    Action: `${service}:*`,
                    Resource: '*',
                  },
                ],
              },
            });
          }
        });
        const broken = hopsOf(report).filter(
          ({ health }) => health === 'broken',
        );
        expect(broken).toHaveLength(count);
        for (const { reason } of broken) {
          expect(reason).toContain('resource control policy Nobody at level 0');
        }
      },
    );

    it('are named by level where they refuse', () => {
      const verdict = verdictOf(
        assess(estate => {
          estate.accounts[target].guardrails!.serviceControlPolicies![1] = [];
        }),
        'H6:orders-action',
      );
      expect(verdict).toMatchObject({
        health: 'broken',
        side: 'caller',
        account: target,
        remedy: {
          document: {
            type: 'service control policy',
            account: target,
            name: 'FullAWSAccess',
            level: 1,
          },
        },
      });
    });
  });

  describe('says why', () => {
    it('of a role that was deleted and created again', () => {
      const { reason } = verdictOf(
        assess(estate => {
          actionRole(estate).trustPolicy = {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: 'AROAOLDSERVICEROLE01' },
                Action: 'sts:AssumeRole',
              },
            ],
          };
        }),
        'H1',
      );
      expect(reason).toMatch(
        /AROAOLDSERVICEROLE01: the id of a role that was deleted/,
      );
    });

    it('of a role that exists under another path', () => {
      const { reason } = verdictOf(
        assess(estate => {
          const { roles } = estate.accounts[target];
          const arn = actionRoleArn.replace('role/', 'role/team/');
          roles[arn] = { ...roles[actionRoleArn], arn };
          delete roles[actionRoleArn];
        }),
        'H1',
      );
      expect(reason).toBe(
        `Role ${actionRoleArn} does not exist; ${actionRoleArn.replace(
          'role/',
          'role/team/',
        )} does: the path is part of the ARN.`,
      );
    });

    it('of an external id, which CodePipeline cannot send', () => {
      const { reason } = verdictOf(
        assess(estate => {
          statementsOf(
            actionRole(estate).trustPolicy,
          )[0].Condition.StringEquals = { 'sts:ExternalId': 'secret' };
        }),
        'H1',
      );
      expect(reason).toMatch(/no way to send an external id/);
    });

    it('of a key that nobody can use', () => {
      const { reason, remedy } = verdictOf(
        assess(estate => {
          tools(estate).keys[keyArn].state = 'PendingDeletion';
        }),
        'H6:orders-action',
      );
      expect(reason).toMatch(/PendingDeletion: nobody can use it/);
      expect(remedy?.summary).toMatch(/^Cancel the deletion/);
    });

    it('of a key that AWS manages', () => {
      const { reason, side } = verdictOf(
        assess(estate => {
          tools(estate).keys[keyArn].manager = 'AWS';
        }),
        'H6:orders-action',
      );
      expect(reason).toMatch(/AWS managed key/);
      expect(side).toBe('definition');
    });

    it('of a role passed across accounts', () => {
      const report = assess(estate => {
        const { stages } = tools(estate).pipelines[pipelineArn].definition;
        for (const action of stages[2].actions) {
          if (action.configuration?.RoleArn) {
            action.configuration.RoleArn = action.configuration.RoleArn.replace(
              target,
              pipelineAccount,
            );
          }
        }
      });
      const verdict = verdictOf(report, 'H3');
      expect(verdict).toMatchObject({
        health: 'broken',
        side: 'definition',
        account: pipelineAccount,
        remedy: { template: 'pipeline.yaml' },
      });
      expect(verdict.reason).toMatch(/never lets a role be passed/);
    });

    it('of an explicit denial by a condition that is guarded by no Null', () => {
      const report = assess(estate => {
        statementsOf(tools(estate).buckets[bucket].policy).push({
          Sid: 'Encrypted',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::${bucket}/*`,
          Condition: {
            StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
          },
        });
      });
      expect(report.health).toBe('warning');
      expect(report.findings.map(({ rule }) => rule)).toEqual([
        'deny-hits-uploads-without-header',
      ]);
    });
  });

  describe('the deploy role and artifacts', () => {
    const withoutArtifacts = (estate: Estate) => {
      const { document } =
        estate.accounts[target].roles[deployRoleArn].policies[0];
      statementsOf(document).splice(0, 3);
    };

    it('is only warned of when nobody says that the template takes any', () => {
      const report = assess(estate => {
        withoutArtifacts(estate);
        for (const policy of [
          tools(estate).buckets[bucket].policy,
          tools(estate).keys[keyArn].policy,
        ]) {
          for (const statement of statementsOf(policy)) {
            if (statement.Condition?.ArnLike) {
              statement.Condition.ArnLike['aws:PrincipalArn'] = targets.map(
                healthyNames.actionRoleArn,
              );
            }
          }
        }
      });
      expect(
        verdictOf(report, 'H7:orders-deploy:eu-west-1:bucket').health,
      ).toBe('warning');
    });

    it('is broken when one side was written for it', () => {
      expect(
        verdictOf(assess(withoutArtifacts), 'H7:orders-deploy:eu-west-1:key')
          .health,
      ).toBe('broken');
    });

    it('is broken when the template is given an artifact', () => {
      const report = assess(estate => {
        estate.accounts[target].roles[deployRoleArn].policies = [];
        tools(estate).keys[keyArn].policy = {
          Version: '2012-10-17',
          Statement: [],
        };
        const { stages } = tools(estate).pipelines[pipelineArn].definition;
        for (const action of stages[2].actions) {
          action.configuration!.ParameterOverrides =
            '{"Key":{"Fn::GetArtifactAtt":["Built","ObjectKey"]}}';
        }
      });
      expect(verdictOf(report, 'H7:orders-deploy:eu-west-1:key').health).toBe(
        'broken',
      );
    });
  });

  describe('objects written into a bucket of a target', () => {
    const site = (
      ownership:
        | 'BucketOwnerEnforced'
        | 'BucketOwnerPreferred'
        | 'ObjectWriter',
      options: { roleArn?: string; CannedACL?: string },
    ) =>
      assess(estate => {
        estate.accounts[target].buckets.site = {
          name: 'site',
          region: 'eu-west-1',
          ownership,
        };
        const { roleArn, ...acl } = options;
        tools(estate).pipelines[pipelineArn].definition.stages.push({
          name: 'Publish',
          actions: [
            {
              name: 'Publish',
              actionTypeId: {
                category: 'Deploy',
                owner: 'AWS',
                provider: 'S3',
                version: '1',
              },
              configuration: { BucketName: 'site', ...acl },
              inputArtifacts: [{ name: 'Built' }],
              roleArn,
            },
          ],
        });
      });
    const full = 'bucket-owner-full-control';

    it.each([
      ['BucketOwnerEnforced', {}, 'healthy'],
      ['BucketOwnerEnforced', { CannedACL: full }, 'healthy'],
      ['BucketOwnerEnforced', { CannedACL: 'public-read' }, 'broken'],
      ['BucketOwnerPreferred', { CannedACL: full }, 'healthy'],
      ['BucketOwnerPreferred', {}, 'warning'],
      ['ObjectWriter', { CannedACL: full }, 'warning'],
      ['ObjectWriter', { roleArn: actionRoleArn }, 'healthy'],
    ] as const)('with %s and %j are %s', (ownership, options, health) => {
      expect(verdictOf(site(ownership, options), 'H9').health).toBe(health);
    });
  });

  describe('always', () => {
    const estates: Array<[string, Estate, string]> = [
      ['a healthy pipeline', healthyEstate(), pipelineArn],
      [
        'one in which nothing is allowed',
        everyProvider(),
        everyProviderNames.pipelineArn,
      ],
    ];

    it.each(estates)('says the same again of %s', (_, estate, arn) => {
      const now = new Date('2026-11-20T10:00:00Z');
      const first = assessPipeline({ estate, pipelineArn: arn, now });
      expect(assessPipeline({ estate, pipelineArn: arn, now })).toEqual(first);
      expect(
        assessPipeline({
          estate: structuredClone(estate),
          pipelineArn: arn,
          now,
        }),
      ).toEqual(first);
      expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    });

    it.each(estates)('leaves the estate of %s as it is', (_, estate, arn) => {
      const before = structuredClone(estate);
      assessPipeline({ estate, pipelineArn: arn });
      expect(estate).toEqual(before);
    });

    it.each(estates)(
      'says the same of %s whatever its accounts are called',
      (_, estate, arn) => {
        const ids = Object.keys(estate.accounts);
        const accountId = fc.stringMatching(/^[0-9]{12}$/);
        fc.assert(
          fc.property(
            fc.uniqueArray(accountId, {
              minLength: ids.length,
              maxLength: ids.length,
            }),
            fresh => {
              const names = new Map(ids.map((id, index) => [id, fresh[index]]));
              const rename = <T>(value: T): T =>
                JSON.parse(
                  JSON.stringify(value).replace(
                    /\d{12}/g,
                    id => names.get(id) ?? id,
                  ),
                );
              const report = assessPipeline({ estate, pipelineArn: arn });
              expect(
                assessPipeline({
                  estate: rename(estate),
                  pipelineArn: rename(arn),
                }),
              ).toEqual(rename(report));
            },
          ),
          { numRuns: 8 },
        );
      },
    );
  });
});
