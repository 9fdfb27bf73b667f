import {
  type AccountSummary,
  checkStacks,
  type ConfiguredAccount,
  type EstateLookUp,
  parsePipelineSpec,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { awsReference } from '../reference';
import {
  checkRendered,
  type FormerParts,
  type PipelineTemplates,
  type RenderedPipeline,
  renderPipeline,
} from '../rendering';
import { validateTemplate } from '../validation';
import { predictHere } from './predictManifest';

/** What takes long for many accounts, by name; plain data in, plain data out. */
export const planningTasks = {
  async render(input: {
    /** As somebody wrote it. */
    spec: object;
    accounts?: ConfiguredAccount[];
    templates: PipelineTemplates;
    former?: FormerParts;
  }) {
    const { spec, accounts, templates, former } = input;
    return renderPipeline({
      spec: parsePipelineSpec(spec, { accounts }),
      templates,
      former,
    });
  },

  async predict(input: {
    manifest: StackManifest;
    templates: Record<string, string>;
  }) {
    return predictHere(input);
  },

  async checkRendered(
    input: { rendered: RenderedPipeline; accounts?: AccountSummary[] },
    lookUp?: EstateLookUp,
  ) {
    const { rendered, accounts } = input;
    return checkRendered(rendered, { accounts, lookUp });
  },

  async checkStacks(
    input: {
      manifest: StackManifest;
      templates: Record<string, string>;
      accounts?: AccountSummary[];
      /** Templates that were validated before need not be once more. */
      areValid?: boolean;
    },
    lookUp?: EstateLookUp,
  ) {
    const { areValid, ...stacks } = input;
    return checkStacks({
      ...stacks,
      validateTemplate: areValid ? async () => [] : validateTemplate,
      awsReference,
      lookUp,
    });
  },
};

/**
 * The name of a task.
 *
 * @public
 */
export type PlanningTask = keyof typeof planningTasks;

/**
 * What a task is given.
 *
 * @public
 */
export type TaskInput<T extends PlanningTask> = Parameters<
  (typeof planningTasks)[T]
>[0];

/**
 * What comes of a task.
 *
 * @public
 */
export type TaskResult<T extends PlanningTask> = Awaited<
  ReturnType<(typeof planningTasks)[T]>
>;
