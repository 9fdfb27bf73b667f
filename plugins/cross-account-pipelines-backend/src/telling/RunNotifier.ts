import {
  type PipelineExecution,
  parsePipelineArn,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StoredPipeline } from '../store/PipelineStore';
import type { OwnerMessages } from './OwnerMessages';
import { tabPageOf } from './tabPageOf';
import type { ToldTable } from './ToldTable';

/** Characters of what AWS says. */
const MAX_MESSAGE = 500;

const UNFINISHED = ['InProgress', 'Stopping'];

/**
 * Tells the owner of a pipeline that its newest run has failed: once, and not
 * where a broken hop explains it, of which he is told anyway. What was there
 * before the pipeline was first looked at is no news.
 */
export class RunNotifier {
  readonly #messages: OwnerMessages;
  readonly #told: ToldTable;

  constructor(options: { messages: OwnerMessages; told: ToldTable }) {
    this.#messages = options.messages;
    this.#told = options.told;
  }

  async hear(pipeline: StoredPipeline): Promise<void> {
    const { pipelineArn, ownerRef, executions = [] } = pipeline;
    const run = executions.find(({ status }) => !UNFINISHED.includes(status));
    if (!run || !ownerRef) {
      return;
    }
    const before = await this.#told.getRun(pipelineArn);
    if (before === run.id) {
      return;
    }
    const isFirst = await this.#told.setRun(pipelineArn, {
      run: run.id,
      before,
    });
    if (isFirst && before !== undefined && run.status === 'Failed') {
      await this.#tell(ownerRef, pipelineArn, run);
    }
  }

  async #tell(
    ownerRef: string,
    pipelineArn: string,
    run: PipelineExecution,
  ): Promise<void> {
    const failed = failedActions(run);
    if (failed.some(({ isOfHop }) => isOfHop)) {
      return;
    }
    const [first] = failed;
    const name = parsePipelineArn(pipelineArn)?.name ?? pipelineArn;
    await this.#messages.send([ownerRef], {
      title: first
        ? `Pipeline ${name} failed in ${first.path}`
        : `A run of pipeline ${name} failed`,
      ...(first?.message && {
        description: first.message.slice(0, MAX_MESSAGE),
      }),
      link: tabPageOf(ownerRef, { pipeline: pipelineArn, view: 'runs' }),
      severity: 'normal',
      scope: `cross-account-pipelines/run/${pipelineArn}`,
    });
  }
}

function failedActions({ stages }: PipelineExecution) {
  return stages.flatMap(({ name, actions }) =>
    actions
      .filter(({ status }) => status === 'Failed')
      .map(({ name: action, error, summary }) => ({
        path: `${name}/${action}`,
        message: error?.message ?? summary,
        isOfHop: error?.explanations.some(
          ({ assessment, verdict }) =>
            assessment === 'confirmed' && verdict?.health === 'broken',
        ),
      })),
  );
}
