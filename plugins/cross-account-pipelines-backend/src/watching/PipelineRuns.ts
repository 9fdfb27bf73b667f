import {
  GetPipelineStateCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { ConflictError } from '@backstage/errors';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsClients,
  toReadableError,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { CodePipelineClient } from '@aws-sdk/client-codepipeline';

/** How long AWS may take, in ms. */
const PATIENCE = 20_000;

interface Run {
  pipelineArn: string;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf: string;
}

/**
 * Starts and stops pipelines, and answers what they wait for, with the role that
 * deploys. Whoever calls has asked whether the user may.
 */
export class PipelineRuns {
  readonly #clients: AwsClients;

  constructor(options: { clients: AwsClients }) {
    this.#clients = options.clients;
  }

  /** @returns the id of the run */
  async start(run: Run): Promise<string> {
    const { pipelineExecutionId } = await this.#call(
      run,
      'StartPipelineExecution',
      (client, name, options) =>
        client.send(new StartPipelineExecutionCommand({ name }), options),
    );
    return pipelineExecutionId!;
  }

  async stop(
    run: Run & { executionId: string; abandon?: boolean; reason?: string },
  ): Promise<void> {
    await this.#call(run, 'StopPipelineExecution', (client, name, options) =>
      client.send(
        new StopPipelineExecutionCommand({
          pipelineName: name,
          pipelineExecutionId: run.executionId,
          abandon: run.abandon,
          reason: run.reason,
        }),
        options,
      ),
    );
  }

  async retry(
    run: Run & { executionId: string; stage: string },
  ): Promise<void> {
    await this.#call(run, 'RetryStageExecution', (client, name, options) =>
      client.send(
        new RetryStageExecutionCommand({
          pipelineName: name,
          stageName: run.stage,
          pipelineExecutionId: run.executionId,
          retryMode: 'FAILED_ACTIONS',
        }),
        options,
      ),
    );
  }

  /**
   * @throws ConflictError when nothing waits there in that run, or any more
   */
  async answerApproval(
    run: Run & {
      executionId: string;
      stage: string;
      action: string;
      approve: boolean;
      comment: string;
    },
  ): Promise<void> {
    const { stageStates = [] } = await this.#call(
      run,
      'GetPipelineState',
      (client, name, options) =>
        client.send(new GetPipelineStateCommand({ name }), options),
    );
    const stage = stageStates.find(({ stageName }) => stageName === run.stage);
    const action = stage?.actionStates?.find(
      ({ actionName }) => actionName === run.action,
    );
    const token = action?.latestExecution?.token;
    // The token alone would answer for a run that nobody looked at.
    const isThatRun =
      stage?.latestExecution?.pipelineExecutionId === run.executionId;
    if (!token || !isThatRun) {
      throw new ConflictError(
        `${run.stage}/${run.action} does not wait for an approval in run ${run.executionId}, or not any more`,
      );
    }
    await this.#call(run, 'PutApprovalResult', (client, name, options) =>
      client.send(
        new PutApprovalResultCommand({
          pipelineName: name,
          stageName: run.stage,
          actionName: run.action,
          token,
          result: {
            status: run.approve ? 'Approved' : 'Rejected',
            summary: run.comment,
          },
        }),
        options,
      ),
    );
  }

  async #call<T>(
    { pipelineArn, onBehalfOf }: Run,
    operation: string,
    send: (
      client: CodePipelineClient,
      name: string,
      options: { abortSignal: AbortSignal },
    ) => Promise<T>,
  ): Promise<T> {
    const { account, region, name } = parsePipelineArn(pipelineArn)!;
    const { codePipeline } = await this.#clients.forAccount({
      account,
      region,
      purpose: 'deploy',
      onBehalfOf,
    });
    try {
      const abortSignal = AbortSignal.timeout(PATIENCE);
      return await send(codePipeline, name, { abortSignal });
    } catch (error) {
      throw toReadableError(error, {
        operation: `codepipeline:${operation}`,
        account,
        region,
      });
    }
  }
}
