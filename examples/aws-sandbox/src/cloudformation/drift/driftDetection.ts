import { randomUUID } from 'node:crypto';
import type {
  DescribeStackDriftDetectionStatusInput,
  DescribeStackDriftDetectionStatusOutput,
  DescribeStackResourceDriftsInput,
  DescribeStackResourceDriftsOutput,
  DetectStackDriftInput,
  DetectStackDriftOutput,
  DetectStackResourceDriftInput,
  DetectStackResourceDriftOutput,
  StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { authorize } from '../../access/authorize';
import type { Call } from '../../world/Call';
import { paginate } from '../../world/paginate';
import { validationError } from '../errors';
import { ResourceWorker } from '../ResourceWorker';
import type { Stack, StackResource } from '../Stack';
import {
  authorizeStack,
  forwardedCall,
  requireStack,
  stacksOf,
} from '../stackAccess';

const PAGE = 100;

/**
 * One comparison of a stack with what there is.
 */
export interface DriftDetection {
  id: string;
  stack: Stack;
  startedAt: Date;
  status: 'DETECTION_IN_PROGRESS' | 'DETECTION_COMPLETE' | 'DETECTION_FAILED';
  statusReason?: string;
}

/** Drift is detected with the permissions of who asks, not of the stack's role. */
function workerOf(call: Call, stack: Stack): ResourceWorker {
  return new ResourceWorker(
    stack,
    forwardedCall(call),
    stack.deployed?.tags ?? {},
  );
}

async function detectResource(
  worker: ResourceWorker,
  resource: StackResource,
): Promise<void> {
  const drift = await worker.drift(resource);
  resource.drift = drift && { ...drift, checkedAt: new Date() };
}

async function detect(
  call: Call,
  stack: Stack,
  detection: DriftDetection,
  wanted: StackResource[],
): Promise<void> {
  await call.world.pause();
  const worker = workerOf(call, stack);
  const failed: string[] = [];
  for (const resource of wanted) {
    try {
      await detectResource(worker, resource);
    } catch (error) {
      failed.push(
        `Failed to detect drift on resource [${resource.logicalId}]: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }
  const drifted = [...stack.resources.values()].some(
    ({ drift }) => drift && drift.status !== 'IN_SYNC',
  );
  stack.drift = {
    status: drifted ? 'DRIFTED' : 'IN_SYNC',
    checkedAt: new Date(),
  };
  detection.status =
    failed.length > 0 ? 'DETECTION_FAILED' : 'DETECTION_COMPLETE';
  detection.statusReason = failed.length > 0 ? failed.join('; ') : undefined;
}

export function detectStackDrift(
  call: Call,
  input: DetectStackDriftInput,
): DetectStackDriftOutput {
  for (const action of ['DetectStackDrift', 'DetectStackResourceDrift']) {
    authorizeStack(call, action, input.StackName!);
  }
  const stack = requireStack(call, input.StackName!);
  if (stack.isInProgress || !stack.deployed) {
    throw validationError(
      `Drift detection cannot be performed on stack [${stack.id}] while it is in ${stack.status} state`,
    );
  }
  const wanted = [...stack.resources.values()].filter(
    ({ logicalId }) =>
      !input.LogicalResourceIds?.length ||
      input.LogicalResourceIds.includes(logicalId),
  );
  const detection: DriftDetection = {
    id: randomUUID(),
    stack,
    startedAt: new Date(),
    status: 'DETECTION_IN_PROGRESS',
  };
  stacksOf(call).driftDetections.set(detection.id, detection);
  call.world.runInBackground(() => detect(call, stack, detection, wanted));
  return { StackDriftDetectionId: detection.id };
}

export function describeStackDriftDetectionStatus(
  call: Call,
  input: DescribeStackDriftDetectionStatusInput,
): DescribeStackDriftDetectionStatusOutput {
  authorize(call, {
    action: 'cloudformation:DescribeStackDriftDetectionStatus',
    resource: '*',
  });
  const detection = stacksOf(call).driftDetections.get(
    input.StackDriftDetectionId!,
  );
  if (!detection) {
    throw validationError(
      `No drift detection found for id ${input.StackDriftDetectionId}`,
    );
  }
  const { id, stack, startedAt, status, statusReason } = detection;
  const isOver = status !== 'DETECTION_IN_PROGRESS';
  return {
    StackId: stack.id,
    StackDriftDetectionId: id,
    DetectionStatus: status,
    DetectionStatusReason: statusReason,
    Timestamp: startedAt,
    ...(isOver && {
      StackDriftStatus: stack.drift!.status,
      DriftedStackResourceCount: [...stack.resources.values()].filter(
        ({ drift }) => drift && drift.status !== 'IN_SYNC',
      ).length,
    }),
  };
}

function describe(stack: Stack, resource: StackResource): StackResourceDrift {
  const { drift } = resource;
  return {
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    StackResourceDriftStatus: drift?.status ?? 'NOT_CHECKED',
    Timestamp: drift?.checkedAt ?? new Date(),
    ExpectedProperties: drift && JSON.stringify(drift.expected),
    ActualProperties: drift?.actual && JSON.stringify(drift.actual),
    PropertyDifferences: drift?.differences.map(difference => ({
      PropertyPath: difference.path,
      DifferenceType: difference.type,
      ExpectedValue: asText(difference.expected),
      ActualValue: asText(difference.actual),
    })),
  };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

export function describeStackResourceDrifts(
  call: Call,
  input: DescribeStackResourceDriftsInput,
): DescribeStackResourceDriftsOutput {
  authorizeStack(call, 'DescribeStackResourceDrifts', input.StackName!);
  const stack = requireStack(call, input.StackName!);
  const filters: string[] = input.StackResourceDriftStatusFilters ?? [];
  const drifts = [...stack.resources.values()]
    .filter(({ drift }) => drift)
    .map(resource => describe(stack, resource))
    .filter(
      ({ StackResourceDriftStatus: status }) =>
        filters.length === 0 || filters.includes(status!),
    );
  const { page, next } = paginate(drifts, {
    token: input.NextToken,
    size: input.MaxResults,
    defaultSize: PAGE,
  });
  return { StackResourceDrifts: page, NextToken: next };
}

export async function detectStackResourceDrift(
  call: Call,
  input: DetectStackResourceDriftInput,
): Promise<DetectStackResourceDriftOutput> {
  authorizeStack(call, 'DetectStackResourceDrift', input.StackName!);
  const stack = requireStack(call, input.StackName!);
  const resource = stack.resources.get(input.LogicalResourceId!);
  if (!resource) {
    throw validationError(
      `Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`,
    );
  }
  await detectResource(workerOf(call, stack), resource);
  return { StackResourceDrift: describe(stack, resource) };
}
