import type { Estate, EstateAccount } from '../../estate';
import { Assessment } from '../Assessment';
import { assessPipeline } from '../assessPipeline';
import { EstateView } from '../EstateView';
import { failureFixtures } from '../fixtures/failure-cases/failureFixtures';
import {
  PIPELINE,
  referenceEstate,
  SPOKE,
} from '../fixtures/failure-cases/referenceEstate';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';
import { withTwins } from '../fixtures/withTwins';
import { findAlikeAccounts } from './findAlikeAccounts';

const now = new Date('2026-11-20T00:00:00Z');
const { pipelineArn, pipelineAccount, bucket, keyArn, serviceRoleArn } =
  healthyNames;
const targets = ['012345678901', '222222222222', '333333333333'];
const [first, second, third] = targets;

interface Statement {
  Sid?: string;
  Principal: { AWS: string[] };
  Resource: string | string[];
  Condition: Record<string, Record<string, unknown>>;
}

const statementsOf = (document: unknown) =>
  (document as { Statement: Statement[] }).Statement;

/** The estate of three accounts in which everything works, changed. */
function estateWith(change: (estate: Estate, home: EstateAccount) => void) {
  const estate = healthyEstate({ targets });
  change(estate, estate.accounts[pipelineAccount]);
  return estate;
}

/** Accounts that are judged by another, as `third by first`. */
function alikeIn(estate: Estate, arn = pipelineArn): string[] {
  const home = estate.accounts[arn.split(':')[4]];
  const found = findAlikeAccounts(
    new EstateView(estate),
    arn,
    home.pipelines[arn].definition,
  );
  return [...(found?.alike.values() ?? [])].map(
    ({ account, judged }) => `${account} by ${judged}`,
  );
}

const roleOf = (estate: Estate, account: string, name: 'action' | 'deploy') =>
  estate.accounts[account].roles[`arn:aws:iam::${account}:role/orders-${name}`];

function actionsOf(home: EstateAccount, account: string) {
  return home.pipelines[pipelineArn].definition.stages
    .flatMap(({ actions }) => actions)
    .filter(({ roleArn }) => roleArn?.includes(account));
}

/** What tells the first account apart, so that the other two are alike. */
const differences: Array<
  [what: string, change: (estate: Estate, home: EstateAccount) => void]
