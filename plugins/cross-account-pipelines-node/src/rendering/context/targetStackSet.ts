import {
  type ManifestStack,
  type ParameterValue,
  type PipelineSpec,
  PipelineSpecError,
  type StackOutputReference,
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

/** A StackSet of the stack. */
interface StackSetContext {
  /** Its logical id. */
  id: string;
  /** That of the one which has to be there before. */
  after?: string;
  name: string;
  /** As the StackSet has it. */
  operationPreferences: Record<string, unknown>;
  parameters: ParameterContext[];
  /** Accounts and Regions in which the parameters are the same. */
  groups: Array<{
    accounts: string[];
    regions: string[];
    /** As CloudFormation has them. */
    deploymentTargets: Record<string, unknown>;
    overrides: ParameterContext[];
  }>;
  /** Of whole units, by Region: the accounts that the pipeline reaches. */
  accountsByRegion?: Record<string, string[]>;
}

/** What `target-stack-set.yaml` can name, beside the `template` of its instances. */
export interface TargetStackSetContext {
  /** Parameters of the stack itself. */
  stackParameters: string[];
  permissionModel: string;
  /** With the roles that somebody has made. */
  selfManaged?: { administrationRoleArn: unknown; executionRoleName: string };
  /** With the roles that AWS makes in the organization's accounts. */
  serviceManaged?: {
    callAs: string;
    /** As the StackSet has it. */
    autoDeployment: Record<string, unknown>;
  };
  capabilities: string[];
  /** One; with service-managed permissions one for all Regions that are alike. */
  stackSets: StackSetContext[];
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

/** Whether AWS makes the roles that StackSets works with. */
export function isServiceManaged({
  stackSet,
}: Pick<PipelineSpec, 'stackSet'>): boolean {
  return stackSet?.permissionModel === 'SERVICE_MANAGED';
}

/**
 * The StackSets that make what `listed` are, each alone. What the first has is
 * what all have; Regions whose values are others override them.
 *
 * With service-managed permissions nothing can be overridden: CloudFormation takes
 * a unit with one set of parameters only, and an account that comes later would get
 * the StackSet's own. Regions whose values are others have a StackSet then.
 *
 * @returns `instances` in their order
 * @throws PipelineSpecError where accounts of a Region would need different values
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
  const { stackSet } = spec;
  const { permissionModel = 'SELF_MANAGED' } = stackSet;
  return {
    instances,
    context: {
      permissionModel,
      ...(isServiceManaged(spec)
        ? {
            serviceManaged: {
              callAs: stackSet.callAs ?? 'DELEGATED_ADMIN',
              autoDeployment: capitalized({
                enabled: false,
                ...stackSet.autoDeployment,
              }),
            },
            stackSets: inUnits(spec, names.targetStack, placements, taken),
          }
        : {
            selfManaged: {
              // It is of the account that has the stack.
              administrationRoleArn: toTemplateValue(
                administrationRoleArn(spec, partition).replace(
                  `:${spec.account}:`,
                  ':${AWS::AccountId}:',
                ),
              ),
              executionRoleName: executionRoleName(spec),
            },
            stackSets: [inAccounts(spec, names.targetStack, placements, taken)],
          }),
      capabilities: first.capabilities ?? [],
      stackParameters: Object.keys(taken.values),
    },
    parameters: taken.values,
  };
}

const firstId = 'Targets';

function inAccounts(
  { stackSet }: { stackSet: StackSetSpec },
  name: string,
  placements: StackPlacement[],
  taken: StackParameters,
): StackSetContext {
  const parameters = taken.refer(placements[0].parameters);
  return {
    id: firstId,
    name,
    operationPreferences: preferencesOf(stackSet.operationPreferences),
    parameters: named(parameters),
    groups: groupsOf(placements, placement =>
      differing(taken.refer(placement.parameters), parameters),
    ).map(group => ({
      ...group,
      deploymentTargets: { Accounts: group.accounts },
    })),
  };
}

function inUnits(
  spec: PipelineSpec & { stackSet: StackSetSpec },
  name: string,
  placements: StackPlacement[],
  taken: StackParameters,
): StackSetContext[] {
  const OrganizationalUnitIds = unitsOf(spec);
  const alike = Map.groupBy(placements, ({ parameters = {} }) =>
    JSON.stringify(parameters),
  );
  requireAlikeInRegions([...alike.values()]);
  const { autoDeployment, operationPreferences } = spec.stackSet;
  const wholeUnits = autoDeployment?.enabled === true;
  const idOf = (same: StackPlacement[]) =>
    same[0] === placements[0]
      ? firstId
      : `${firstId}${toLogicalId(same[0].region)}`;
  const ordered = inRegionOrder([...alike.values()], operationPreferences);
  const { RegionConcurrencyType } = preferencesOf(operationPreferences);
  return ordered.map((same, index) => {
    const [{ region, parameters }] = same;
    const groups = groupsOf(same, () => ({}));
    const all = new Set(same.map(each => each.region));
    return {
      id: idOf(same),
      // What StackSets does with Regions of one, the stack does with several.
      ...(RegionConcurrencyType === 'SEQUENTIAL' &&
        index > 0 && { after: idOf(ordered[index - 1]) }),
      operationPreferences: preferencesOf(operationPreferences, all),
      name: idOf(same) === firstId ? name : `${name}-${region}`,
      parameters: named(taken.refer(parameters)),
      groups: groups.map(group => ({
        ...group,
        deploymentTargets: {
          OrganizationalUnitIds,
          ...(!wholeUnits && {
            Accounts: group.accounts,
            AccountFilterType: 'INTERSECTION',
          }),
        },
      })),
      ...(wholeUnits && {
        accountsByRegion: Object.fromEntries(
          groups.flatMap(({ accounts, regions }) =>
            regions.map(each => [each, accounts]),
          ),
        ),
      }),
    };
  });
}

/** Those whose first Region comes first. */
function inRegionOrder(
  alike: StackPlacement[][],
  { regionOrder = [] }: StackSetSpec['operationPreferences'] = {},
): StackPlacement[][] {
  const orderOf = (same: StackPlacement[]) => {
    const places = same
      .map(({ region }) => regionOrder.indexOf(region))
      .filter(place => place >= 0);
    return Math.min(...places, regionOrder.length);
  };
  return alike.toSorted((one, other) => orderOf(one) - orderOf(other));
}

function unitsOf({
  stages,
  stackSet,
}: PipelineSpec & { stackSet: StackSetSpec }): string[] {
  const ofRules = stages
    .flatMap(({ targets }) => targets)
    .flatMap(({ rule }) => rule?.organizationalUnit ?? []);
  return stackSet.organizationalUnits ?? [...new Set(ofRules)].sort();
}

/** @param alike - accounts and Regions that have the same values */
function requireAlikeInRegions(alike: StackPlacement[][]): void {
  const first = new Map<string, StackPlacement>();
  for (const same of alike) {
    const [place] = same;
    const other = first.get(place.region);
    if (other) {
      const differs = Object.keys(
        differing(place.parameters ?? {}, other.parameters ?? {}),
      );
      throw new PipelineSpecError([
        {
          path: 'stackSet.permissionModel',
          message: `is SERVICE_MANAGED, which gives all accounts of a Region the same, and ${differs.join(
            ', ',
          )} of ${place.account} in ${
            place.region
          } would be another than that of ${
            other.account
          }. Make it SELF_MANAGED, or leave out what makes the difference`,
        },
      ]);
    }
    same.forEach(each => first.set(each.region, each));
  }
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
): Array<Omit<StackSetContext['groups'][number], 'deploymentTargets'>> {
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
  { regionOrder, ...given }: StackSetSpec['operationPreferences'] = {},
  /** That the StackSet is for. Default: all. */
  regions?: ReadonlySet<string>,
): Record<string, unknown> {
  const order = regionOrder?.filter(each => regions?.has(each) ?? true);
  const chosen = {
    ...(given.maxConcurrentCount === undefined && {
      maxConcurrentPercentage: 100,
    }),
    ...(given.failureToleranceCount === undefined && {
      failureTolerancePercentage: 0,
    }),
    concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
    regionConcurrencyType: regionOrder ? 'SEQUENTIAL' : 'PARALLEL',
    ...given,
    ...(order && order.length > 0 && { regionOrder: order }),
  };
  return capitalized(chosen);
}

function capitalized(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `${name[0].toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );
}
