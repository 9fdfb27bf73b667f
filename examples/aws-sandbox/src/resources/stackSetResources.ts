import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type {
  CallAs,
  CreateStackSetInput,
  Parameter,
} from '@aws-sdk/client-cloudformation';
import { requireStackSet } from '../cloudformation/stackSets/stackSetAccess';
import {
  createStackInstances,
  createStackSet,
  deleteStackInstances,
  deleteStackSet,
  updateStackInstances,
  updateStackSet,
} from '../cloudformation/stackSets/stackSetWrites';
import { tagRecord } from '../world/tags';
import { hasSameContent, unitOperations } from './unitGroups';
import type { Properties, ResourceContext, ResourceType } from './ResourceType';

const NAME_LENGTH = 128;

interface Group {
  accounts: string[];
  regions: string[];
  overrides: Parameter[];
}

function groupsOf({ StackInstancesGroup = [] }: Properties): Group[] {
  return StackInstancesGroup.map(
    ({ DeploymentTargets, Regions, ParameterOverrides }: Properties) => ({
      accounts: DeploymentTargets.Accounts ?? [],
      regions: Regions,
      overrides: ParameterOverrides ?? [],
    }),
  );
}

/** By account and Region. */
function instancesOf(properties: Properties): Map<string, Group> {
  return new Map(
    groupsOf(properties).flatMap(({ accounts, regions, overrides }) =>
      accounts.flatMap(account =>
        regions.map(region => [
          `${account} ${region}`,
          { accounts: [account], regions: [region], overrides },
        ]),
      ),
    ),
  );
}

/** Of one operation: the same Regions and the same values. */
function together(instances: Group[]): Group[] {
  return [
    ...Map.groupBy(instances, ({ regions, overrides }) =>
      JSON.stringify([regions, overrides]),
    ).values(),
  ].map(alike => ({
    ...alike[0],
    accounts: alike.flatMap(({ accounts }) => accounts),
  }));
}

function inputOf(
  { tags }: ResourceContext,
  name: string,
  { StackInstancesGroup: _, Tags, ...properties }: Properties,
): CreateStackSetInput {
  return {
    ...properties,
    StackSetName: name,
    Tags: Object.entries({ ...tags, ...tagRecord(Tags) }).map(
      ([Key, Value]) => ({ Key, Value }),
    ),
  };
}

/** @throws Error in the words of CloudFormation's handler */
async function settle(
  { call }: ResourceContext,
  { StackSetName, CallAs }: { StackSetName?: string; CallAs?: CallAs },
  { OperationId }: { OperationId?: string },
): Promise<void> {
  const operation = requireStackSet(
    call,
    StackSetName!,
    CallAs,
  ).operations.find(({ id }) => id === OperationId)!;
  await operation.settled;
  if (operation.status !== 'SUCCEEDED') {
    const reasons = [...operation.results.values()].flatMap(({ reason }) =>
      reason === undefined ? [] : [reason],
    );
    throw new Error(
      `Resource handler returned message: "Stack set operation [${
        operation.id
      }] was unexpectedly stopped or failed. status reason(s): [${reasons.join(
        ', ',
      )}]" (RequestToken: ${randomUUID()}, HandlerErrorCode: NotStabilized)`,
    );
  }
}

function isServiceManaged({ PermissionModel }: Properties): boolean {
  return PermissionModel === 'SERVICE_MANAGED';
}

/**
 * Takes instances away, changes the StackSet, makes new instances and goes once more
 * over those that stay, as CloudFormation's handler does.
 */
async function deployToUnits(
  context: ResourceContext,
  name: string,
  { before, after }: { before: Properties; after: Properties },
): Promise<void> {
  const { call } = context;
  const { CallAs, OperationPreferences } = { ...before, ...after };
  const shared = { StackSetName: name, CallAs, OperationPreferences };
  const { gone, fresh, kept } = unitOperations(before, after);
  for (const each of gone) {
    const { ParameterOverrides: _, ...targets } = each;
    const input = { ...shared, ...targets, RetainStacks: false };
    await settle(context, shared, deleteStackInstances(call, input));
  }
  const isKept = before.StackSetName && after.StackSetName;
  if (isKept && !hasSameContent(before, after)) {
    const input = inputOf(context, name, after);
    await settle(context, shared, updateStackSet(call, input));
  }
  for (const each of fresh) {
    const input = { ...shared, ...each };
    await settle(context, shared, createStackInstances(call, input));
  }
  for (const each of kept) {
    const input = { ...shared, ...each };
    await settle(context, shared, updateStackInstances(call, input));
  }
}

