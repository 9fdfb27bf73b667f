import type { DeploymentGroupInfo } from '@aws-sdk/client-codedeploy';
import { setupServer } from 'msw/node';
import pLimit from 'p-limit';
import {
  FakeAws,
  type FakeAnswer,
  type FakeCall,
} from './__testUtils__/FakeAws';
import { AccountReads } from './AccountReads';
import { readInstanceRoles } from './readInstanceRoles';

const account = '012345678901';
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const profileArn = (name: string) =>
  `arn:aws:iam::${account}:instance-profile/svc/${name}`;

/** What EC2 says of an instance, as it spells it. */
function instance(
  id: string,
  profile: string | undefined,
  tags: Record<string, string>,
) {
  return {
    instanceId: id,
    ...(profile && { iamInstanceProfile: { arn: profileArn(profile) } }),
    tagSet: Object.entries(tags).map(([key, value]) => ({ key, value })),
  };
}

describe('readInstanceRoles', () => {
  let instances: object[];
  let answers: Record<string, FakeAnswer>;
  const aws = new FakeAws(call => answers[call.operation] ?? standard(call));
  const server = setupServer(...aws.handlers);
  const reads = new AccountReads({ clients: aws, account, limit: pLimit(4) });

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());
  beforeEach(() => {
    instances = [];
    answers = {};
    aws.calls.length = 0;
  });

  /** A page an instance; each profile has a role of its name. */
  function standard({ operation, input }: FakeCall): FakeAnswer {
    switch (operation) {
      case 'ec2:DescribeInstances': {
        const page = Number(input.NextToken ?? 0);
        return {
          reservationSet: instances
            .slice(page, page + 1)
            .map(each => ({ instancesSet: [each] })),
          ...(page + 1 < instances.length && { nextToken: `${page + 1}` }),
        };
      }
      case 'iam:GetInstanceProfile':
        return {
          InstanceProfile: {
            Roles: [{ Arn: roleArn(input.InstanceProfileName) }],
          },
        };
      default:
        throw new Error(`Nobody expects ${operation}`);
    }
  }

  const read = (group: DeploymentGroupInfo) =>
    readInstanceRoles(reads, 'eu-west-1', group);

  const filters = () =>
    aws.calls
      .filter(({ operation }) => operation === 'ec2:DescribeInstances')
      .map(({ input }) => [input['Filter.2.Name'], input['Filter.2.Value.1']]);

  it('finds instances with any tag of a list, each role once', async () => {
    instances = [
      instance('i-1', 'web', { app: 'shop' }),
      instance('i-2', 'web', { app: 'shop' }),
      instance('i-3', 'batch', { app: 'shop' }),
    ];
    await expect(
      read({
        ec2TagFilters: [{ Key: 'app', Value: 'shop', Type: 'KEY_AND_VALUE' }],
      }),
    ).resolves.toEqual([roleArn('web'), roleArn('batch')]);
    expect(filters()).toContainEqual(['tag:app', 'shop']);
  });

  it('finds instances with a tag of each list', async () => {
    instances = [
      instance('i-1', 'web', { app: 'shop', stage: 'live' }),
      instance('i-2', 'test', { app: 'shop', stage: 'test' }),
      instance('i-3', 'keyed', { app: 'shop', canary: '' }),
      instance('i-4', 'valued', { app: 'shop', x: 'blue' }),
      instance('i-5', 'other', { app: 'shops', stage: 'live' }),
    ];
    await expect(
      read({
        ec2TagSet: {
          ec2TagSetList: [
            [{ Key: 'app', Value: 'shop', Type: 'KEY_AND_VALUE' }],
            [
              { Key: 'stage', Value: 'live', Type: 'KEY_AND_VALUE' },
              { Key: 'canary', Type: 'KEY_ONLY' },
              { Value: 'blue', Type: 'VALUE_ONLY' },
            ],
          ],
        },
      }),
    ).resolves.toEqual([roleArn('web'), roleArn('keyed'), roleArn('valued')]);
  });

  it.each([
    [{ Key: 'a?', Type: 'KEY_ONLY' }, ['tag-key', 'a\\?']],
    [
      { Key: 'app', Value: '*\\', Type: 'KEY_AND_VALUE' },
      ['tag:app', '\\*\\\\'],
    ],
    [{ Value: 'blue', Type: 'VALUE_ONLY' }, [undefined, undefined]],
  ] as const)('asks for no more than %j', async (filter, asked) => {
    instances = [instance('i-1', 'web', { 'a?': '', app: '*\\', x: 'blue' })];
    await read({ ec2TagFilters: [filter] });
    expect(filters()).toEqual([asked]);
  });

  it.each<[string, object, Record<string, FakeAnswer>]>([
    [
      'launch configuration',
      { LaunchConfigurationName: 'old' },
      {
        'autoscaling:DescribeLaunchConfigurations': {
          LaunchConfigurations: [{ IamInstanceProfile: 'next' }],
        },
      },
    ],
    [
      'launch template',
      { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '3' } },
      {
        'ec2:DescribeLaunchTemplateVersions': {
          launchTemplateVersionSet: [
            { launchTemplateData: { iamInstanceProfile: { name: 'next' } } },
          ],
        },
      },
    ],
    [
      'launch template of mixed instances',
      {
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateName: 'fleet' },
          },
        },
      },
      {
        'ec2:DescribeLaunchTemplateVersions': {
          launchTemplateVersionSet: [
            {
              launchTemplateData: {
                iamInstanceProfile: { arn: profileArn('next') },
              },
            },
          ],
        },
      },
    ],
  ])(
    'knows what an Auto Scaling group runs, and starts by its %s',
    async (_, group, answered) => {
      instances = [
        instance('i-1', 'now', { 'aws:autoscaling:groupName': 'fleet' }),
      ];
      answers = {
        'autoscaling:DescribeAutoScalingGroups': { AutoScalingGroups: [group] },
        ...answered,
      };
      const roles = await read({ autoScalingGroups: [{ name: 'fleet' }] });
      expect(roles.sort()).toEqual([roleArn('next'), roleArn('now')]);
      expect(filters()).toEqual([['tag:aws:autoscaling:groupName', 'fleet']]);
    },
  );

  const tagged: DeploymentGroupInfo = {
    ec2TagFilters: [{ Key: 'app', Value: 'shop', Type: 'KEY_AND_VALUE' }],
  };

  it.each<[string, DeploymentGroupInfo, Array<string | undefined>]>([
    ['no instance belongs to it at present', tagged, []],
    [
      "instance i-2 has no instance profile, so CodeDeploy's agent on it cannot read revisions",
      tagged,
      ['web', undefined],
    ],
    [
      'it deploys to on-premises instances',
      { ...tagged, onPremisesInstanceTagFilters: [{ Key: 'x' }] },
      ['web'],
    ],
  ])('says that %s', async (message, group, profiles) => {
    instances = profiles.map((profile, index) =>
      instance(`i-${index + 1}`, profile, { app: 'shop' }),
    );
    await expect(read(group)).rejects.toThrow(message);
  });

  it.each([
    ['ec2:DescribeInstances', 'UnauthorizedOperation', 'was denied'],
    [
      'iam:GetInstanceProfile',
      { InstanceProfile: { Roles: [] } },
      'has no role',
    ],
  ])('says why from %s', async (operation, answer, message) => {
    instances = [instance('i-1', 'web', { app: 'shop' })];
    answers = { [operation]: answer };
    await expect(read(tagged)).rejects.toThrow(message);
  });
});
