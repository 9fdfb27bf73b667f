import { setupServer } from 'msw/node';
import pLimit from 'p-limit';
import { FakeAws, type FakeAnswer } from './__testUtils__/FakeAws';
import { AbsentError, AccountReads } from './AccountReads';
import { readDeploymentGroup } from './readDeploymentGroup';

const account = '012345678901';
const arn = `arn:aws:codedeploy:eu-west-1:${account}:deploymentgroup:orders/fleet`;
const serviceRole = `arn:aws:iam::${account}:role/orders-codedeploy`;

describe('readDeploymentGroup', () => {
  let answer: FakeAnswer;
  const aws = new FakeAws(() => answer);
  const server = setupServer(...aws.handlers);
  const reads = new AccountReads({ clients: aws, account, limit: pLimit(1) });

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());

  it.each(['Lambda', 'ECS'])(
    'reads one that deploys to %s, where no instance reads the revision',
    async computePlatform => {
      answer = {
        deploymentGroupInfo: { computePlatform, serviceRoleArn: serviceRole },
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

  it('does not pretend to know the roles of instances', async () => {
    answer = {
      deploymentGroupInfo: {
        computePlatform: 'Server',
        serviceRoleArn: serviceRole,
        autoScalingGroups: [{ name: 'fleet' }],
      },
    };
    await expect(readDeploymentGroup(reads, arn)).rejects.toThrow(
      'Deployment group fleet of orders deploys to instances, and CodeDeploy does not say which roles they work with',
    );
  });

  it.each([
    'DeploymentGroupDoesNotExistException',
    'ApplicationDoesNotExistException',
  ])('says that it does not exist on %s', async code => {
    answer = code;
    await expect(readDeploymentGroup(reads, arn)).rejects.toThrow(AbsentError);
  });
});
