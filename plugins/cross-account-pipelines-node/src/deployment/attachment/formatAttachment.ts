import {
  type AccountSummary,
  describeDocument,
} from 'backstage-plugin-cross-account-pipelines-core';
import { formatStackPlan } from '../format/formatStackPlan';
import type { AttachmentChange } from './AttachmentChange';
import type { DetachmentPlan } from './detachPipeline';
import type { AttachmentPlan } from './planAttachment';

/**
 * What attaching a pipeline would do, as text: the stacks, each document of others
 * as a diff, and what stands against it.
 *
 * @param accounts - what people call the accounts
 *
 * @public
 */
export function formatAttachment(
  plan: AttachmentPlan,
  accounts?: AccountSummary[],
): string {
  const { key, stacks, changes, refusals, unknown, notes, report } = plan;
  return [
    key.isNew
      ? 'Artifacts are encrypted with a customer managed key of the pipeline'
      : `Artifacts are encrypted with ${key.arn}`,
    ...stacks.flatMap(stack => formatStackPlan(stack, accounts)),
    ...formatChanges(changes),
    ...notes,
    ...refusals.map(refusal => `CANNOT BE ATTACHED: ${refusal}`),
    ...unknown.map(sentence => `NOT KNOWN: ${sentence}`),
    `The pipeline would be ${report.health}`,
  ].join('\n');
}

/**
 * What detaching a pipeline would do, as text.
 *
 * @public
 */
export function formatDetachment({
  changes,
  manifest,
}: DetachmentPlan): string {
  return [
    ...formatChanges(changes),
    ...manifest.stacks.map(
      ({ account, region, stackName }) =>
        `Stack ${stackName} in account ${account}, ${region}, goes`,
    ),
  ].join('\n');
}

function formatChanges(changes: AttachmentChange[]): string[] {
  return changes.flatMap(({ document, diff, before, after }) => [
    `In account ${document.account}: the ${describeDocument(document)} ${verb(
      before,
      after,
    )}`,
    diff.trimEnd(),
  ]);
}

function verb(before: string | undefined, after: string | undefined): string {
  if (before === undefined) {
    return 'is made';
  }
  return after === undefined ? 'is deleted' : 'changes';
}
