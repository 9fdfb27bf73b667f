import { InputError, NotFoundError } from '@backstage/errors';
import {
  type AccountSummary,
  assessPipeline,
  type DocumentReference,
  type PipelineReport,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  applicationStacks,
  AttachmentError,
  attachmentName,
  detachDefinition,
  parsePipelineArn,
  placeKey,
  sameParts,
  samePlace,
  withoutVersion,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { collectEstate } from '../../collection';
import {
  type RemovedPipeline,
  removePipeline,
  type RemovePipelineOptions,
} from '../sequence/removePipeline';
import { requireOwnStacks } from '../ownership/requireOwnStacks';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { withPipelineLock } from '../withPipelineLock';
import { attachmentFile, attachmentStackOf } from './attachmentManifest';
import type { AttachmentRecord } from './AttachmentRecord';
import { ForeignDocuments } from './ForeignDocuments';
import { type AttachmentChange, toChange } from './AttachmentChange';
import { findAttachment } from './findAttachment';
import { textWithout } from './textWithout';

/**
 * @public
 */
export interface DetachPipelineOptions
  extends Pick<
    RemovePipelineOptions,
    | 'clients'
    | 'deleteApplicationStacks'
    | 'onBehalfOf'
    | 'concurrency'
    | 'signal'
    | 'onEvent'
    | 'pace'
    | 'lock'
  > {
  pipelineArn: string;
  accounts?: AccountSummary[];
  /** Says what would be done, and does nothing. */
  dryRun?: boolean;
  /** Told before anything is written; what it throws ends the run. */
  onPlanned?: (plan: DetachmentPlan) => void | Promise<void>;
  /** Told of each document of others that was written. */
  onWritten?: (document: DocumentReference) => void | Promise<void>;
}

/**
 * What detaching a pipeline would do.
 *
 * @public
 */
export interface DetachmentPlan {
  pipelineArn: string;
  /** What is written back, the definition first. */
  changes: AttachmentChange[];
  /** The stacks that attached it. */
  manifest: StackManifest;
}

/**
 * @public
 */
export interface DetachedPipeline extends RemovedPipeline {
  plan: DetachmentPlan;
  /** The pipeline as it is afterwards; absent in a dry run, or where it is gone. */
  report?: PipelineReport;
}

/** In the place of a template that CloudFormation does not have yet. */
const unfinished = JSON.stringify({
  Resources: { None: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
});

/**
 * Takes back what `attachPipeline` did: the definition, the policies and the keys
 * of projects become what they were, byte for byte where nobody else has changed
 * them since, and the stacks go. What others have changed stays.
 *
 * The target stacks stay as long as a stack there was deployed with their roles.
 *
 * @throws InputError when the ARN is none, or somebody changed what was attached
 * @throws NotFoundError when the pipeline is not attached
 * @throws ConflictError when a stack is another entity's, or another run works on
 * the pipeline; nothing was changed
 * @throws DeploymentFailedError, StoppedWaitingError, LockLostError
 *
 * @public
 */
export async function detachPipeline(
  options: DetachPipelineOptions,
): Promise<DetachedPipeline> {
  const { pipelineArn, dryRun = false, accounts } = options;
  const plan = await planDetachment(options);
  await options.onPlanned?.(plan.told);
  if (dryRun) {
    return { ...(await removeStacks(plan, options)), plan: plan.told };
  }
  const removed = await withPipelineLock(
    { ...options, manifest: plan.told.manifest, does: 'attach' },
    async signal => {
      const locked = { ...options, signal };
      // Another run may have ended since.
      const now = await planDetachment(locked);
      const documents = new ForeignDocuments(locked);
      for (const change of now.told.changes) {
        await documents.write(change);
        await options.onWritten?.(change.document);
      }
      return removeStacks(now, locked);
    },
  );
  const estate = await unlessGone(collectEstate(options));
  return {
    ...removed,
    plan: plan.told,
    report: estate && assessPipeline({ estate, pipelineArn, accounts }),
  };
}

/** What was attached may be deleted by now: the rest goes all the same. */
async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

interface Planned {
  told: DetachmentPlan;
  record: AttachmentRecord;
  /** Of the stacks that are there. */
  templates: Record<string, string>;
}

async function planDetachment(
  options: DetachPipelineOptions,
): Promise<Planned> {
  const { pipelineArn } = options;
  const home = parsePipelineArn(pipelineArn);
  if (!home) {
    throw new InputError(`'${pipelineArn}' is not the ARN of a pipeline`);
  }
  const { account, region } = home;
  const found = await findAttachment(options);
  if (!found) {
    throw new NotFoundError(
      `Pipeline ${pipelineArn} is not attached: there is no stack ${attachmentStackOf(
        home,
      )} in account ${account}, ${region}, which would say how it was before`,
    );
  }
  const { record } = found;
  const documents = new ForeignDocuments(options);
  try {
    const current = await unlessGone(documents.readDefinition('deploy'));
    const restored =
      current && detachDefinition({ current, ...record.definition });
    const policies = await Promise.all(
      record.policies.map(async kept => {
        const now = await documents.readPolicy(kept, 'deploy');
        const { type, arn } = kept;
        return toChange({ type, account, arn }, now, textWithout(now, kept));
      }),
    );
    const projects = await Promise.all(
      record.projects.map(async ({ arn, encryptionKey }) => {
        const now = await documents.readProjectKey(arn);
        const isOurs = now === (found.keyArn ?? record.keyArn);
        return toChange(
          { type: 'project', account, arn },
          JSON.stringify({ encryptionKey: now }),
          JSON.stringify({ encryptionKey: isOurs ? encryptionKey : now }),
        );
      }),
    );
    const all = manifestOf(home, record);
    const deployed = await readDeployedStacks({ ...options, manifest: all });
    requireOwnStacks({
      manifest: all,
      deployed,
      refusal: 'Not all stacks are those of the pipeline; nothing was changed',
    });
    const there = all.stacks.flatMap(stack => {
      const read = deployed.get(placeKey(stack))!;
      if (read.error) {
        throw read.error;
      }
      return read.stack
        ? [{ stack: { ...stack, template: placeKey(stack) }, read }]
        : [];
    });
    const manifest = { ...all, stacks: there.map(({ stack }) => stack) };
    return {
      record,
      templates: Object.fromEntries(
        there.map(({ stack, read }) => [
          stack.template,
          read.template ?? unfinished,
        ]),
      ),
      told: {
        pipelineArn,
        manifest,
        changes: [
          ...(!current ||
          !restored ||
          sameParts(withoutVersion(current), withoutVersion(restored))
            ? []
            : [
                toChange(
                  { type: 'pipeline definition', account, arn: pipelineArn },
                  JSON.stringify(current),
                  JSON.stringify({ ...restored, version: current.version }),
                ),
              ]),
          ...policies,
          ...projects,
        ].filter(({ before, after }) => before !== after),
      },
    };
  } catch (error) {
    if (error instanceof AttachmentError) {
      throw new InputError(
        `Pipeline ${pipelineArn} cannot be detached; nothing was changed:\n- ${error.reasons.join(
          '\n- ',
        )}`,
      );
    }
    throw error;
  }
}

function removeStacks(
  { told: { manifest, pipelineArn }, record, templates }: Planned,
  options: DetachPipelineOptions,
): Promise<RemovedPipeline> {
  const home = parsePipelineArn(pipelineArn)!;
  const before = applicationStacks(record.definition.before, home);
  return removePipeline({
    ...options,
    // Without the pipeline, which is locked already.
    manifest: { ...manifest, pipeline: undefined },
    templates,
    applications: applicationStacks(record.definition.attached, home).filter(
      stack => !before.some(each => samePlace(each, stack)),
    ),
  });
}

function manifestOf(
  { account, region, name }: { account: string; region: string; name: string },
  { stacks, request: { tags } }: AttachmentRecord,
): StackManifest {
  const own = { template: attachmentFile, ...(tags && { tags }) };
  return {
    version: 1,
    pipeline: { name: attachmentName(name), account, region },
    stacks: [
      {
        ...own,
        phase: 'foundation',
        account,
        region,
        stackName: attachmentStackOf({ account, name }),
      },
      ...stacks.map(stack => ({ ...own, ...stack, phase: 'target' as const })),
    ],
  };
}
