import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { CrossAccountPipelinesApi } from 'backstage-plugin-cross-account-pipelines-common';
import { entityPageOf } from '../__testUtils__/entityPage';
import {
  checkoutArn,
  checkoutReport,
  reportOf,
} from '../__testUtils__/reports';
import { failedRun, runOf, waitingRun } from '../__testUtils__/runs';
import { LastRun } from './LastRun';

describe('LastRun', () => {
  const user = userEvent.setup();
  const onDone = jest.fn();
  beforeEach(() => onDone.mockReset());

  const render = (
    props: Partial<Parameters<typeof LastRun>[0]>,
    api: Partial<CrossAccountPipelinesApi> = {},
  ) =>
    renderInTestApp(
      <LastRun
        pipeline={{ pipelineArn: checkoutArn, executions: [runOf()] }}
        mayRun
        hrefOfHop={({ id }) => `/hop/${id}`}
        onDone={onDone}
        {...props}
      />,
      entityPageOf(api),
    );

  it('says how the last run went, of what, and for how long', async () => {
    render({});
    expect(await screen.findByText('Last run')).toBeInTheDocument();
    expect(screen.getByText('Succeeded')).toBeInTheDocument();
    expect(screen.getByText('3f2a1bc9')).toHaveAttribute(
      'title',
      '3f2a1bc9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5',
    );
    expect(screen.getByText(/Round half to even/)).toBeInTheDocument();
    expect(screen.getByText(/^took/)).toHaveTextContent('took 4 min 10 sec');
  });

  it.each([
    [
      'CreatePipeline',
      'arn:aws:sts::111111111111:assumed-role/backstage-deployer/user-default-ada',
      'started when user-default-ada made the pipeline',
    ],
    [
      'StartPipelineExecution',
      'arn:aws:iam::111111111111:user/ada',
      'started by ada',
    ],
    [
      'CloudWatchEvent',
      'arn:aws:events:eu-west-1:111111111111:rule/checkout-source',
      'started by the event rule checkout-source',
    ],
    ['Webhook', undefined, 'started by a change of the source'],
    ['StartedByTheMoon', 'full', 'StartedByTheMoon: full'],
  ])('says why a run was started: %s', async (type, detail, said) => {
    const executions = [runOf({ trigger: { type, detail } })];
    render({ pipeline: { pipelineArn: checkoutArn, executions } });
    expect(await screen.findByText(said)).toBeInTheDocument();
  });

  it('does not say twice which version of a file it is', async () => {
    const id = 'ZR7Q53QWPS3C5N2PN6DIFW7P3NJBMHYJ';
    const revisions = [
      { action: 'Source', id, summary: `Amazon S3 version id: ${id}` },
    ];
    render({
      pipeline: {
        pipelineArn: checkoutArn,
        executions: [runOf({ revisions })],
      },
    });
    expect(await screen.findByText('ZR7Q53QW')).toBeInTheDocument();
    expect(screen.queryByText(/Amazon S3/)).not.toBeInTheDocument();
  });

  it('says nothing where nobody read the runs, and says where there are none', async () => {
    render({ pipeline: { pipelineArn: checkoutArn, executions: [] } });
    expect(await screen.findByText('It has not run yet.')).toBeInTheDocument();
  });

  it('leads from an error to the hop that explains it', async () => {
    render({
      pipeline: {
        pipelineArn: checkoutArn,
        report: checkoutReport,
        executions: [failedRun],
      },
    });
    expect(
      await screen.findByText('production/Deploy failed'),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Access denied/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', {
        name: /333333333333 may use the artifact key/,
      }),
    ).toHaveAttribute('href', '/hop/333333333333/key');
  });

  it('tells a failure of the application from one of a hop', async () => {
    const [stage] = failedRun.stages;
    const [action] = stage.actions;
    render({
      pipeline: {
        pipelineArn: checkoutArn,
        report: reportOf(),
        executions: [
          {
            ...failedRun,
            stages: [
              {
                ...stage,
                actions: [
                  {
                    ...action,
                    error: { message: 'Tests failed', explanations: [] },
                  },
                ],
              },
            ],
          },
        ],
      },
    });
    expect(
      await screen.findByText(/^Every hop is healthy/),
    ).toBeInTheDocument();
  });

  it('tries a stage again and has the page read again', async () => {
    const retryStage = jest.fn(async () => {});
    render(
      { pipeline: { pipelineArn: checkoutArn, executions: [failedRun] } },
      { retryStage },
    );
    await user.click(
      await screen.findByRole('button', { name: 'Retry production' }),
    );
    expect(retryStage).toHaveBeenCalledWith({
      pipelineArn: checkoutArn,
      executionId: failedRun.id,
      stage: 'production',
    });
    expect(onDone).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['Approve', true],
    ['Reject', false],
  ])('answers an approval: %s', async (name, approve) => {
    const answerApproval = jest.fn(async () => {});
    render(
      { pipeline: { pipelineArn: checkoutArn, executions: [waitingRun] } },
      { answerApproval },
    );
    const form = await screen.findByRole('group', {
      name: 'production/Approve waits for approval',
    });
    await user.type(within(form).getByLabelText('Comment'), 'Seen in staging');
    await user.click(within(form).getByRole('button', { name }));
    expect(answerApproval).toHaveBeenCalledWith({
      pipelineArn: checkoutArn,
      executionId: waitingRun.id,
      stage: 'production',
      action: 'Approve',
      approve,
      comment: 'Seen in staging',
    });
  });

  it('says why an answer was refused', async () => {
    render(
      { pipeline: { pipelineArn: checkoutArn, executions: [waitingRun] } },
      {
        answerApproval: async () => {
          throw new Error('Somebody else has approved it');
        },
      },
    );
    await user.click(await screen.findByRole('button', { name: 'Approve' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The approval could not be answeredSomebody else has approved it',
    );
    expect(onDone).not.toHaveBeenCalled();
  });

  it('shows an approval, but no way to answer, to those who may not run it', async () => {
    render({
      mayRun: false,
      pipeline: { pipelineArn: checkoutArn, executions: [waitingRun] },
    });
    await screen.findByText('production/Approve waits for approval');
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
