import type {
  ManifestStack,
  ParameterValue,
  PipelineSpec,
  StackOutputReference,
} from 'backstage-plugin-cross-account-pipelines-core';
import { toLogicalId } from '../toLogicalId';
import type { StackPlacement } from './manifestStacks';
import type { PipelineParts } from './PipelineParts';
import { toTemplateValue } from './toTemplateValue';

type StackSetSpec = NonNullable<PipelineSpec['stackSet']>;

/** A parameter of the StackSet, or what a group of its instances has instead. */
interface ParameterContext {
  name: string;
  /** Text, or a reference to a parameter of the stack that has the StackSet. */
  value: unknown;
}

/** What `target-stack-set.yaml` can name, beside the `template` of its instances. */
export interface TargetStackSetContext {
  /** Parameters of the stack itself. */
  stackParameters: string[];
  name: string;
  permissionModel: string;
  administrationRoleArn: unknown;
  executionRoleName: string;
  /** As the StackSet has it. */
  operationPreferences: Record<string, unknown>;
  capabilities: string[];
  parameters: ParameterContext[];
  /** Accounts and Regions in which the parameters are the same. */
  groups: Array<{
    accounts: string[];
    regions: string[];
    overrides: ParameterContext[];
  }>;
}

/**
 * With it StackSets enter the accounts.
 *
 * See `AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed`.
 */
export function administrationRoleArn(
  { account, stackSet }: Pick<PipelineSpec, 'account' | 'stackSet'>,
  partition: string,
): string {
  return (
    stackSet?.administrationRoleArn ??
    `arn:${partition}:iam::${account}:role/AWSCloudFormationStackSetAdministrationRole`
  );
}

/** With it they work there. */
export function executionRoleName({
  stackSet,
}: Pick<PipelineSpec, 'stackSet'>): string {
  return (
    stackSet?.executionRoleName ?? 'AWSCloudFormationStackSetExecutionRole'
  );
}

/** Outputs of other stacks come in by parameters of the stack. */
class StackParameters {
  readonly values: Record<string, ParameterValue> = {};

  /** Parameters of an instance, as the StackSet can give them. */
  refer(given: ManifestStack['parameters'] = {}): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        typeof value === 'object' ? { Ref: this.take(name, value) } : value,
      ]),
    );
  }

  private take(name: string, value: StackOutputReference): string {
    const own = `${name}${toLogicalId(value.fromStack.region)}`;
    this.values[own] = value;
    return own;
  }
}

/**
 * The StackSet that makes what `listed` are, each alone. What the first has is
 * what all have; Regions whose values are others override them.
 *
 * @returns `instances` in their order
 */
export function targetStackSet<T extends { placement: StackPlacement }>(
  spec: PipelineSpec & { stackSet: StackSetSpec },
  { names, partition }: PipelineParts,
  listed: T[],
): {
  instances: T[];
  context: TargetStackSetContext;
  parameters: Record<string, ParameterValue>;
} {
  const instances = inOrder(listed, spec.region);
  const placements = instances.map(({ placement }) => placement);
  const [first] = placements;
  const taken = new StackParameters();
  const parameters = taken.refer(first.parameters);
  const groups = groupsOf(placements, placement =>
    differing(taken.refer(placement.parameters), parameters),
  );
  const { stackSet } = spec;
  return {
    instances,
    context: {
      stackParameters: Object.keys(taken.values),
      name: names.targetStack,
      permissionModel: stackSet.permissionModel ?? 'SELF_MANAGED',
      // It is of the account that has the stack.
      administrationRoleArn: toTemplateValue(
        administrationRoleArn(spec, partition).replace(
          `:${spec.account}:`,
          ':${AWS::AccountId}:',
        ),
      ),
      executionRoleName: executionRoleName(spec),
      operationPreferences: preferencesOf(stackSet.operationPreferences),
      capabilities: first.capabilities ?? [],
      parameters: named(parameters),
      groups,
    },
    parameters: taken.values,
  };
}

/** The home Region first, so that the order of stages changes nothing. */
function inOrder<T extends { placement: StackPlacement }>(
  instances: T[],
  home: string,
): T[] {
  const orderOf = ({ placement: { region, account } }: T) =>
    `${region === home ? '' : region} ${account}`;
  return instances.toSorted((one, other) =>
    orderOf(one) < orderOf(other) ? -1 : 1,
  );
}

/** Regions with the same accounts and the same values go together. */
function groupsOf(
  instances: StackPlacement[],
  overridesOf: (instance: StackPlacement) => Record<string, unknown>,
): TargetStackSetContext['groups'] {
  const placed = instances.map(instance => {
    const overrides = overridesOf(instance);
    return { ...instance, overrides, values: JSON.stringify(overrides) };
  });
  const inRegions = [
    ...Map.groupBy(
      placed,
      ({ region, values }) => `${region} ${values}`,
    ).values(),
  ].map(alike => ({
    regions: [alike[0].region],
    accounts: alike.map(({ account }) => account),
    overrides: named(alike[0].overrides),
  }));
  return [
    ...Map.groupBy(inRegions, ({ accounts, overrides }) =>
      JSON.stringify([accounts, overrides]),
    ).values(),
  ].map(alike => ({
    ...alike[0],
    regions: alike.flatMap(({ regions }) => regions),
  }));
}

function differing(
  values: Record<string, unknown>,
  common: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(common[name]),
    ),
  );
}

function named(values: Record<string, unknown>): ParameterContext[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/**
 * As CloudFormation spells them. By its own defaults one account would come after
 * the other.
 */
function preferencesOf(
  given: StackSetSpec['operationPreferences'] = {},
): Record<string, unknown> {
  const chosen = {
    ...(given.maxConcurrentCount === undefined && {
      maxConcurrentPercentage: 100,
    }),
    ...(given.failureToleranceCount === undefined && {
      failureTolerancePercentage: 0,
    }),
    concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
    regionConcurrencyType: given.regionOrder ? 'SEQUENTIAL' : 'PARALLEL',
    ...given,
  };
  return Object.fromEntries(
    Object.entries(chosen).map(([name, value]) => [
      `${name[0].toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );
}
