import type {
  DescribeEventsInput,
  DescribeEventsOutput,
  OperationEvent,
} from '@aws-sdk/client-cloudformation';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { validationError } from './errors';
import type {
  OperationRecord,
  Stack,
  StackEvent,
  ValidationEvent,
} from './Stack';
import { authorizeStack, stacksOf } from './stackAccess';

const PAGE = 100;

function ofStack(stack: Stack, event: StackEvent): OperationEvent {
  const operation = stack.operations.find(({ id }) => id === event.operationId);
  const isError = event.status.endsWith('_FAILED');
  const isOwn = event.logicalId === stack.name;
  return {
    EventId: event.id,
    StackId: stack.id,
    OperationId: event.operationId,
    OperationType: operation?.type,
    OperationStatus: operation && statusOf(operation),
    EventType: isError && !isOwn ? 'PROVISIONING_ERROR' : 'STACK_EVENT',
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.timestamp,
    ResourceStatus: event.status as any,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.token,
  };
}

function statusOf({ endedAt, failed }: OperationRecord) {
  if (!endedAt) {
    return 'IN_PROGRESS';
  }
  return failed ? 'FAILED' : 'SUCCEEDED';
}

function ofValidation(stack: Stack, event: ValidationEvent): OperationEvent {
  return {
    EventId: event.id,
    StackId: stack.id,
    OperationId: event.operationId,
    OperationType: 'CREATE_CHANGESET',
    OperationStatus: 'FAILED',
    EventType: 'VALIDATION_ERROR',
    LogicalResourceId: event.logicalId,
    ResourceType: event.type,
    Timestamp: event.timestamp,
    ValidationFailureMode: 'FAIL',
    ValidationName: event.name,
    ValidationStatus: 'FAILED',
    ValidationStatusReason: event.reason,
    ValidationPath: event.path,
  };
}

function findStack(call: Call, input: DescribeEventsInput): Stack {
  const { StackName, ChangeSetName, OperationId } = input;
  const state = stacksOf(call);
  const all = [...state.stacks, ...state.deletedStacks];
  const stack = StackName
    ? state.find(StackName)
    : all.find(
        ({ changeSets, operations }) =>
          [...changeSets.values()].some(
            ({ id, operationId }) =>
              id === ChangeSetName || operationId === OperationId,
          ) || operations.some(({ id }) => id === OperationId),
      );
  if (!stack) {
    throw validationError(
      `Stack [${StackName ?? ChangeSetName ?? OperationId}] does not exist`,
    );
  }
  return stack;
}

/**
 * What happened to a stack, operation by operation, the latest first.
 */
export function describeEvents(
  call: Call,
  input: DescribeEventsInput,
): DescribeEventsOutput {
  const { StackName, ChangeSetName, OperationId } = input;
  if (!StackName && !ChangeSetName && !OperationId) {
    throw validationError(
      'Either StackName, ChangeSetName or OperationId must be specified.',
    );
  }
  authorizeStack(call, 'DescribeEvents', StackName ?? '*');
  const stack = findStack(call, input);
  const changeSet = [...stack.changeSets.values()].find(
    ({ id, name }) => id === ChangeSetName || name === ChangeSetName,
  );
  const wanted = OperationId ?? changeSet?.operationId;
  const events = [
    ...stack.events.map(event => ofStack(stack, event)),
    ...stack.validations.map(event => ofValidation(stack, event)),
  ]
    .filter(event => wanted === undefined || event.OperationId === wanted)
    .filter(
      ({ EventType: type }) =>
        !input.Filters?.FailedEvents || type !== 'STACK_EVENT',
    )
    .sort((a, b) => b.Timestamp!.getTime() - a.Timestamp!.getTime());
  const { page, next } = paginate(events, {
    token: input.NextToken,
    defaultSize: PAGE,
  });
  return { OperationEvents: page, NextToken: next };
}