export const cloudFormationStackSet: ResourceType = {
  name: 'AWS::CloudFormation::StackSet',
  replacedBy: ['StackSetName', 'PermissionModel', 'CallAs'],
  nameProperty: 'StackSetName',
  async create(context, properties) {
    const name =
      properties.StackSetName ??
      context.generateName({ maxLength: NAME_LENGTH });
    const { StackSetId } = createStackSet(
      context.call,
      inputOf(context, name, properties),
    );
    context.identify(StackSetId!);
    if (isServiceManaged(properties)) {
      await deployToUnits(context, name, { before: {}, after: properties });
      return { physicalId: StackSetId!, attributes: { StackSetId } };
    }
    for (const group of groupsOf(properties)) {
      await settle(
        context,
        { StackSetName: name },
        createStackInstances(context.call, {
          StackSetName: name,
          Accounts: group.accounts,
          Regions: group.regions,
          ParameterOverrides: group.overrides,
          OperationPreferences: properties.OperationPreferences,
        }),
      );
    }
    return { physicalId: StackSetId!, attributes: { StackSetId } };
  },
  async update(context, physicalId, { before, after }) {
    const [name] = physicalId.split(':');
    if (isServiceManaged(after)) {
      await deployToUnits(context, name, { before, after });
      return { physicalId, attributes: { StackSetId: physicalId } };
    }
    const shared = {
      StackSetName: name,
      OperationPreferences: after.OperationPreferences,
    };
    const contentOf = ({ StackInstancesGroup: _, ...rest }: Properties) => rest;
    if (!isDeepStrictEqual(contentOf(before), contentOf(after))) {
      await settle(
        context,
        { StackSetName: name },
        updateStackSet(context.call, inputOf(context, name, after)),
      );
    }
    const was = instancesOf(before);
    const will = instancesOf(after);
    const { instances } = requireStackSet(context.call, name);
    const gone = [...instances.keys()].filter(key => !will.has(key));
    for (const { accounts, regions } of together(
      gone.map(key => {
        const [account, region] = key.split(' ');
        return { accounts: [account], regions: [region], overrides: [] };
      }),
    )) {
      await settle(
        context,
        { StackSetName: name },
        deleteStackInstances(context.call, {
          ...shared,
          Accounts: accounts,
          Regions: regions,
          RetainStacks: false,
        }),
      );
    }
    const fresh = [...will].filter(([key]) => !instances.has(key));
    for (const group of together(fresh.map(([, each]) => each))) {
      await settle(
        context,
        { StackSetName: name },
        createStackInstances(context.call, {
          ...shared,
          Accounts: group.accounts,
          Regions: group.regions,
          ParameterOverrides: group.overrides,
        }),
      );
    }
    const changed = [...will].filter(
      ([key, { overrides }]) =>
        was.has(key) &&
        instances.has(key) &&
        !isDeepStrictEqual(was.get(key)!.overrides, overrides),
    );
    for (const group of together(changed.map(([, each]) => each))) {
      await settle(
        context,
        { StackSetName: name },
        updateStackInstances(context.call, {
          ...shared,
          Accounts: group.accounts,
          Regions: group.regions,
          ParameterOverrides: group.overrides,
        }),
      );
    }
    return { physicalId, attributes: { StackSetId: physicalId } };
  },
  async delete(context, physicalId, properties) {
    const [name] = physicalId.split(':');
    if (isServiceManaged(properties)) {
      await deployToUnits(context, name, { before: properties, after: {} });
      const { CallAs } = properties;
      deleteStackSet(context.call, { StackSetName: name, CallAs });
      return;
    }
    const { instances } = requireStackSet(context.call, name);
    const all = [...instances.values()].map(({ account, region }) => ({
      accounts: [account],
      regions: [region],
      overrides: [],
    }));
    for (const { accounts, regions } of together(all)) {
      await settle(
        context,
        { StackSetName: name },
        deleteStackInstances(context.call, {
          StackSetName: name,
          Accounts: accounts,
          Regions: regions,
          RetainStacks: false,
          OperationPreferences: properties.OperationPreferences,
        }),
      );
    }
    deleteStackSet(context.call, { StackSetName: name });
  },
};
