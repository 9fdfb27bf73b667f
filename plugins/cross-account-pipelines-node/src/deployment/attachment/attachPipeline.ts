import { ConflictError } from '@backstage/errors';
import {
  assessPipeline,
  describeDocument,
  type DocumentReference,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { collectEstate } from '../../collection';
import {
  deployManifest,
  type DeployManifestOptions,
} from '../sequence/deployManifest';
import { NotCertainError } from '../stack/NotCertainError';
import type { StackDeployment } from '../stack/StackDeployment';
import { repeatWhileRolesSettle } from '../sequence/repeatWhileRolesSettle';
import { withPipelineLock } from '../withPipelineLock';
import { ForeignDocuments } from './ForeignDocuments';
import type { AttachmentChange } from './AttachmentChange';
import {
  type AttachmentPlan,
  planAttachment,
  type PlanAttachmentOptions,
} from './planAttachment';
import { requireAttachable } from './requireAttachable';

/**
 * @public
 */
export interface AttachPipelineOptions
  extends PlanAttachmentOptions,
    Pick<
      DeployManifestOptions,
      | 'concurrency'
      | 'onEvent'
      | 'checkpoint'
      | 'pace'
      | 'roleSettling'
      | 'lock'
      | 'allowUnknown'
      | 'existingRoles'
    > {
  /** Says what would be done, and does nothing. */
  dryRun?: boolean;
  /** Told before anything is written; what it throws ends the run. */
  onPlanned?: (plan: AttachmentPlan) => void | Promise<void>;
  /** Told of each document of others that was written. */
  onWritten?: (document: DocumentReference) => void | Promise<void>;
}

/**
 * @public
 */
export interface AttachedPipeline {
  dryRun: boolean;
  plan: AttachmentPlan;
  /** What became of each stack; in a dry run nothing. */
  stacks: StackDeployment[];
  /** The pipeline as it is afterwards; in a dry run as it would be. */
  report: PipelineReport;
}

/**
 * Lets a pipeline that exists work in other accounts. In order: the key and what
 * the service role may assume, the roles in the target accounts, the statements in
 * policies that others own, and last the definition, only if it still is the one
 * that was read. Each step looks before it writes, so a run that was interrupted
 * is run again.
 *
 * @throws InputError, NotFoundError, ConflictError as `planAttachment` does
 * @throws NotAllowedError that says why it cannot be attached; nothing was changed
 * @throws NotCertainError when something that matters cannot be found out and
 * `allowUnknown` is not set; nothing was changed
 * @throws ConflictError when somebody changed meanwhile what is to be changed
 * @throws DeploymentFailedError, StoppedWaitingError, LockLostError
 *
 * @public
 */
export async function attachPipeline(
  options: AttachPipelineOptions,
): Promise<AttachedPipeline> {
  const { dryRun = false, allowUnknown, pipelineArn, accounts } = options;
  const plan = await planAttachment(options);
  await options.onPlanned?.(plan);
  if (dryRun) {
    return { dryRun, plan, stacks: [], report: plan.report };
  }
  requireAttachable(plan);
  if (plan.unknown.length > 0 && !allowUnknown) {
    throw new NotCertainError(plan.unknown);
  }
  const stacks = await withPipelineLock(
    { ...options, manifest: plan.manifest, does: 'attach' },
    signal => carryOut(plan, { ...options, signal }),
  );
  const estate = await collectEstate(options);
  return {
    dryRun,
    plan,
    stacks,
    report: assessPipeline({ estate, pipelineArn, accounts }),
  };
}

async function carryOut(
  plan: AttachmentPlan,
  options: AttachPipelineOptions,
): Promise<StackDeployment[]> {
  const documents = new ForeignDocuments(options);
  // Another run may have ended since.
  for (const change of plan.changes) {
    await requireUnchanged(change, plan, documents);
  }
  const { stacks } = await deployManifest({
    ...options,
    // Without the pipeline, which is locked already.
    manifest: { ...plan.manifest, pipeline: undefined },
    templates: plan.templates,
    // What it may attach to that was judged with the plan.
    existingRoles: [plan.serviceRoleArn, ...(options.existingRoles ?? [])],
    dryRun: false,
    // Somebody has agreed to what is not known.
    allowUnknown: true,
  });
  const keyArn = stacks[0].outputs.ArtifactKeyArn ?? plan.key.arn;
  for (const planned of plan.changes) {
    const change = {
      ...planned,
      after: planned.after!.replaceAll(plan.key.arn, keyArn),
    };
    // The stacks took their time.
    await requireUnchanged(change, plan, documents);
    await write(change, documents, stacks, options);
    await options.onWritten?.(change.document);
  }
  return stacks;
}

async function write(
  change: AttachmentChange,
  documents: ForeignDocuments,
  stacks: StackDeployment[],
  options: AttachPipelineOptions,
): Promise<void> {
  const run = () => documents.write(change);
  if (change.document.type !== 'pipeline definition') {
    await run();
    return;
  }
  await repeatWhileRolesSettle({
    run,
    // An earlier run may have made the roles a moment ago.
    done: stacks.map(({ account }) => ({
      account,
      outcome: 'updated',
      finishedAt: Date.now(),
    })),
    onEvent: event =>
      options.onEvent?.({
        ...event,
        account: stacks[0].account,
        region: stacks[0].region,
        stackName: stacks[0].stackName,
      }),
    signal: options.signal,
    settling: options.roleSettling,
  });
}

/** @throws ConflictError when it is not what the plan was made of any more */
async function requireUnchanged(
  { document, before }: AttachmentChange,
  { version }: AttachmentPlan,
  documents: ForeignDocuments,
): Promise<void> {
  let isSame: boolean;
  switch (document.type) {
    case 'bucket policy':
    case 'key policy': {
      const now = await documents.readPolicy(
        { type: document.type, arn: document.arn },
        'deploy',
      );
      isSame = now === before;
      break;
    }
    case 'project':
      isSame =
        (await documents.readProjectKey(document.arn)) ===
        JSON.parse(before!).encryptionKey;
      break;
    default:
      isSame = (await documents.readDefinition('deploy')).version === version;
  }
  if (!isSame) {
    throw new ConflictError(
      `The ${describeDocument(
        document,
      )} was changed by somebody else since it was read. It was left as it is: run again for a new plan`,
    );
  }
}
