import type { StackResourceDrift } from '@aws-sdk/client-cloudformation';
import type {
  ManifestStack,
  StackPhase,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import { documentDiff } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { CloudFormationStack } from '../stack/CloudFormationStack';
import { Pace, type PaceOptions } from '../stack/Pace';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';

/**
 * A resource that is not what its stack made of it.
 *
 * @public
 */
export interface ResourceDrift {
  logicalId: string;
  type: string;
  physicalId?: string;
  drift: 'modified' | 'deleted';
  /** Paths of what differs; of a deleted resource none. */
  properties: string[];
  /** From what AWS has to what the stack says, as a unified diff. */
  diff: string;
  /** As the stack has it, as far as CloudFormation compares it. */
  expected: Record<string, unknown>;
}

/**
 * @public
 */
export interface StackDrift extends StackPlace {
  phase: StackPhase;
  resources: ResourceDrift[];
  /** What CloudFormation did not compare. */
  notCompared: Array<
    Pick<ResourceDrift, 'logicalId' | 'type' | 'physicalId'> &
      Partial<Pick<ResourceDrift, 'expected'>> & {
        /** Where a StackSet of the stack has made it. */
        account?: string;
      }
  >;
  /** Why nothing, or not everything, could be compared. */
  unread?: string;
}

/**
 * Has CloudFormation compare a stack with what there is.
 *
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function detectDrift(options: {
  stack: CloudFormationStack;
  phase: ManifestStack['phase'];
  pace?: PaceOptions;
  signal?: AbortSignal;
}): Promise<StackDrift> {
  const { stack, phase } = options;
  const id = await stack.detectDrift();
  const detection = await waitForDetection(id, options);
  const drifts = await stack.resourceDrifts();
  const compared = new Set(
    drifts
      .filter(
        ({ StackResourceDriftStatus: status }) => status !== 'NOT_CHECKED',
      )
      .map(({ LogicalResourceId }) => LogicalResourceId),
  );
  const all = await stack.resources();
  return {
    ...stack.place,
    phase,
    resources: drifts.flatMap(drift => toResourceDrift(drift) ?? []),
    notCompared: all
      .filter(({ LogicalResourceId }) => !compared.has(LogicalResourceId))
      .map(({ LogicalResourceId, ResourceType, PhysicalResourceId }) => ({
        logicalId: LogicalResourceId!,
        type: ResourceType!,
        physicalId: PhysicalResourceId,
      })),
    ...(detection.DetectionStatus === 'DETECTION_FAILED' && {
      unread:
        detection.DetectionStatusReason ?? 'CloudFormation gives no reason',
    }),
  };
}

async function waitForDetection(
  id: string,
  { stack, pace: paceOptions, signal }: Parameters<typeof detectDrift>[0],
) {
  const pace = new Pace(paceOptions);
  for (;;) {
    const detection = await stack.driftDetection(id);
    if (detection.DetectionStatus !== 'DETECTION_IN_PROGRESS') {
      return detection;
    }
    try {
      await pace.pause({ news: false, signal });
    } catch {
      throw new StoppedWaitingError({ underWay: [] });
    }
  }
}

function toResourceDrift(drift: StackResourceDrift): ResourceDrift | undefined {
  const { StackResourceDriftStatus: status, PropertyDifferences = [] } = drift;
  if (status !== 'MODIFIED' && status !== 'DELETED') {
    return undefined;
  }
  const expected = readObject(drift.ExpectedProperties);
  const actual = readObject(drift.ActualProperties);
  const properties = PropertyDifferences.map(
    ({ PropertyPath }) => PropertyPath!,
  );
  const changed = new Set(properties.map(path => path.split('/')[1]));
  const pick = (from: Record<string, unknown>) =>
    JSON.stringify(
      status === 'DELETED'
        ? from
        : Object.fromEntries(
            Object.entries(from).filter(([name]) => changed.has(name)),
          ),
      null,
      2,
    );
  const logicalId = drift.LogicalResourceId!;
  return {
    logicalId,
    type: drift.ResourceType!,
    physicalId: drift.PhysicalResourceId,
    drift: status === 'DELETED' ? 'deleted' : 'modified',
    properties,
    diff: documentDiff(`${logicalId} (${drift.ResourceType})`, {
      before: status === 'DELETED' ? undefined : pick(actual),
      after: pick(expected),
    }),
    expected,
  };
}

function readObject(json: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(json ?? '{}');
  } catch {
    return {};
  }
}
