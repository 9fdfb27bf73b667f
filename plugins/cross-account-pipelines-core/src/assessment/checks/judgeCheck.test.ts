import {
  estateFromTemplates,
  type Estate,
  type EstateAccount,
} from '../../estate';
import { hopsOf, type HopVerdict } from '../../report';
import { assessPipeline } from '../assessPipeline';
import { everyProvider, everyProviderNames } from '../fixtures/everyProvider';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';
import { applyRemedy } from '../mending/applyRemedy';

/** The verdict about the connection of a pipeline that a template makes. */
function judgeConnection(connection: string, owner?: string) {
  const { estate } = estateFromTemplates({
    manifest: {
      version: 1,
      stacks: [
        ...(owner === undefined
          ? []
          : [
              {
                phase: 'foundation' as const,
                account: '222222222222',
                region: 'eu-west-1',
                stackName: 'owner',
                template: 'owner.yaml',
              },
            ]),
        {
          phase: 'pipeline',
          account: '111111111111',
          region: 'eu-west-1',
          stackName: 'orders',
          template: 'pipeline.yaml',
        },
      ],
    },
    templates: {
      'owner.yaml': owner ?? '',
      'pipeline.yaml': `Resources:
  Connection:
    Type: AWS::CodeConnections::Connection
    Properties: {ConnectionName: orders, ProviderType: GitHub}
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: orders
      RoleArn: arn:aws:iam::111111111111:role/service
      Stages:
        - Name: Source
          Actions:
            - Name: Source
              ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: '1'}
              Configuration: {ConnectionArn: ${connection}, FullRepositoryId: o/r, BranchName: main}
`,
    },
  });
  return assessPipeline({
    estate,
    pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
  }).hops.find(({ id }) => id.startsWith('H8:connection'));
}

