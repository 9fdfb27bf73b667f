import { randomUUID } from 'node:crypto';
import type { StackSetOperationPreferences } from '@aws-sdk/client-cloudformation';
import { actAs, serviceCall } from '../../access/actAs';
import { ServiceError } from '../../front/ServiceError';
import type { Call } from '../../world/Call';
import type { World } from '../../world/World';
import type { Stack } from '../Stack';
import { stacksOf } from '../stackAccess';
import { createStack, deleteStack, updateStack } from '../stackWrites';
import { enterAsMember } from './enterAsMember';
import {
  instanceKey,
  type OperationResult,
  type StackInstance,
  type StackSet,
  type StackSetOperation,
} from './StackSet';

const SERVICE = 'cloudformation.amazonaws.com';

/** What an operation does to one instance, with the execution role's rights. */
type InstanceWork = (call: Call, instance: StackInstance) => Promise<void>;

const works: Record<StackSetOperation['action'], typeof deployInstance> = {
  CREATE: deployInstance,
  UPDATE: deployInstance,
  DELETE: deleteInstance,
};

/** Begins an operation on instances of a StackSet, and answers with it. */
export function beginOperation(
  world: World,
  stackSet: StackSet,
  options: {
    id?: string;
    action: StackSetOperation['action'];
    instances: StackInstance[];
    preferences?: StackSetOperationPreferences;
  },
): StackSetOperation {
  const { action, instances, preferences = {} } = options;
  const operation: StackSetOperation = {
    id: options.id ?? randomUUID(),
    action,
    status: 'RUNNING',
    preferences,
    createdAt: new Date(),
    results: new Map(
      instances.map(({ account, region }) => [
        instanceKey(account, region),
        { account, region, status: 'PENDING' },
      ]),
    ),
    settled: Promise.resolve(),
  };
  stackSet.operations.push(operation);
  operation.settled = world.runInBackground(async () => {
    await runInRegions(stackSet, operation, instances, (call, instance) =>
      works[action](stackSet, call, instance),
    )(world);
    const results = [...operation.results.values()];
    operation.status = results.every(({ status }) => status === 'SUCCEEDED')
      ? 'SUCCEEDED'
      : statusWithFailures(operation, results);
    operation.endedAt = new Date();
  });
  return operation;
}

/** Failures that are tolerated do not make an operation fail. */
function statusWithFailures(
  { preferences }: StackSetOperation,
  results: OperationResult[],
): StackSetOperation['status'] {
  const byRegion = Map.groupBy(results, ({ region }) => region);
  return [...byRegion.values()].every(
    alike =>
      alike.filter(({ status }) => status === 'FAILED').length <=
      tolerance(preferences, alike.length),
  )
    ? 'SUCCEEDED'
    : 'FAILED';
}

function tolerance(
  {
    FailureToleranceCount,
    FailureTolerancePercentage = 0,
  }: StackSetOperationPreferences,
  accounts: number,
): number {
  return (
    FailureToleranceCount ??
    Math.floor((accounts * FailureTolerancePercentage) / 100)
  );
}

function concurrency(
  preferences: StackSetOperationPreferences,
  accounts: number,
): number {
  const { MaxConcurrentCount, MaxConcurrentPercentage } = preferences;
  const wanted =
    MaxConcurrentCount ??
    Math.max(1, Math.floor((accounts * (MaxConcurrentPercentage ?? 0)) / 100));
  return preferences.ConcurrencyMode === 'SOFT_FAILURE_TOLERANCE'
    ? wanted
    : Math.min(wanted, tolerance(preferences, accounts) + 1);
}

/** Region after Region, or all at once; in each so many accounts at a time. */
function runInRegions(
  stackSet: StackSet,
  operation: StackSetOperation,
  instances: StackInstance[],
  work: InstanceWork,
) {
  const { preferences, results } = operation;
  const order = preferences.RegionOrder ?? [];
  const regions = [...Map.groupBy(instances, ({ region }) => region)].sort(
    ([one], [other]) => order.indexOf(one) - order.indexOf(other),
  );
  let hasFailed = false;
  const runRegion = async (world: World, alike: StackInstance[]) => {
    const left = [...alike];
    let failures = 0;
    const next = async (): Promise<void> => {
      for (let instance = left.shift(); instance; instance = left.shift()) {
        const key = instanceKey(instance.account, instance.region);
        const result = results.get(key)!;
        if (hasFailed) {
          result.status = 'CANCELLED';
          result.reason = 'Cancelled since failure tolerance has exceeded';
          continue;
        }
        result.status = 'RUNNING';
        instance.lastOperationId = operation.id;
        await world.pause();
        try {
          await work(enter(world, stackSet, instance), instance);
          instance.status = 'CURRENT';
          instance.statusReason = undefined;
          result.status = 'SUCCEEDED';
        } catch (error) {
          world.signal.throwIfAborted();
          result.status = 'FAILED';
          result.reason = error instanceof Error ? error.message : `${error}`;
          instance.status = 'OUTDATED';
          instance.statusReason = result.reason;
          failures += 1;
          hasFailed ||= failures > tolerance(preferences, alike.length);
        }
      }
    };
    await Promise.all(
      Array.from({ length: concurrency(preferences, alike.length) }, next),
    );
  };
  return async (world: World) => {
    if (preferences.RegionConcurrencyType === 'PARALLEL') {
      await Promise.all(regions.map(([, alike]) => runRegion(world, alike)));
      return;
    }
    for (const [, alike] of regions) {
      await runRegion(world, alike);
    }
  };
}

