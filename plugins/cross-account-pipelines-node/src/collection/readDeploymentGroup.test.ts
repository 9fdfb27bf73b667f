import { setupServer } from 'msw/node';
import pLimit from 'p-limit';
import { FakeAws, type FakeAnswer } from './__testUtils__/FakeAws';
import { AbsentError, AccountReads } from './AccountReads';
import { readDeploymentGroup } from './readDeploymentGroup';

const account = '012345678901';
const arn = `arn:aws:codedeploy:eu-west-1:${account}:deploymentgroup:orders/fleet`;
const serviceRole = `arn:aws:iam::${account}:role/orders-codedeploy`;

describe('readDeploymentGroup', () => {
  let answers: Record<string, FakeAnswer>;
  const aws = new FakeAws(({ operation }) => answers[operation]);
  const server = setupServer(...aws.handlers);
  const reads = new AccountReads({ clients: aws, account, limit: pLimit(1) });

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());

  it.each(['Lambda', 'ECS'])(
    'reads one that deploys to %s, where no instance reads the revision',
    async computePlatform => {
      answers = {
        'codedeploy:GetDeploymentGroup': {
          deploymentGroupInfo: { computePlatform, serviceRoleArn: serviceRole },
        },
      };
      await expect(readDeploymentGroup(reads, arn)).resolves.toEqual({
        arn,
        application: 'orders',
        deploymentGroup: 'fleet',
        serviceRole,
        instanceRoleArns: [],
      });
      expect(aws.calls.at(-1)).toMatchObject({
        operation: 'codedeploy:GetDeploymentGroup',
        input: { applicationName: 'orders', deploymentGroupName: 'fleet' },
      });
    },
  );

  it('reads one of instances with their roles', async () => {
    answers = {
      'codedeploy:GetDeploymentGroup': {
        deploymentGroupInfo: {
          deploymentGroupName: 'fleet',
          serviceRoleArn: serviceRole,
          computePlatform: 'Server',
          ec2TagFilters: [{ Key: 'app', Value: 'a', Type: 'KEY_AND_VALUE' }],
        },
      },
      'ec2:DescribeInstances': {
        reservationSet: [
          {
            instancesSet: [
              {
                iamInstanceProfile: {
                  arn: `arn:aws:iam::${account}:instance-profile/fleet`,
                },
                tagSet: [{ key: 'app', value: 'a' }],
              },
            ],
          },
        ],
      },
      'iam:GetInstanceProfile': {
        InstanceProfile: {
          Roles: [{ Arn: `arn:aws:iam::${account}:role/fleet` }],
        },
      },
    };
    await expect(readDeploymentGroup(reads, arn)).resolves.toMatchObject({
      instanceRoleArns: [`arn:aws:iam::${account}:role/fleet`],
    });
    answers['iam:GetInstanceProfile'] = 'NoSuchEntity';
    await expect(readDeploymentGroup(reads, arn)).resolves.toEqual({
      arn,
      application: 'orders',
      deploymentGroup: 'fleet',
      serviceRole,
      instancesUnreadable: expect.stringContaining(
        'With which roles the instances of deployment group fleet read revisions is not known: iam:GetInstanceProfile found nothing',
      ),
    });
  });

  it.each([
    'DeploymentGroupDoesNotExistException',
    'ApplicationDoesNotExistException',
  ])('says that it does not exist on %s', async code => {
    answers = { 'codedeploy:GetDeploymentGroup': code };
    await expect(readDeploymentGroup(reads, arn)).rejects.toThrow(AbsentError);
  });
});
