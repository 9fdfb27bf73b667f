import type {
  DeploymentTargets,
  Parameter,
} from '@aws-sdk/client-cloudformation';
import { isDeepStrictEqual } from 'node:util';
import type { Properties } from './ResourceType';

/** Part of a unit in one Region. */
interface UnitTarget {
  unit: string;
  region: string;
  /** Accounts of the unit; absent: all. */
  accounts?: string[];
  overrides: Parameter[];
}

/** What one operation is about. */
export interface UnitOperation {
  DeploymentTargets: DeploymentTargets;
  Regions: string[];
  ParameterOverrides: Parameter[];
}

/**
 * What a stack with a StackSet of service-managed permissions has done to its
 * instances, in the order in which it does it. CloudFormation's own handler compares
 * unit by unit and Region by Region.
 *
 * @throws Error in the words of CloudFormation's handler
 */
export function unitOperations(
  before: Properties,
  after: Properties,
): Record<'gone' | 'fresh' | 'kept', UnitOperation[]> {
  const was = targetsOf(before);
  const will = targetsOf(after);
  const key = ({ unit, region }: UnitTarget) => `${unit} ${region}`;
  const old = new Map(was.map(each => [key(each), each]));
  const now = new Map(will.map(each => [key(each), each]));
  const missing = (some?: string[], others?: string[]) =>
    some?.filter(each => !others!.includes(each));
  const operations = {
    gone: was
      .filter(each => !now.has(key(each)))
      .map(each => operationOn(each, each.accounts)),
    fresh: will
      .filter(each => !old.has(key(each)))
      .map(each => operationOn(each, each.accounts)),
    kept: [] as UnitOperation[],
  };
  for (const target of will) {
    const former = old.get(key(target));
    if (!former) {
      continue;
    }
    const { accounts } = target;
    if (former.accounts && accounts) {
      operations.gone.push(
        operationOn(target, missing(former.accounts, accounts)),
      );
      operations.fresh.push(
        operationOn(target, missing(accounts, former.accounts)),
      );
      operations.kept.push(
        operationOn(
          target,
          accounts.filter(each => former.accounts!.includes(each)),
        ),
      );
    } else if (former.accounts) {
      operations.fresh.push(operationOn(target, former.accounts, 'DIFFERENCE'));
      operations.kept.push(operationOn(target, former.accounts));
    } else {
      if (accounts) {
        operations.gone.push(operationOn(target, accounts, 'DIFFERENCE'));
      }
      operations.kept.push(operationOn(target, accounts));
    }
  }
  const some = (all: UnitOperation[]) =>
    all.filter(
      ({ DeploymentTargets: { AccountFilterType, Accounts = [] } }) =>
        AccountFilterType === 'NONE' || Accounts.length > 0,
    );
  return {
    gone: some(operations.gone),
    fresh: some(operations.fresh),
    kept: some(operations.kept),
  };
}

function operationOn(
  { unit, region, overrides }: UnitTarget,
  accounts: string[] | undefined,
  filter: 'INTERSECTION' | 'DIFFERENCE' = 'INTERSECTION',
): UnitOperation {
  return {
    DeploymentTargets: {
      OrganizationalUnitIds: [unit],
      AccountFilterType: accounts ? filter : 'NONE',
      ...(accounts && { Accounts: accounts }),
    },
    Regions: [region],
    ParameterOverrides: overrides,
  };
}

const invalid = (message: string) =>
  new Error(
    `Resource handler returned message: "Invalid request provided: ${message}" (HandlerErrorCode: InvalidRequest)`,
  );

function targetsOf({ StackInstancesGroup = [] }: Properties): UnitTarget[] {
  const groups: Properties[] = StackInstancesGroup;
  const overridesOf = new Map<string, unknown>();
  const all = groups.flatMap(
    ({ DeploymentTargets = {}, Regions, ParameterOverrides }) => {
      const { OrganizationalUnitIds: units = [], Accounts = [] } =
        DeploymentTargets;
      const { AccountFilterType = 'NONE' } = DeploymentTargets;
      if (units.length === 0) {
        throw invalid(
          'OrganizationalUnitIds should be specified in SERVICE_MANAGED mode',
        );
      }
      if (!['NONE', 'INTERSECTION'].includes(AccountFilterType)) {
        throw invalid(`${AccountFilterType} is not a valid AccountFilterType`);
      }
      if ((AccountFilterType === 'NONE') !== (Accounts.length === 0)) {
        throw invalid(
          'AccountFilterType should be specified when both OrganizationalUnitIds and Accounts are provided',
        );
      }
      return units.flatMap((unit: string) => {
        // Of several groups even the same values are others to it.
        if (
          overridesOf.has(unit) &&
          (overridesOf.get(unit) ?? ParameterOverrides) !== undefined
        ) {
          throw invalid(
            'An OrganizationalUnitIds cannot be associated with more than one Parameters set',
          );
        }
        overridesOf.set(unit, ParameterOverrides);
        return Regions.map(
          (region: string): UnitTarget => ({
            unit,
            region,
            overrides: ParameterOverrides ?? [],
            ...(AccountFilterType === 'INTERSECTION' && { accounts: Accounts }),
          }),
        );
      });
    },
  );
  const merged = Map.groupBy(
    all as UnitTarget[],
    ({ unit, region }) => `${unit} ${region}`,
  );
  return [...merged.values()].map(alike =>
    alike.every(({ accounts }) => accounts)
      ? { ...alike[0], accounts: alike.flatMap(({ accounts }) => accounts!) }
      : { ...alike[0], accounts: undefined },
  );
}

/** Whether two of a StackSet's resources differ in more than where it deploys to. */
export function hasSameContent(before: Properties, after: Properties): boolean {
  const contentOf = ({
    StackInstancesGroup: _,
    OperationPreferences: __,
    ...rest
  }: Properties) => rest;
  return isDeepStrictEqual(contentOf(before), contentOf(after));
}
