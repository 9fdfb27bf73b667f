import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  DescribeStacksInput,
  DescribeStacksOutput,
  ListExportsInput,
  ListExportsOutput,
  ListImportsInput,
  ListImportsOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
  ListStacksInput,
  ListStacksOutput,
  Stack as StackDescription,
} from '@aws-sdk/client-cloudformation';
import { authorize } from '../access/authorize';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { tagList } from '../world/tags';
import { noSuchStack, validationError } from './errors';
import type { Stack, StackResource } from './Stack';
import { authorizeStack, requireStack, stacksOf } from './stackAccess';

const PAGE = 100;
const HIDDEN = '****';

function isHidden(stack: Stack, parameter: string): boolean {
  return (
    String(stack.deployed?.body.Parameters?.[parameter]?.NoEcho) === 'true'
  );
}

function describe(stack: Stack): StackDescription {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    Parameters: Object.entries(stack.deployed?.parameters ?? {}).map(
      ([key, value]) => ({
        ParameterKey: key,
        ParameterValue: isHidden(stack, key) ? HIDDEN : value,
      }),
    ),
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status as any,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.disableRollback,
    EnableTerminationProtection: stack.terminationProtection,
    NotificationARNs: [],
    Capabilities: (stack.deployed?.capabilities ?? []) as any,
    RoleARN: stack.roleArn,
    LastOperations: stack.operations
      .slice(-2)
      .map(({ id, type }) => ({ OperationId: id, OperationType: type })),
    Tags: tagList(stack.deployed?.tags ?? {}),
    Outputs: stack.outputs.map(output => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description,
      ExportName: output.exportName,
    })),
    DriftInformation: {
      StackDriftStatus: stack.drift?.status ?? 'NOT_CHECKED',
      LastCheckTimestamp: stack.drift?.checkedAt,
    },
  };
}

export function describeStacks(
  call: Call,
  input: DescribeStacksInput,
): DescribeStacksOutput {
  if (input.StackName) {
    authorizeStack(call, 'DescribeStacks', input.StackName);
    return { Stacks: [describe(requireStack(call, input.StackName))] };
  }
  authorizeStack(call, 'DescribeStacks', '*');
  const { page, next } = paginate(stacksOf(call).stacks, {
    token: input.NextToken,
    defaultSize: PAGE,
  });
  return { Stacks: page.map(describe), NextToken: next };
}

export function listStacks(
  call: Call,
  input: ListStacksInput,
): ListStacksOutput {
  authorize(call, { action: 'cloudformation:ListStacks', resource: '*' });
  const state = stacksOf(call);
  const wanted = input.StackStatusFilter;
  const stacks = [...state.stacks, ...state.deletedStacks].filter(
    ({ status }) => !wanted?.length || (wanted as string[]).includes(status),
  );
  const { page, next } = paginate(stacks, {
    token: input.NextToken,
    defaultSize: PAGE,
  });
  return {
    StackSummaries: page.map(stack => ({
      StackId: stack.id,
      StackName: stack.name,
      TemplateDescription: stack.description,
      CreationTime: stack.createdAt,
      LastUpdatedTime: stack.updatedAt,
      DeletionTime: stack.deletedAt,
      StackStatus: stack.status as any,
      StackStatusReason: stack.statusReason,
      DriftInformation: {
        StackDriftStatus: stack.drift?.status ?? 'NOT_CHECKED',
        LastCheckTimestamp: stack.drift?.checkedAt,
      },
    })),
    NextToken: next,
  };
}

