import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import type { BreakableHop } from '../control/hops';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../Sandbox';
import { DEV, HOME_REGION, STAGING, TOOLS } from '../seed/samplePipelines';
import { deploySampleOrders } from './__testUtils__/deploySampleOrders';

const SERVICE_ROLE = `arn:aws:iam::${TOOLS}:role/orders-pipeline-service`;
const ACTION_ROLE = `arn:aws:iam::${STAGING}:role/orders-pipeline-action`;
const DEPLOY_ROLE = `arn:aws:iam::${STAGING}:role/orders-pipeline-deploy`;

/** What CloudFormation deploys, no worker reads. */
type DeploymentHop = Exclude<BreakableHop, 'worker-key'>;

describe('a pipeline run', () => {
  let sandbox: Sandbox;

  const config = (account: string) => ({
    region: HOME_REGION,
    endpoint: sandbox.url,
    credentials: sandbox.administrator(account),
  });

  const findStack = async (
    account: string,
    name = 'orders',
  ): Promise<Stack | undefined> => {
    const { Stacks: stacks } = await new CloudFormationClient(
      config(account),
    ).send(new DescribeStacksCommand({}));
    return stacks!.find(({ StackName }) => StackName === name);
  };

  const setUp = async (approval?: string) => {
    await deploySampleOrders(sandbox, [
      { name: 'Dev', account: DEV },
      { name: 'Staging', account: STAGING, approval },
    ]);
  };

  const run = async () => {
    sandbox.startPipeline('orders');
    return sandbox.waitForRun('orders');
  };

  beforeEach(async () => {
    sandbox = await startReachableSandbox();
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  it('makes the stack in two accounts, as the deploy role', async () => {
    await setUp();
    const { status } = await sandbox.waitForRun('orders');

    expect(status).toBe('Succeeded');
    for (const account of [DEV, STAGING]) {
      await expect(findStack(account)).resolves.toMatchObject({
        StackStatus: 'CREATE_COMPLETE',
        RoleARN: `arn:aws:iam::${account}:role/orders-pipeline-deploy`,
        Outputs: expect.arrayContaining([
          expect.objectContaining({ OutputKey: 'Release', OutputValue: '1' }),
        ]),
      });
      expect(sandbox.world.trail.events).toContainEqual(
        expect.objectContaining({
          action: 'sns:CreateTopic',
          resource: `arn:aws:sns:${HOME_REGION}:${account}:orders-events`,
          principal: `arn:aws:sts::${account}:assumed-role/orders-pipeline-deploy/AWSCloudFormation`,
          allowed: true,
        }),
      );
    }
    expect(
      sandbox.world.trail.events.filter(({ allowed }) => !allowed),
    ).toEqual([]);
  });

  it('updates the stacks when it runs again', async () => {
    await setUp();
    await sandbox.waitForRun('orders');
    const { status } = await run();

    expect(status).toBe('Succeeded');
    await expect(findStack(STAGING)).resolves.toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      Outputs: expect.arrayContaining([
        expect.objectContaining({ OutputKey: 'Release', OutputValue: '2' }),
      ]),
    });
  });

  it('waits for an approval, and can be tried again after a refusal', async () => {
    await setUp('Is it good?');
    const codePipeline = new CodePipelineClient(config(TOOLS));
    const place = { stageName: 'Staging', actionName: 'Approve' };

    const approvalOf = async () => {
      for (;;) {
        const { stageStates } = await codePipeline.send(
          new GetPipelineStateCommand({ name: 'orders' }),
        );
        const stage = stageStates!.find(
          ({ stageName }) => stageName === place.stageName,
        );
        const { latestExecution } = stage!.actionStates!.find(
          ({ actionName }) => actionName === place.actionName,
        )!;
        if (latestExecution?.token) {
          return {
            token: latestExecution.token,
            execution: stage!.latestExecution!.pipelineExecutionId!,
          };
        }
      }
    };
    const answer = (token: string, status: 'Approved' | 'Rejected') =>
      codePipeline.send(
        new PutApprovalResultCommand({
          pipelineName: 'orders',
          ...place,
          token,
          result: { status, summary: 'looked at it' },
        }),
      );

    const first = await approvalOf();
    await expect(findStack(STAGING)).resolves.toBeUndefined();
    await expect(
      answer('00000000-0000-0000-0000-000000000000', 'Approved'),
    ).rejects.toMatchObject({ name: 'InvalidApprovalTokenException' });
    await answer(first.token, 'Rejected');
    expect((await sandbox.waitForRun('orders')).status).toBe('Failed');

    await codePipeline.send(
      new RetryStageExecutionCommand({
        pipelineName: 'orders',
        stageName: place.stageName,
        pipelineExecutionId: first.execution,
        retryMode: 'FAILED_ACTIONS',
      }),
    );
    const second = await approvalOf();
    await answer(second.token, 'Approved');
    expect((await sandbox.waitForRun('orders')).status).toBe('Succeeded');
    await expect(findStack(STAGING)).resolves.toBeDefined();
  });

  /** In which action each break stops the run, and what AWS says there. */
  const texts: Record<DeploymentHop, { action: string; text: RegExp }> = {
    trust: {
      action: `${STAGING}-prepare`,
      text: new RegExp(
        `^PermissionError: ${SERVICE_ROLE} is not authorized to perform AssumeRole on role ${ACTION_ROLE}$`,
      ),
    },
    assume: {
      action: `${STAGING}-prepare`,
      text: new RegExp(
        `^PermissionError: ${SERVICE_ROLE} is not authorized to perform AssumeRole on role ${ACTION_ROLE}$`,
      ),
    },
    key: {
      action: `${STAGING}-prepare`,
      text: /Amazon S3:AccessDenied:User: arn:aws:sts::222222222222:assumed-role\/orders-pipeline-action\/\d+ is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access \(Service: Amazon S3; Status Code: 403;/,
    },
    'key-identity': {
      action: `${STAGING}-prepare`,
      text: /is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action/,
    },
    bucket: {
      action: `${STAGING}-prepare`,
      text: /^PermissionError: The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named orders-111111111111-eu-west-1\. .*AccessDenied:Access Denied \(Service: Amazon S3; Status Code: 403; Error Code: AccessDenied;/,
    },
    'pass-role': {
      action: `${STAGING}-prepare`,
      text: new RegExp(
        `is not authorized to perform: iam:PassRole on resource: ${DEPLOY_ROLE} because no identity-based policy allows the iam:PassRole action \\(Service: AmazonCloudFormation; Status Code: 403; Error Code: AccessDenied;`,
      ),
    },
    'deploy-trust': {
      action: `${STAGING}-prepare`,
      text: new RegExp(
        `^JobFailed: Role ${DEPLOY_ROLE} is invalid or cannot be assumed \\(Service: AmazonCloudFormation; Status Code: 400; Error Code: ValidationError;`,
      ),
    },
    provider: {
      action: `${STAGING}-prepare`,
      text: /is not authorized to perform: cloudformation:DeleteChangeSet on resource: arn:aws:cloudformation:eu-west-1:222222222222:stack\/orders\/\S+ because no identity-based policy allows/,
    },
    definition: {
      action: `${STAGING}-prepare`,
      text: /Cross-account pass role is not allowed\. \(Service: AmazonCloudFormation; Status Code: 403; Error Code: AccessDenied;/,
    },
  };

  it.each(Object.keys(texts) as DeploymentHop[])(
    'stops with the text of AWS when this is broken: %s',
    async hop => {
      await setUp();
      await sandbox.waitForRun('orders');
      const place = { pipeline: 'orders', account: STAGING };
      sandbox.breakHop({ ...place, hop });

      const broken = await run();
      expect(broken.status).toBe('Failed');
      const { action, text } = texts[hop];
      expect(broken.actions.filter(({ error }) => error)).toEqual([
        expect.objectContaining({
          action,
          account: STAGING,
          error: expect.stringMatching(text),
        }),
      ]);
      await expect(findStack(DEV)).resolves.toMatchObject({
        StackStatus: 'UPDATE_COMPLETE',
      });
      await expect(findStack(STAGING)).resolves.toMatchObject({
        StackStatus: 'CREATE_COMPLETE',
      });

      sandbox.mendHop({ ...place, hop });
      expect((await run()).status).toBe('Succeeded');
      await expect(findStack(STAGING)).resolves.toMatchObject({
        StackStatus: 'UPDATE_COMPLETE',
      });
    },
  );
});
