import type {
  ResolvedResource,
  ResolvedStack,
} from '../resolving/ResolvedStack';
import { recordOf, records, texts } from '../templateValues';

/**
 * A stack that CloudFormation makes for a StackSet of another stack.
 *
 * @alpha
 */
export interface StackSetInstance {
  /** Twelve digits. */
  account: string;
  region: string;
  /** What its name begins with; AWS puts an id behind it. */
  stackName: string;
  /** Of the StackSet, in the stack that has it. */
  logicalId: string;
  /** Text of the template. */
  template: string;
  parameters: Record<string, string>;
  /**
   * The StackSet deploys to the whole units that the account is in: it comes and
   * goes with them, whatever accounts the template speaks of.
   */
  ofUnits?: boolean;
}

const stackSetType = 'AWS::CloudFormation::StackSet';

/** More accounts, and more Regions, than any organization has. */
const maxAccounts = 10_000;
const maxRegions = 50;

/**
 * The stacks that the StackSets of a stack make in accounts which the template
 * names: with its own parameters, and where a group of instances overrides some,
 * with those. A StackSet whose template is not in the text has none here. Of whole
 * organizational units those are known that its metadata lists under `Accounts`,
 * Region by Region.
 *
 * See `AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset`.
 *
 * @alpha
 */
export function stackSetInstances({
  resources,
}: Pick<ResolvedStack, 'resources'>): StackSetInstance[] {
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    const { type, properties } = resource;
    const { StackSetName, TemplateBody } = properties;
    if (type !== stackSetType || typeof TemplateBody !== 'string') {
      return [];
    }
    const given = parametersOf(properties.Parameters);
    return instanceGroups(resource).flatMap(
      ({ accounts, regions, overrides, ...group }) =>
        regions.flatMap(region =>
          accounts(region).map(account => ({
            account,
            region,
            stackName: `StackSet-${StackSetName}`,
            logicalId,
            template: TemplateBody,
            parameters: { ...given, ...overrides },
            ...group,
          })),
        ),
    );
  });
}

/** Accounts are named by themselves, or as those of an organizational unit. */
function instanceGroups({
  properties,
  metadata,
}: Pick<ResolvedResource, 'properties' | 'metadata'>) {
  return records(properties.StackInstancesGroup).map(
    ({ DeploymentTargets, Regions, ParameterOverrides }) => {
      const { Accounts, AccountFilterType } = recordOf(DeploymentTargets);
      const ofUnits = Accounts === undefined;
      const inUnits = recordOf(metadata?.Accounts);
      return {
        accounts: (region: string) =>
          AccountFilterType === 'DIFFERENCE'
            ? []
            : texts(ofUnits ? inUnits[region] : Accounts).slice(0, maxAccounts),
        regions: texts(Regions).slice(0, maxRegions),
        overrides: parametersOf(ParameterOverrides),
        ...(ofUnits && { ofUnits }),
      };
    },
  );
}

function parametersOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    records(value).map(({ ParameterKey, ParameterValue }) => [
      String(ParameterKey),
      [ParameterValue].flat().map(String).join(','),
    ]),
  );
}
