import type {
  DescribeStackInstanceInput,
  DescribeStackInstanceOutput,
  DescribeStackSetInput,
  DescribeStackSetOperationInput,
  DescribeStackSetOperationOutput,
  DescribeStackSetOutput,
  ListStackInstancesInput,
  ListStackInstancesOutput,
  ListStackSetOperationResultsInput,
  ListStackSetOperationResultsOutput,
  ListStackSetOperationsInput,
  ListStackSetOperationsOutput,
  ListStackSetsInput,
  ListStackSetsOutput,
} from '@aws-sdk/client-cloudformation';
import { authorize } from '../../access/authorize';
import { ServiceError } from '../../front/ServiceError';
import type { Call } from '../../world/Call';
import { paginate } from '../../world/paginate';
import { tagList } from '../../world/tags';
import {
  authorizeStackSet,
  requireStackSet,
  stackSetsOf,
} from './stackSetAccess';
import {
  instanceKey,
  type StackInstance,
  type StackSet,
  type StackSetOperation,
} from './StackSet';

const PAGE = 100;

export function describeStackSet(
  call: Call,
  input: DescribeStackSetInput,
): DescribeStackSetOutput {
  authorizeStackSet(
    call,
    'DescribeStackSet',
    input.StackSetName!,
    input.CallAs,
  );
  const { name, id, arn, content, ...stackSet } = requireStackSet(
    call,
    input.StackSetName!,
    input.CallAs,
  );
  return {
    StackSet: {
      StackSetName: name,
      StackSetId: id,
      StackSetARN: arn,
      Status: 'ACTIVE',
      PermissionModel: stackSet.permissionModel,
      AutoDeployment: stackSet.autoDeployment,
      OrganizationalUnitIds: [
        ...new Set(stackSet.unitTargets.map(({ unit }) => unit)),
      ],
      TemplateBody: content.template,
      Parameters: content.parameters,
      Capabilities: content.capabilities as any,
      Tags: tagList(content.tags),
      AdministrationRoleARN: content.roles?.administrationRoleArn,
      ExecutionRoleName: content.roles?.executionRoleName,
    },
  };
}

export function listStackSets(
  call: Call,
  input: ListStackSetsInput,
): ListStackSetsOutput {
  authorize(call, { action: 'cloudformation:ListStackSets', resource: '*' });
  const { page, next } = paginate(
    [...stackSetsOf(call, input.CallAs).values()],
    {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: PAGE,
    },
  );
  return {
    Summaries: page.map(({ name, id, permissionModel }) => ({
      StackSetName: name,
      StackSetId: id,
      Status: 'ACTIVE',
      PermissionModel: permissionModel,
    })),
    NextToken: next,
  };
}

function summarize({ id }: StackSet, instance: StackInstance) {
  const { account, region, stackId, status, statusReason } = instance;
  return {
    StackSetId: id,
    Account: account,
    Region: region,
    StackId: stackId,
    Status: status,
    StatusReason: statusReason,
    LastOperationId: instance.lastOperationId,
    StackInstanceStatus: {
      DetailedStatus:
        status === 'CURRENT' ? ('SUCCEEDED' as const) : ('FAILED' as const),
    },
  };
}

export function listStackInstances(
  call: Call,
  input: ListStackInstancesInput,
): ListStackInstancesOutput {
  authorizeStackSet(
    call,
    'ListStackInstances',
    input.StackSetName!,
    input.CallAs,
  );
  const stackSet = requireStackSet(call, input.StackSetName!, input.CallAs);
  const { page, next } = paginate(
    [...stackSet.instances.values()].filter(
      ({ account, region }) =>
        (input.StackInstanceAccount ?? account) === account &&
        (input.StackInstanceRegion ?? region) === region,
    ),
    { token: input.NextToken, size: input.MaxResults, defaultSize: PAGE },
  );
  return {
    Summaries: page.map(instance => summarize(stackSet, instance)),
    NextToken: next,
  };
}

export function describeStackInstance(
  call: Call,
  input: DescribeStackInstanceInput,
): DescribeStackInstanceOutput {
  authorizeStackSet(
    call,
    'DescribeStackInstance',
    input.StackSetName!,
    input.CallAs,
  );
  const stackSet = requireStackSet(call, input.StackSetName!, input.CallAs);
  const instance = stackSet.instances.get(
    instanceKey(input.StackInstanceAccount!, input.StackInstanceRegion!),
  );
  if (!instance) {
    throw new ServiceError(
      'StackInstanceNotFoundException',
      `Stack instance not found for StackSet ${stackSet.name}, account ${input.StackInstanceAccount} and Region ${input.StackInstanceRegion}`,
      { status: 404 },
    );
  }
  return {
    StackInstance: {
      ...summarize(stackSet, instance),
      ParameterOverrides: instance.overrides,
    },
  };
}

function requireOperation(
  { name, operations }: StackSet,
  id: string,
): StackSetOperation {
  const found = operations.find(operation => operation.id === id);
  if (!found) {
    throw new ServiceError(
      'OperationNotFoundException',
      `Operation ${id} not found for StackSet ${name}`,
      { status: 404 },
    );
  }
  return found;
}

function describeOperation(operation: StackSetOperation) {
  return {
    OperationId: operation.id,
    Action: operation.action,
    Status: operation.status,
    OperationPreferences: operation.preferences,
    CreationTimestamp: operation.createdAt,
    EndTimestamp: operation.endedAt,
    StatusDetails: {
      FailedStackInstancesCount: [...operation.results.values()].filter(
        ({ status }) => status === 'FAILED',
      ).length,
    },
  };
}

export function describeStackSetOperation(
  call: Call,
  input: DescribeStackSetOperationInput,
): DescribeStackSetOperationOutput {
  authorizeStackSet(
    call,
    'DescribeStackSetOperation',
    input.StackSetName!,
    input.CallAs,
  );
  const stackSet = requireStackSet(call, input.StackSetName!, input.CallAs);
  return {
    StackSetOperation: {
      StackSetId: stackSet.id,
      AdministrationRoleARN: stackSet.content.roles?.administrationRoleArn,
      ExecutionRoleName: stackSet.content.roles?.executionRoleName,
      ...describeOperation(requireOperation(stackSet, input.OperationId!)),
    },
  };
}

/** The newest first. */
export function listStackSetOperations(
  call: Call,
  input: ListStackSetOperationsInput,
): ListStackSetOperationsOutput {
  authorizeStackSet(
    call,
    'ListStackSetOperations',
    input.StackSetName!,
    input.CallAs,
  );
  const stackSet = requireStackSet(call, input.StackSetName!, input.CallAs);
  const { page, next } = paginate([...stackSet.operations].reverse(), {
    token: input.NextToken,
    size: input.MaxResults,
    defaultSize: PAGE,
  });
  return { Summaries: page.map(describeOperation), NextToken: next };
}

export function listStackSetOperationResults(
  call: Call,
  input: ListStackSetOperationResultsInput,
): ListStackSetOperationResultsOutput {
  authorizeStackSet(
    call,
    'ListStackSetOperationResults',
    input.StackSetName!,
    input.CallAs,
  );
  const stackSet = requireStackSet(call, input.StackSetName!, input.CallAs);
  const { results } = requireOperation(stackSet, input.OperationId!);
  const { page, next } = paginate([...results.values()], {
    token: input.NextToken,
    size: input.MaxResults,
    defaultSize: PAGE,
  });
  return {
    Summaries: page.map(({ account, region, status, reason }) => ({
      Account: account,
      Region: region,
      Status: status,
      StatusReason: reason,
    })),
    NextToken: next,
  };
}
