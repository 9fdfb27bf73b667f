import {
  type AccountSummary,
  describeDocument,
  type RemedyPlan,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  awsCliLineOf,
  counted,
  documentDiff,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { formatStackPlace } from '../format/formatStackPlace';
import type { PipelineRepair, ResourceRepair } from './repairPipeline';

const how: Record<NonNullable<ResourceRepair['mended']>, string> = {
  reverted: 'mended by a change set that reverts drift',
  rewritten: 'mended by an update that wrote it again',
};

/**
 * What differs, what that breaks, and what became of it, as text.
 *
 * @param accounts - what people call the accounts
 *
 * @public
 */
export function formatRepair(
  repair: PipelineRepair,
  accounts?: AccountSummary[],
): string {
  const { dryRun, plan, stacks, before, after, remedies } = repair;
  const touched = stacks.flatMap(({ resources }) => resources);
  const gone = plan.filter(({ outcome }) => outcome === 'created');
  const other = plan.filter(({ outcome }) => outcome === 'updated');
  return [
    touched.length === 0 && gone.length === 0
      ? 'No resource of the stacks differs from what its stack made of it'
      : `${counted(touched.length, 'resource')} ${
          touched.length === 1
            ? 'is not what its stack'
            : 'are not what their stacks'
        } made of ${touched.length === 1 ? 'it' : 'them'}`,
    ...gone.map(
      stack =>
        `${formatStackPlace(stack, accounts)} is gone${
          dryRun ? '; it would be made again' : '; made again'
        }`,
    ),
    ...other.map(
      stack =>
        `${formatStackPlace(
          stack,
          accounts,
        )} is not what the templates make of the pipeline today`,
    ),
    ...stacks.flatMap(stack => [
      ...stack.resources.flatMap(resource => [
        `${formatStackPlace(stack, accounts)} ${describeResource(resource)}`,
        ...resource.breaks.map(sentence => `  breaks ${sentence}`),
        ...(dryRun ? [resource.diff.trimEnd()] : []),
      ]),
      ...stack.rewritten.map(
        id =>
          `${formatStackPlace(
            stack,
            accounts,
          )} ${id} is nothing that CloudFormation compares; written again`,
      ),
      ...(stack.unread === undefined
        ? []
        : [
            `${formatStackPlace(stack, accounts)} could not be compared: ${
              stack.unread
            }`,
          ]),
    ]),
    ...(before && !after ? [`The pipeline is ${before.health}`] : []),
    ...(after
      ? [
          `The pipeline ${
            before ? `was ${before.health}` : 'was gone'
          } and is ${after.health}`,
        ]
      : []),
    ...(remedies ? formatRemedies(remedies, dryRun ? touched : []) : []),
  ].join('\n');
}

function describeResource({
  logicalId,
  type,
  drift,
  properties,
  mended,
  reason,
}: ResourceRepair): string {
  return [
    `${logicalId} (${type}) ${
      drift === 'deleted'
        ? 'was deleted'
        : `was changed: ${properties.join(', ')}`
    }`,
    ...(mended ? [how[mended]] : []),
    ...(reason === undefined ? [] : [`NOT MENDED: ${reason}`]),
  ].join('; ');
}

function formatRemedies(
  { remedies, byHand }: RemedyPlan,
  touched: ResourceRepair[],
): string[] {
  // What the stacks mend is said above.
  if (touched.length > 0 || remedies.length + byHand.length === 0) {
    return [];
  }
  return ['What no stack mends:', ...formatRemedyPlan({ remedies, byHand })];
}

/**
 * Remedies for a person: what to do, and the AWS CLI lines that do it.
 *
 * @public
 */
export function formatRemedyPlan(
  plan: Pick<RemedyPlan, 'remedies' | 'byHand'>,
): string[] {
  return [
    ...plan.remedies.flatMap(remedy => {
      const line = awsCliLineOf(remedy);
      return [
        `# In account ${remedy.account}: ${remedy.summary}`,
        line ?? `# by hand: ${describeDocument(remedy.document)}`,
      ];
    }),
    ...plan.byHand.map(
      ({ account, summary }) => `# In account ${account}, by hand: ${summary}`,
    ),
  ];
}

/**
 * The same changes as one patch: a file for each document, by account.
 *
 * @public
 */
export function patchOf(plan: Pick<RemedyPlan, 'remedies'>): string {
  return plan.remedies
    .map(({ account, document, before, after }) =>
      documentDiff(
        `${account}/${fileNameOf(describeDocument(document))}.json`,
        {
          before,
          after,
        },
      ),
    )
    .join('');
}

function fileNameOf(text: string): string {
  return text
    .replace(/arn:[^:]*:/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-|-$/g, '');
}