> = [
  [
    'a policy of its own',
    estate => {
      const [policy] = roleOf(estate, first, 'action').policies;
      statementsOf(policy.document)[0].Sid = 'Other';
    },
  ],
  [
    'a role that is not there',
    estate => {
      const { arn } = roleOf(estate, first, 'deploy');
      delete estate.accounts[first].roles[arn];
    },
  ],
  [
    'a role that could not be read',
    estate => {
      const { arn } = roleOf(estate, first, 'deploy');
      delete estate.accounts[first].roles[arn];
      estate.accounts[first].unread.push({ id: arn, reason: 'No.' });
    },
  ],
  [
    'tags',
    estate => {
      roleOf(estate, first, 'action').tags = { team: 'a' };
    },
  ],
  [
    'a boundary',
    estate => {
      roleOf(estate, first, 'deploy').permissionsBoundary = {
        name: 'boundary',
        document: { Version: '2012-10-17', Statement: [] },
      };
    },
  ],
  [
    'its organizational unit',
    estate => {
      estate.accounts[first].organizationPath = 'o-example/r-root/ou-other/';
    },
  ],
  [
    'its guardrails',
    estate => {
      estate.accounts[first].guardrails = {};
    },
  ],
  [
    'that not all of it was read',
    estate => {
      estate.accounts[first].complete = false;
    },
  ],
  [
    'what the bucket lets it do',
    (_, { buckets }) => {
      const [, read] = statementsOf(buckets[bucket].policy);
      read.Principal.AWS = read.Principal.AWS.slice(1);
    },
  ],
  [
    'what the key asks of it',
    (_, { keys }) => {
      const read = statementsOf(keys[keyArn].policy)[2];
      const arns = read.Condition.ArnLike['aws:PrincipalArn'] as string[];
      read.Condition.ArnLike['aws:PrincipalArn'] = arns.slice(1);
    },
  ],
  [
    'a Deny of the service role',
    (_, { roles }) => {
      const [{ document }] = roles[serviceRoleArn].policies;
      statementsOf(document).push({
        Effect: 'Deny',
        Action: 'sts:AssumeRole',
        Resource: roleOf(_, first, 'action').arn,
      } as unknown as Statement);
    },
  ],
  [
    'a guardrail of the pipeline account',
    (_, { guardrails }) => {
      guardrails!.serviceControlPolicies!.push([
        {
          name: 'but-one',
          document: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: '*',
                NotResource: `arn:aws:iam::${first}:role/*`,
              },
            ],
          },
        },
      ]);
    },
  ],
  [
    'a grant of the key',
    (_, { keys }) => {
      keys[keyArn].grants = [
        {
          grantee: roleOf(_, first, 'action').arn,
          operations: ['Decrypt'],
        },
      ];
    },
  ],
  [
    'what is done in it',
    (_, home) => {
      actionsOf(home, first)[0].configuration!.StackName = 'other';
    },
  ],
  [
    'an action of its own',
    (_, home) => {
      const [action] = actionsOf(home, first);
      home.pipelines[pipelineArn].definition.stages[2].actions.push({
        ...action,
        name: 'More',
      });
    },
  ],
  [
    'that something else of the definition mentions it',
    (_, home) => {
      const [source] = home.pipelines[pipelineArn].definition.stages[0].actions;
      source.configuration!.S3ObjectKey = `${first}.zip`;
    },
  ],
  [
    'that what is done in another account mentions it',
    (_, home) => {
      for (const account of [second, third]) {
        actionsOf(home, account)[0].configuration!.ParameterOverrides = first;
      }
    },
  ],
  [
    'that it makes an artifact',
    (_, home) => {
      const [action] = actionsOf(home, first);
      action.configuration!.OutputFileName = 'out.json';
      action.outputArtifacts = [{ name: 'Out' }];
    },
  ],
  [
    'that something that its action names is not there',
    (estate, home) => {
      const [, , { actions }] = home.pipelines[pipelineArn].definition.stages;
      for (const account of targets) {
        actions.push({
          ...actionsOf(home, account)[0],
          name: `Test-${account}`,
          actionTypeId: {
            category: 'Invoke',
            owner: 'AWS',
            provider: 'Lambda',
            version: '1',
          },
          configuration: { FunctionName: 'test' },
        });
        estate.accounts[account].present =
          account === first
            ? []
            : [`arn:aws:lambda:eu-west-1:${account}:function:test`];
      }
    },
  ],
];

/** What keeps anybody from saying that accounts are alike. */
const doubts: Array<
  [what: string, change: (estate: Estate, home: EstateAccount) => void]
> = [
  [
    'a pattern over a part of an id in a shared policy',
    (_, { buckets }) => {
      const [, read] = statementsOf(buckets[bucket].policy);
      read.Condition.StringLike = { 'aws:PrincipalAccount': '*2*' };
    },
  ],
  [
    'one in the policies of the accounts',
    estate => {
      for (const account of targets) {
        const [{ document }] = roleOf(estate, account, 'action').policies;
        statementsOf(document)[0].Resource = [
          `arn:aws:s3:::${bucket}/*`,
          'arn:aws:iam::3*:role/any',
        ];
      }
    },
  ],
  [
    'an id that is compared by its size',
    (_, { keys }) => {
      statementsOf(keys[keyArn].policy)[2].Condition.NumericLessThan = {
        'aws:PrincipalAccount': '3',
      };
    },
  ],
  [
    'the unique id of a role',
    (_, { buckets }) => {
      const [, read] = statementsOf(buckets[bucket].policy);
      read.Principal.AWS.push(roleOf(_, first, 'action').uniqueId!);
    },
  ],
  [
    'another role of the account that its policy names',
    estate => {
      for (const account of targets) {
        statementsOf(
          roleOf(estate, account, 'deploy').trustPolicy,
        )[0].Principal.AWS = [`arn:aws:iam::${account}:role/other`];
      }
    },
  ],
  [
    'policies that could not be read',
    (_, home) => {
      delete home.keys[keyArn];
      home.unread.push({ id: keyArn, reason: 'No.' });
    },
  ],
  [
    'a plan, of which the order of stacks is a part',
    estate => {
      estate.origin = 'predicted';
    },
  ],
];

