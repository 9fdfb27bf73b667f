import {
  CodePipelineClient,
  GetPipelineStateCommand,
  type GetPipelineStateOutput,
  PutApprovalResultCommand,
} from '@aws-sdk/client-codepipeline';
import type { AwsClients } from '../aws';
import { PipelineRuns } from './PipelineRuns';

const run = {
  pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:payments',
  onBehalfOf: 'user:default/alice',
};
const answer = {
  ...run,
  executionId: 'run-1',
  stage: 'Prod',
  action: 'Approve',
  approve: true,
  comment: 'Go',
};

function createRuns(state: GetPipelineStateOutput) {
  const codePipeline = new CodePipelineClient({ region: 'eu-west-1' });
  const send = jest
    .spyOn(codePipeline, 'send')
    .mockImplementation(async (command: unknown) =>
      command instanceof GetPipelineStateCommand ? state : {},
    );
  const forAccount = jest.fn(async () => ({ codePipeline } as any));
  const runs = new PipelineRuns({ clients: { forAccount } as AwsClients });
  const answered = () =>
    send.mock.calls.flatMap(([command]) =>
      command instanceof PutApprovalResultCommand ? [command.input] : [],
    );
  return { answered, forAccount, runs };
}

const waiting = (executionId: string, token?: string) => ({
  stageStates: [
    {
      stageName: 'Prod',
      latestExecution: {
        pipelineExecutionId: executionId,
        status: 'InProgress' as const,
      },
      actionStates: [
        {
          actionName: 'Approve',
          latestExecution: { status: 'InProgress' as const, token },
        },
      ],
    },
  ],
});

describe('PipelineRuns', () => {
  it('answers the approval that waits, with the role that deploys, for the user', async () => {
    const { answered, forAccount, runs } = createRuns(
      waiting('run-1', 'a-token'),
    );
    await runs.answerApproval(answer);
    expect(answered()).toEqual([
      {
        pipelineName: 'payments',
        stageName: 'Prod',
        actionName: 'Approve',
        token: 'a-token',
        result: { status: 'Approved', summary: 'Go' },
      },
    ]);
    expect(forAccount).toHaveBeenCalledWith({
      account: '111111111111',
      region: 'eu-west-1',
      purpose: 'deploy',
      onBehalfOf: 'user:default/alice',
    });
  });

  it('answers no approval of another run', async () => {
    const { answered, runs } = createRuns(waiting('run-2', 'a-token'));
    await expect(runs.answerApproval(answer)).rejects.toThrow(
      'Prod/Approve does not wait for an approval in run run-1',
    );
    expect(answered()).toEqual([]);
  });

  it.each([
    ['answered already', waiting('run-1')],
    ['not there', { stageStates: [] }],
  ])('answers no approval that is %s', async (_, state) => {
    const { answered, runs } = createRuns(state);
    await expect(runs.answerApproval(answer)).rejects.toThrow('not any more');
    expect(answered()).toEqual([]);
  });
});