/**
 * The call under which a stack of an account is made: as the execution role there,
 * which the administration role assumes, or as the role that AWS makes there.
 *
 * @throws ServiceError in the words of StackSets
 */
function enter(
  world: World,
  { arn, account, region, content }: StackSet,
  target: StackInstance,
): Call {
  if (!content.roles) {
    return enterAsMember(world, target);
  }
  const { administrationRoleArn, executionRoleName } = content.roles;
  const administrator = actAs(
    serviceCall({ world, service: SERVICE, account, region, sourceArn: arn }),
    { roleArn: administrationRoleArn, sessionName: 'AWSCloudFormation' },
  );
  if (!administrator) {
    throw new ServiceError(
      'ValidationError',
      `Account ${account} should have '${administrationRoleArn
        .split('/')
        .pop()}' role with trust relationship to CloudFormation service.`,
    );
  }
  const execution = actAs(administrator.call, {
    roleArn: `arn:aws:iam::${target.account}:role/${executionRoleName}`,
    sessionName: 'AWSCloudFormation',
    region: target.region,
  });
  if (!execution) {
    throw new ServiceError(
      'ValidationError',
      `Account ${
        target.account
      } should have '${executionRoleName}' role with trust relationship to Role '${administrationRoleArn
        .split('/')
        .pop()}'.`,
    );
  }
  return execution.call;
}

async function deployInstance(
  { name, content }: StackSet,
  call: Call,
  instance: StackInstance,
): Promise<void> {
  const { template, parameters, capabilities, tags } = content;
  const declared = new Set(parameters.map(({ ParameterKey }) => ParameterKey));
  const overrides = instance.overrides.filter(({ ParameterKey }) =>
    declared.has(ParameterKey),
  );
  const input = {
    TemplateBody: template,
    Parameters: [
      ...parameters.filter(
        each => !overrides.some(own => own.ParameterKey === each.ParameterKey),
      ),
      ...overrides,
    ],
    Capabilities: capabilities as any,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
  const state = stacksOf(call);
  let stack = instance.stackId ? state.find(instance.stackId) : undefined;
  if (stack && !stack.deletedAt && /^(ROLLBACK|CREATE_F)/.test(stack.status)) {
    await remove(call, stack);
    stack = undefined;
  }
  if (!stack || stack.deletedAt) {
    const StackName = `StackSet-${name}-${randomUUID()}`;
    instance.stackId = createStack(call, { ...input, StackName }).StackId;
    stack = state.find(instance.stackId!)!;
  } else {
    try {
      updateStack(call, { ...input, StackName: stack.name });
    } catch (error) {
      if (!/No updates are to be performed/.test(`${error}`)) {
        throw error;
      }
      return;
    }
  }
  await stack.settled;
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(stack.status)) {
    throw new Error(reasonOf(stack));
  }
}

async function deleteInstance(
  stackSet: StackSet,
  call: Call,
  instance: StackInstance,
): Promise<void> {
  const { account, region, stackId } = instance;
  const stack = stackId ? stacksOf(call).find(stackId) : undefined;
  if (stack && !stack.deletedAt) {
    await remove(call, stack);
  }
  stackSet.instances.delete(instanceKey(account, region));
}

async function remove(call: Call, stack: Stack): Promise<void> {
  deleteStack(call, { StackName: stack.id });
  await stack.settled;
  if (stack.status !== 'DELETE_COMPLETE') {
    throw new Error(reasonOf(stack));
  }
}

function reasonOf(stack: Stack): string {
  const failed = stack.events.find(
    ({ status, reason, type }) =>
      /_FAILED$/.test(status) &&
      type !== 'AWS::CloudFormation::Stack' &&
      !/cancel/i.test(reason ?? ''),
  );
  return failed
    ? `ResourceLogicalId:${failed.logicalId}, ResourceType:${failed.type}, ResourceStatusReason:${failed.reason}.`
    : `Stack is ${stack.status}: ${stack.statusReason ?? ''}`;
}
