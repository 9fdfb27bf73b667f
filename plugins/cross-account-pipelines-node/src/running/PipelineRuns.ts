import {
  type CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  RollbackStageCommand,
  type SourceRevisionType,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { ConflictError } from '@backstage/errors';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { type AwsClients, type AwsPurpose, toReadableError } from '../aws';

/** How long AWS may take, in ms. */
const PATIENCE = 20_000;

/**
 * @public
 */
export interface PipelineRun {
  pipelineArn: string;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
}

/**
 * Starts and stops pipelines, and answers what they wait for, with the role that
 * deploys. Whoever calls has asked whether the user may.
 *
 * @public
 */
export class PipelineRuns {
  readonly #clients: AwsClients;

  constructor(options: { clients: AwsClients }) {
    this.#clients = options.clients;
  }

  /** @returns the id of the run */
  async start(
    run: PipelineRun & {
      /** By their names. */
      variables?: Record<string, string>;
      /** What source actions give in the place of the newest. */
      sourceRevisions?: Array<{ action: string; type: string; value: string }>;
      /** A second call with the same starts nothing. */
      token?: string;
    },
  ): Promise<string> {
    const { variables, sourceRevisions, token } = run;
    const { pipelineExecutionId } = await this.#call(
      run,
      'StartPipelineExecution',
      (client, name, options) =>
        client.send(
          new StartPipelineExecutionCommand({
            name,
            clientRequestToken: token,
            variables:
              variables &&
              Object.entries(variables).map(([variable, value]) => ({
                name: variable,
                value,
              })),
            sourceRevisions: sourceRevisions?.map(
              ({ action, type, value }) => ({
                actionName: action,
                revisionType: type as SourceRevisionType,
                revisionValue: value,
              }),
            ),
          }),
          options,
        ),
    );
    return pipelineExecutionId!;
  }

  /**
   * Runs a stage with what an earlier run had brought there.
   *
   * @param run - `targetExecutionId`: that run; default: the last that succeeded
   * in the stage before the present one
   * @returns the id of the new run
   * @throws ConflictError when there is none to go back to
   */
  async rollBack(
    run: PipelineRun & { stage: string; targetExecutionId?: string },
  ): Promise<string> {
    const { stage } = run;
    const target = run.targetExecutionId ?? (await this.#findTarget(run));
    const { pipelineExecutionId } = await this.#call(
      run,
      'RollbackStage',
      (client, name, options) =>
        client.send(
          new RollbackStageCommand({
            pipelineName: name,
            stageName: stage,
            targetPipelineExecutionId: target,
          }),
          options,
        ),
    );
    return pipelineExecutionId!;
  }

  async #findTarget(run: PipelineRun & { stage: string }): Promise<string> {
    const { stage } = run;
    const { stageStates = [] } = await this.#state(run);
    const present = stageStates.find(({ stageName }) => stageName === stage)
      ?.latestExecution?.pipelineExecutionId;
    const { pipelineExecutionSummaries: succeeded = [] } = await this.#call(
      run,
      'ListPipelineExecutions',
      (client, name, options) =>
        client.send(
          new ListPipelineExecutionsCommand({
            pipelineName: name,
            filter: { succeededInStage: { stageName: stage } },
            maxResults: 10,
          }),
          options,
        ),
      'read',
    );
    const target = succeeded.find(
      ({ pipelineExecutionId }) => pipelineExecutionId !== present,
    );
    if (!target) {
      throw new ConflictError(
        `No earlier run succeeded in stage ${stage}; there is nothing to go back to`,
      );
    }
    return target.pipelineExecutionId!;
  }

  #state(run: PipelineRun) {
    return this.#call(run, 'GetPipelineState', (client, name, options) =>
      client.send(new GetPipelineStateCommand({ name }), options),
    );
  }

  async stop(
    run: PipelineRun & {
      executionId: string;
      abandon?: boolean;
      reason?: string;
    },
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
    run: PipelineRun & { executionId: string; stage: string },
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
    run: PipelineRun & {
      executionId: string;
      stage: string;
      action: string;
      approve: boolean;
      comment: string;
    },
  ): Promise<void> {
    const { stageStates = [] } = await this.#state(run);
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
    { pipelineArn, onBehalfOf }: PipelineRun,
    operation: string,
    send: (
      client: CodePipelineClient,
      name: string,
      options: { abortSignal: AbortSignal },
    ) => Promise<T>,
    purpose: AwsPurpose = 'deploy',
  ): Promise<T> {
    const { account, region, name } = parsePipelineArn(pipelineArn)!;
    const { codePipeline } = await this.#clients.forAccount({
      account,
      region,
      purpose,
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