describe('findAlikeAccounts', () => {
  it('finds accounts that differ by nothing but their ids', () => {
    const estate = healthyEstate({ targets });
    expect(alikeIn(estate)).toEqual([
      `${second} by ${first}`,
      `${third} by ${first}`,
    ]);
  });

  it('goes neither by names of actions nor by ids and ages of roles', () => {
    const estate = estateWith((changed, home) => {
      actionsOf(home, first).forEach((action, index) => {
        action.name = `Action-${index}`;
      });
      const role = roleOf(changed, second, 'action');
      delete role.uniqueId;
      role.changedAt = now.toISOString();
    });
    expect(alikeIn(estate)).toHaveLength(2);
  });

  it.each(differences)('tells accounts apart by %s', (_, change) => {
    expect(alikeIn(estateWith(change))).toEqual([`${third} by ${second}`]);
  });

  it.each(doubts)('takes no accounts for alike with %s', (_, change) => {
    expect(alikeIn(estateWith(change))).toEqual([]);
  });
});

/** The report with accounts judged for others, and that without. */
function bothReports(estate: Estate, arn: string): [string, string] {
  return [
    JSON.stringify(new Assessment({ estate, now }).assess(arn)),
    JSON.stringify(assessPipeline({ estate, pipelineArn: arn, now })),
  ];
}

const twins = ['600000000006', '060000000007', '600000000060'];

describe('a report on accounts that are alike', () => {
  it.each([['nothing', () => {}] as const, ...differences, ...doubts])(
    'is that of every link by itself, with %s',
    (_, change) => {
      const [alike, each] = bothReports(estateWith(change), pipelineArn);
      expect(alike).toBe(each);
    },
  );

  it('quotes a statement that mentions all of them as it is', () => {
    const estate = estateWith((_, { buckets }) => {
      const statements = statementsOf(buckets[bucket].policy);
      const { Principal } = statements[1];
      statements.push({
        Effect: 'Deny',
        Principal,
        Action: 's3:GetObject',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      } as unknown as Statement);
    });
    expect(alikeIn(estate)).toHaveLength(2);
    const [alike, each] = bothReports(estate, pipelineArn);
    expect(alike).toBe(each);
  });

  const options = { of: SPOKE, twins, pipelineArn: PIPELINE };

  const references = (
    [
      { source: 'Connection' },
      { deploy: 'S3' },
      { deploy: 'CodeDeploy' },
    ] as const
  ).map(kind => [kind, referenceEstate(kind)] as const);

  it.each(references)('is so for %j', (_, estate) => {
    const [alike, each] = bothReports(withTwins(estate, options), PIPELINE);
    expect(alike).toBe(each);
  });

  const cases = failureFixtures.flatMap(({ id, estates = [] }) =>
    estates.map(each => [`${id}: ${each.what}`, each] as const),
  );

  it.each(cases)('is so for %s', (_, { broken, mended }) => {
    const estates = [
      withTwins(broken, options),
      withTwins(mended, options),
      // One of them broken, and all but one.
      withTwins(broken, { ...options, from: mended }),
      withTwins(mended, { ...options, from: broken }),
    ];
    for (const estate of estates) {
      const [alike, each] = bothReports(estate, PIPELINE);
      expect(alike).toBe(each);
    }
  });

  it('takes nothing for alike in vain', () => {
    const found = cases.filter(
      ([, { mended }]) =>
        alikeIn(withTwins(mended, options), PIPELINE).length > 0,
    );
    expect(found.length).toBeGreaterThan(cases.length / 2);
  });
});
