import {
  assessPipeline,
  describeDocument,
  describeHop,
  type Estate,
  type Health,
  hopsOf,
  type PipelineReport,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  parsePipelineArn,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { lookUpEstate } from '../../collection';
import { requireOwnApplicationStacks } from '../ownership/requireOwnApplicationStacks';
import { MAX_INLINE_TEMPLATE } from '../stack/uploadTemplate';
import type { AttachmentChange } from './AttachmentChange';
import { findOwner } from './findOwner';
import { findStackOf } from './findStackOf';
import type { AttachmentPlan, PlanAttachmentOptions } from './planAttachment';

/**
 * Bytes. See `AmazonS3/latest/userguide/bucket-policies` and
 * `kms/latest/developerguide/resource-limits`.
 */
const limits: Partial<Record<AttachmentChange['document']['type'], number>> = {
  'bucket policy': 20_480,
  'key policy': 32_768,
};

/**
 * Whether a plan can be carried out and lets the pipeline do what is asked: by
 * the pipeline as it would be, by whose what is to be changed is, and by what AWS
 * takes.
 *
 * @throws NotAllowedError when the pipeline would deploy another's stack
 */
export async function judgeAttachment(
  options: PlanAttachmentOptions & {
    observed: Estate;
    /** As it would be. */
    estate: Estate;
    manifest: StackManifest;
    changes: AttachmentChange[];
    serviceRoleArn: string;
    actionRoles: string[];
    /** The template of the stack that attaches. */
    attachment: string;
  },
): Promise<
  Pick<AttachmentPlan, 'changes' | 'refusals' | 'unknown' | 'report'>
> {
  const { clients, pipelineArn, onBehalfOf, signal, accounts } = options;
  const { estate, observed, serviceRoleArn, manifest, actionRoles } = options;
  const { account, region } = parsePipelineArn(pipelineArn)!;
  await lookUpEstate(estate, [pipelineArn], { clients, onBehalfOf, signal });
  const before = assessPipeline({ estate: observed, pipelineArn, accounts });
  const report = assessPipeline({ estate, pipelineArn, accounts });
  const unknownStacks = await requireOwnApplicationStacks({
    ...options,
    manifest: { ...manifest, pipeline: undefined },
  });
  const changes = await Promise.all(
    options.changes.map(async change => ({
      ...change,
      stack: await findOwner(change, options),
    })),
  );
  const stackOfRole = await findStackOf(
    {
      resourceType: 'AWS::IAM::Role',
      physicalId: shortName(serviceRoleArn),
      tags: observed.accounts[account].roles[serviceRoleArn]?.tags,
    },
    await clients.forAccount({ account, region, purpose: 'read', onBehalfOf }),
    signal,
  );
  return {
    changes,
    report,
    refusals: [
      ...changes.flatMap(refusalsOf),
      ...(stackOfRole
        ? [
            `The service role ${serviceRoleArn} is made by stack ${stackOfRole}: let it assume ${actionRoles.join(
              ', ',
            )} in that stack's source`,
          ]
        : []),
      ...(Buffer.byteLength(options.attachment) > MAX_INLINE_TEMPLATE
        ? [
            `What the pipeline is now does not fit into the stack that keeps it: CloudFormation takes ${MAX_INLINE_TEMPLATE} bytes`,
          ]
        : []),
      // What was changed a moment ago is pending, and broken a moment later.
      ...newlyOf(['broken', 'pending'], before, report),
    ],
    unknown: [...unknownStacks, ...newlyOf(['unknown'], before, report)],
  };
}

function refusalsOf({ document, stack, after = '' }: AttachmentChange) {
  const limit = limits[document.type] ?? Infinity;
  const bytes = Buffer.byteLength(after);
  return [
    ...(stack
      ? [
          `The ${describeDocument(
            document,
          )} is made by stack ${stack}, whose next update would take the change back: make it in that stack's source`,
        ]
      : []),
    ...(bytes > limit
      ? [
          `The ${describeDocument(
            document,
          )} would have ${bytes} bytes; AWS takes ${limit}`,
        ]
      : []),
  ];
}

/** Hops that are in a state which they were not in before. */
function newlyOf(
  healths: Health[],
  before: PipelineReport,
  after: PipelineReport,
): string[] {
  const known = new Set(
    hopsOf(before)
      .filter(each => healths.includes(each.health))
      .map(({ id }) => id),
  );
  return hopsOf(after)
    .filter(each => healths.includes(each.health) && !known.has(each.id))
    .map(hop => describeHop(hop).replace(/\.$/, ''));
}