describe('judgeCheck', () => {
  it('waits for a person where a template makes the connection', () => {
    expect(judgeConnection('!Ref Connection')).toMatchObject({
      health: 'pending',
      reason: expect.stringContaining('somebody completes it in the console'),
    });
  });

  describe('a connection of another account', () => {
    const lent = (prefix: string) =>
      `arn:aws:${prefix}:eu-west-1:222222222222:connection/1234`;
    const share = (principals: string, more = '') => `Resources:
  Share:
    Type: AWS::RAM::ResourceShare
    Properties: {Name: s, ResourceArns: ['${lent(
      'codeconnections',
    )}'], Principals: ${principals}${more}}
`;

    it('may be shared, which nobody knows before AWS is asked', () => {
      expect(judgeConnection(lent('codeconnections'))).toMatchObject({
        health: 'unknown',
        reason: expect.stringContaining('ram:ListResources in 111111111111'),
      });
    });

    it('cannot be shared with the older prefix', () => {
      expect(judgeConnection(lent('codestar-connections'))).toMatchObject({
        health: 'broken',
        side: 'definition',
        reason: expect.stringContaining('works in its own account only'),
      });
    });

    it.each([
      ["['333333333333']", '', 'of which none is known'],
      [
        "['111111111111']",
        ", PermissionArns: ['arn:aws:ram:eu-west-1:222222222222:permission/own']",
        'permission/own',
      ],
    ])(
      'stays unknown where it is shared with %s%s',
      (principals, more, why) => {
        expect(
          judgeConnection(lent('codeconnections'), share(principals, more)),
        ).toMatchObject({
          health: 'unknown',
          reason: expect.stringContaining(why),
        });
      },
    );

    it.each(["['111111111111']", "['arn:aws:iam::111111111111:root']"])(
      'is no more in doubt than its state where it is shared with %s',
      principals => {
        const verdict = judgeConnection(
          lent('codeconnections'),
          share(principals),
        );
        expect(verdict).toMatchObject({
          health: 'unknown',
          reason: expect.stringContaining('since AWS chooses its name'),
        });
      },
    );

    it('is judged by what AWS says', () => {
      const judged = (change: (estate: Estate) => void) => {
        const estate = structuredClone(everyProvider());
        const { pipelineArn } = everyProviderNames;
        const [, , , , tools] = pipelineArn.split(':');
        const { connections } = estate.accounts[tools];
        const [own] = Object.keys(connections!);
        const arn = own.replace(`:${tools}:`, ':999999999999:');
        const text = JSON.stringify(estate).replaceAll(own, arn);
        const changed = JSON.parse(text) as Estate;
        change(changed);
        return assessPipeline({ estate: changed, pipelineArn }).hops.find(
          ({ id }) => id.includes('H8:connection'),
        );
      };
      const user = (estate: Estate) =>
        estate.accounts[everyProviderNames.pipelineArn.split(':')[4]];
      const arnIn = (estate: Estate) =>
        Object.keys(user(estate).connections!)[0];
      const told = (change: (account: EstateAccount, arn: string) => void) =>
        judged(estate => change(user(estate), arnIn(estate)));
      expect(
        told((account, arn) => {
          account.sharedWithIt = [arn];
        }),
      ).toMatchObject({ health: 'healthy' });
      expect(
        told((account, arn) => {
          account.missing.push(arn);
        }),
      ).toMatchObject({ health: 'broken', side: 'definition' });
      const reason = 'ram:ListResources was denied to the reader';
      expect(
        told((account, id) => {
          account.unread.push({ id, reason });
        }),
      ).toMatchObject({ health: 'unknown', reason });
      const inOrganization = judged(estate => {
        const arn = arnIn(estate);
        user(estate).organizationId = 'o-shop';
        user(estate).organizationPath = 'o-shop/r-a/ou-b/';
        estate.accounts['999999999999'] = {
          ...estate.accounts['999999999999'],
          id: '999999999999',
          roles: {},
          keys: {},
          buckets: {},
          pipelines: {},
          missing: [],
          unread: [],
          shares: {
            [arn]: {
              arn,
              principals: [
                'arn:aws:organizations::123456789012:ou/o-shop/ou-b',
              ],
            },
          },
        };
      });
      expect(inOrganization).toMatchObject({ health: 'healthy' });
    });
  });

  it('does not call a connection missing whose id AWS has chosen', () => {
    expect(
      judgeConnection(
        'arn:aws:codeconnections:eu-west-1:111111111111:connection/1234',
      ),
    ).toMatchObject({
      health: 'unknown',
      reason: expect.stringContaining('since AWS chooses its name'),
    });
  });

  it.each([
    [
      '2222-3333-4444',
      'its id alone, which every account looks up among its own keys',
      // The other account only reads with it.
      'warning',
    ],
    [
      'alias/orders',
      'the alias "alias/orders", which every account looks up among its own',
      'broken',
    ],
    [
      'arn:aws:kms:eu-west-1:111111111111:alias/orders',
      'the alias "arn:aws:kms:eu-west-1:111111111111:alias/orders", which CodePipeline recognizes in account 111111111111 alone',
      'broken',
    ],
  ])('says why other accounts cannot use the key %s', (id, why, health) => {
    const estate = structuredClone(healthyEstate());
    const { pipelineArn, pipelineAccount } = healthyNames;
    estate.accounts[pipelineAccount].pipelines[
      pipelineArn
    ].definition.artifactStore!.encryptionKey!.id = id;
    const { links } = assessPipeline({ estate, pipelineArn });
    expect(
      links[0].hops.find(hop => hop.id.includes('H8:artifact-key')),
    ).toMatchObject({
      health,
      side: 'definition',
      reason: `The artifact store of eu-west-1 names its key by ${why}: only the key's ARN means the same key everywhere.`,
    });
  });

  it('judges who trusts CodeDeploy where the instances are unknown', () => {
    const { pipelineArn, target } = everyProviderNames;
    const estate = everyProvider();
    const account = estate.accounts[target];
    const [group] = Object.values(account.deploymentGroups!);
    delete group.instanceRoleArns;
    group.instancesUnreadable = 'ec2:DescribeInstances was denied.';
    group.serviceRole = `arn:aws:iam::${target}:role/code-deploy`;
    account.roles[group.serviceRole] = {
      arn: group.serviceRole,
      trustPolicy: { Statement: [] },
      policies: [],
    };
    const hops = assessPipeline({ estate, pipelineArn }).links.flatMap(
      link => link.hops,
    );
    expect(
      hops.filter(({ hop, gate }) => hop === 'H10' && gate === 'artifacts'),
    ).toMatchObject([{ health: 'unknown', reason: group.instancesUnreadable }]);
    expect(
      hops.find(({ sentence }) => sentence.includes('may assume code-deploy')),
    ).toMatchObject({ hop: 'H4', health: 'broken', side: 'resource' });
  });

  describe('of what a definition names', () => {
    const { pipelineArn, other } = everyProviderNames;

    const judge = (change: (estate: Estate) => void) => {
      const estate = everyProvider();
      change(estate);
      return hopsOf(assessPipeline({ estate, pipelineArn })).filter(
        ({ hop, health }) => hop === 'H11' && health !== 'healthy',
      );
    };

    it('finds what is there', () => {
      expect(judge(() => {})).toEqual([]);
    });

    it('says that it is not there where everything of the account was read', () => {
      expect(
        judge(({ accounts }) => {
          accounts[other].present = [];
        }),
      ).toMatchObject([
        {
          health: 'broken',
          account: other,
          reason: `There is no repository web in ${other}, eu-west-1.`,
        },
      ]);
    });

    it('believes who was asked, whatever else was noted of it', () => {
      expect(
        judge(({ accounts }) => {
          accounts[other].missing = accounts[other].present!;
        }),
      ).toMatchObject([
        {
          health: 'broken',
          reason: `There is no repository web in ${other}, eu-west-1.`,
        },
      ]);
    });

    it.each<[string, (estate: Estate) => void, RegExp]>([
      [
        'not everything of the account was read',
        ({ accounts }) => {
          accounts[other].complete = false;
        },
        /was not read/,
      ],
      [
        'it could not be read',
        ({ accounts }) => {
          accounts[other].unread = [
            {
              id: `arn:aws:codecommit:eu-west-1:${other}:web`,
              reason: 'codecommit:GetRepository was denied.',
            },
          ];
        },
        /codecommit:GetRepository was denied/,
      ],
    ])('does not know where %s', (_, change, reason) => {
      expect(
        judge(estate => {
          estate.accounts[other].present = [];
          change(estate);
        }),
      ).toMatchObject([
        { health: 'unknown', reason: expect.stringMatching(reason) },
      ]);
    });

    it('creates the bucket that is not there', () => {
      const estate = healthyEstate();
      const { pipelineAccount: account } = healthyNames;
      delete estate.accounts[account].buckets.sources;
      estate.accounts[account].missing.push('sources');
      const [found] = hopsOf(
        assessPipeline({ estate, pipelineArn: healthyNames.pipelineArn }),
      ).filter(({ hop }) => hop === 'H11');
      expect(found).toMatchObject({
        health: 'broken',
        reason: `There is no bucket sources in ${account}, eu-west-1.`,
        remedy: {
          summary: `Create bucket sources in ${account}, eu-west-1, with versioning.`,
        },
      });
    });

    describe('of the source in a bucket', () => {
      const { pipelineAccount: account } = healthyNames;
      const key = 'arn:aws:s3:::sources/orders.zip';
      const judgeSource = (change: (state: EstateAccount) => void) => {
        const estate = healthyEstate();
        change(estate.accounts[account]);
        return hopsOf(
          assessPipeline({ estate, pipelineArn: healthyNames.pipelineArn }),
        ).filter(({ hop, health }) => hop === 'H11' && health !== 'healthy');
      };

      it.each<[string, (state: EstateAccount) => void, string, string]>([
        [
          'an object that is not there',
          state => {
            state.present = [];
            state.missing.push(key);
          },
          `There is no object orders.zip in bucket sources in ${account}, eu-west-1.`,
          `Upload orders.zip to bucket sources in ${account}, or name an object that exists in action Source/Source.`,
        ],
        [
          'a bucket without versioning',
          state => {
            state.buckets.sources.versioned = false;
          },
          'Bucket sources keeps no versions of its objects: CodePipeline takes a source from a bucket with versioning only.',
          `Turn on versioning for bucket sources in ${account}.`,
        ],
      ])('breaks on %s', (_, change, reason, summary) => {
        expect(judgeSource(change)).toMatchObject([
          { health: 'broken', account, reason, remedy: { summary } },
        ]);
      });

      it.each<[string, (state: EstateAccount) => void, string]>([
        [
          'the bucket may not be listed',
          state => {
            state.present = [];
            state.unread.push({ id: key, reason: 's3:ListBucket was denied.' });
          },
          's3:ListBucket was denied.',
        ],
        [
          'its versioning may not be read',
          state => {
            delete state.buckets.sources.versioned;
            state.buckets.sources.versioningUnreadable =
              's3:GetBucketVersioning was denied.';
          },
          's3:GetBucketVersioning was denied.',
        ],
        [
          'nobody read its versioning',
          state => {
            delete state.buckets.sources.versioned;
          },
          'Whether bucket sources keeps versions of its objects was not read.',
        ],
      ])('does not know where %s', (_, change, reason) => {
        expect(judgeSource(change)).toMatchObject([
          { health: 'unknown', reason },
        ]);
      });
    });

    describe('of the source in a bucket, before anything is created', () => {
      const account = '111111111111';
      const judgeSource = (options: {
        bucket?: string;
        existing?: Array<Record<string, unknown>>;
        missing?: string[];
      }) => {
        const { bucket = '', existing = [], missing = [] } = options;
        const { estate } = estateFromTemplates({
          manifest: {
            version: 1,
            existing: existing.map(each => ({
              account,
              arn: 'arn:aws:s3:::sources',
              ...each,
            })),
            stacks: [
              {
                phase: 'pipeline',
                account,
                region: 'eu-west-1',
                stackName: 'orders',
                template: 'pipeline.yaml',
              },
            ],
          },
          templates: {
            'pipeline.yaml': `Resources:
  ${bucket}
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: orders
      RoleArn: arn:aws:iam::${account}:role/service
      Stages:
        - Name: Source
          Actions:
            - Name: Source
              ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: '1'}
              Configuration: {S3Bucket: sources, S3ObjectKey: web.zip}
              OutputArtifacts: [{Name: Source}]
`,
          },
        });
        estate.accounts[account].missing.push(...missing);
        return hopsOf(
          assessPipeline({
            estate,
            pipelineArn: `arn:aws:codepipeline:eu-west-1:${account}:orders`,
          }),
        )
          .filter(({ hop }) => hop === 'H11')
          .map(({ health }) => health);
      };
      const made = (properties: string) =>
        `Sources: {Type: 'AWS::S3::Bucket', Properties: {BucketName: sources${properties}}}`;
      const versioning = ', VersioningConfiguration: {Status: Enabled}';

      it.each<[string, Parameters<typeof judgeSource>[0], string[]]>([
        [
          'asks for nothing in a bucket that is not made yet',
          { bucket: made(versioning) },
          ['healthy', 'healthy', 'healthy'],
        ],
        [
          'asks for nothing there although AWS has no such object',
          {
            bucket: made(versioning),
            missing: ['arn:aws:s3:::sources/web.zip'],
          },
          ['healthy', 'healthy', 'healthy'],
        ],
        [
          'sees a bucket made without versioning',
          { bucket: made('') },
          ['healthy', 'healthy', 'broken'],
        ],
        [
          'takes the word of who says what the bucket allows',
          { existing: [{ policy: 'none' }] },
          ['healthy', 'healthy', 'healthy'],
        ],
        [
          'believes AWS more',
          {
            existing: [{ policy: 'none' }],
            missing: ['arn:aws:s3:::sources/web.zip'],
          },
          ['healthy', 'broken', 'healthy'],
        ],
        ['does not know without either', {}, ['unknown', 'unknown', 'healthy']],
      ])('%s', (_, options, healths) => {
        expect(judgeSource(options)).toEqual(healths);
      });
    });

    describe('is told what to do', () => {
      const { tools, target } = everyProviderNames;
      const arnOf = (service: string, owner: string, resource: string) =>
        `arn:aws:${service}:eu-west-1:${owner}:${resource}`;

      it.each([
        [
          'Create repository web in 111111111111, eu-west-1, or name one that exists in action Source/ECR.',
          tools,
          arnOf('ecr', tools, 'repository/web'),
        ],
        [
          'Create repository web in 222222222222, eu-west-1, or name one that exists in action Source/CodeCommit.',
          other,
          arnOf('codecommit', other, 'web'),
        ],
        [
          'Create function smoke-test in 012345678901, eu-west-1, or name one that exists in action Deploy/Lambda.',
          target,
          arnOf('lambda', target, 'function:smoke-test'),
        ],
        [
          'Create service web of cluster main in 012345678901, eu-west-1, or name one that exists in action Deploy/ECS.',
          target,
          arnOf('ecs', target, 'service/main/web'),
        ],
        [
          'Create topic reviewers in 111111111111, eu-west-1, or name one that exists in action Build/Manual.',
          tools,
          arnOf('sns', tools, 'reviewers'),
        ],
      ])('%s', (summary, account, arn) => {
        const estate = everyProvider();
        const state = estate.accounts[account];
        state.present = state.present?.filter(each => each !== arn);
        state.missing.push(arn);
        const isOfIt = ({ hop, id }: HopVerdict) =>
          hop === 'H11' && id.includes(arn);
        const found = hopsOf(assessPipeline({ estate, pipelineArn })).filter(
          isOfIt,
        );
        expect(found).toMatchObject([{ health: 'broken', account }]);
        const { remedy } = found[0];
        expect(remedy?.summary).toBe(summary);
        const mended = applyRemedy({ estate, remedy: remedy! });
        expect(
          hopsOf(assessPipeline({ estate: mended, pipelineArn })).filter(
            isOfIt,
          ),
        ).toMatchObject([{ health: 'healthy' }]);
      });

      it('of a deployment group', () => {
        const estate = everyProvider();
        const state = estate.accounts[target];
        state.missing = Object.keys(state.deploymentGroups!);
        state.deploymentGroups = {};
        const judgeGroup = (of: Estate) =>
          hopsOf(assessPipeline({ estate: of, pipelineArn })).find(({ id }) =>
            id.includes('H10:worker-known'),
          )!;
        const { health, remedy } = judgeGroup(estate);
        expect(health).toBe('broken');
        expect(remedy!.summary).toBe(
          'Create application web with deployment group fleet in 012345678901, eu-west-1, or name one that exists in action Deploy/CodeDeploy.',
        );
        // Whose instances it will have is nothing that a remedy says.
        const mended = applyRemedy({ estate, remedy: remedy! });
        expect(judgeGroup(mended).health).toBe('unknown');
      });

      it.each([
        [
          'that no other can stand for',
          {},
          'Create a connection in 111111111111, eu-west-1, complete it in the console, and name its ARN instead of one.',
        ],
        [
          'that another can stand for',
          { two: 'AVAILABLE' },
          `Use connection arn:aws:codeconnections:eu-west-1:${tools}:connection/two of the pipeline account.`,
        ],
      ])('of a connection %s', (_, others, summary) => {
        const estate = everyProvider();
        const state = estate.accounts[tools];
        const arn = arnOf('codeconnections', tools, 'connection/one');
        state.connections = Object.fromEntries(
          Object.entries(others).map(([id, status]) => {
            const another = arn.replace('one', id);
            return [another, { arn: another, status }];
          }),
        );
        state.missing.push(arn);
        expect(
          hopsOf(assessPipeline({ estate, pipelineArn })).find(({ id }) =>
            id.includes('H8:connection'),
          ),
        ).toMatchObject({ health: 'broken', remedy: { summary } });
      });
    });

    it.each([
      ['boundary', 'Permissions boundary'],
      ['policy', 'Policy'],
    ])('asks whether the %s of a deploy role is there', (kind, words) => {
      const [target] = healthyNames.targets;
      const arn = `arn:aws:iam::${target}:policy/team`;
      const assess = (found: object) => {
        const estate = healthyEstate();
        const role =
          estate.accounts[target].roles[healthyNames.deployRoleArn(target)];
        const policy = { name: 'team', arn, ...found };
        if (kind === 'boundary') {
          role.permissionsBoundary = policy;
        } else {
          role.policies.push(policy);
        }
        return hopsOf(
          assessPipeline({ estate, pipelineArn: healthyNames.pipelineArn }),
        ).filter(
          ({ hop, sentence }) => hop === 'H11' && sentence.includes('team'),
        );
      };
      const sentence = `${words} team exists in ${target}`;
      expect(
        assess({ unreadable: `${arn} does not exist`, isMissing: true }),
      ).toMatchObject([
        {
          sentence,
          health: 'broken',
          account: target,
          reason: expect.stringContaining(`There is no policy ${arn}`),
        },
      ]);
      expect(assess({ unreadable: 'iam:GetPolicy was denied' })).toMatchObject([
        {
          sentence,
          health: 'unknown',
          reason: `Whether ${arn} exists is not known: iam:GetPolicy was denied.`,
        },
      ]);
      const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
      expect(assess({ document: { Statement } })).toEqual([]);
    });
  });
});