export function describeStackEvents(
  call: Call,
  input: DescribeStackEventsInput,
): DescribeStackEventsOutput {
  authorizeStack(call, 'DescribeStackEvents', input.StackName ?? '*');
  const stack = stacksOf(call).find(input.StackName ?? '');
  if (!stack) {
    throw validationError(`Stack [${input.StackName}] does not exist`);
  }
  const { page, next } = paginate([...stack.events].reverse(), {
    token: input.NextToken,
    defaultSize: PAGE,
  });
  return {
    StackEvents: page.map(event => ({
      StackId: stack.id,
      EventId: event.id,
      StackName: stack.name,
      LogicalResourceId: event.logicalId,
      PhysicalResourceId: event.physicalId,
      ResourceType: event.type,
      Timestamp: event.timestamp,
      ResourceStatus: event.status as any,
      ResourceStatusReason: event.reason,
      ClientRequestToken: event.token,
    })),
    NextToken: next,
  };
}

function describeResource(resource: StackResource) {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status as any,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: {
      StackResourceDriftStatus: resource.drift?.status ?? 'NOT_CHECKED',
      LastCheckTimestamp: resource.drift?.checkedAt,
    } as const,
  };
}

export function listStackResources(
  call: Call,
  input: ListStackResourcesInput,
): ListStackResourcesOutput {
  authorizeStack(call, 'ListStackResources', input.StackName!);
  const stack = requireStack(call, input.StackName!);
  const { page, next } = paginate([...stack.resources.values()], {
    token: input.NextToken,
    defaultSize: PAGE,
  });
  return {
    StackResourceSummaries: page.map(resource => ({
      ...describeResource(resource),
      LastUpdatedTimestamp: resource.updatedAt,
    })),
    NextToken: next,
  };
}

export function describeStackResources(
  call: Call,
  input: DescribeStackResourcesInput,
): DescribeStackResourcesOutput {
  const name = input.StackName;
  authorizeStack(call, 'DescribeStackResources', name ?? '*');
  const stack = name
    ? stacksOf(call).find(name)
    : stacksOf(call).stacks.find(each =>
        [...each.resources.values()].some(
          ({ physicalId }) => physicalId === input.PhysicalResourceId,
        ),
      );
  if (!stack) {
    throw noSuchStack(name ?? `for ${input.PhysicalResourceId}`);
  }
  return {
    StackResources: [...stack.resources.values()]
      .filter(
        ({ logicalId }) =>
          !input.LogicalResourceId || logicalId === input.LogicalResourceId,
      )
      .map(resource => ({
        ...describeResource(resource),
        StackId: stack.id,
        StackName: stack.name,
        Timestamp: resource.updatedAt,
      })),
  };
}

export function describeStackResource(
  call: Call,
  input: DescribeStackResourceInput,
): DescribeStackResourceOutput {
  authorizeStack(call, 'DescribeStackResource', input.StackName!);
  const stack = requireStack(call, input.StackName!);
  const resource = stack.resources.get(input.LogicalResourceId!);
  if (!resource) {
    throw validationError(
      `Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`,
    );
  }
  return {
    StackResourceDetail: {
      ...describeResource(resource),
      StackId: stack.id,
      StackName: stack.name,
      LastUpdatedTimestamp: resource.updatedAt,
    },
  };
}

export function listExports(
  call: Call,
  input: ListExportsInput,
): ListExportsOutput {
  authorize(call, { action: 'cloudformation:ListExports', resource: '*' });
  const exports = stacksOf(call).stacks.flatMap(stack =>
    stack.outputs
      .filter(({ exportName }) => exportName !== undefined)
      .map(({ exportName, value }) => ({
        ExportingStackId: stack.id,
        Name: exportName,
        Value: value,
      })),
  );
  const { page, next } = paginate(exports, {
    token: input.NextToken,
    defaultSize: PAGE,
  });
  return { Exports: page, NextToken: next };
}

export function listImports(
  call: Call,
  input: ListImportsInput,
): ListImportsOutput {
  authorize(call, { action: 'cloudformation:ListImports', resource: '*' });
  const importers = stacksOf(call).stacks.filter(({ imports }) =>
    imports.has(input.ExportName!),
  );
  if (importers.length === 0) {
    throw validationError(
      `Export '${input.ExportName}' is not imported by any stack.`,
    );
  }
  return { Imports: importers.map(({ name }) => name) };
}
