import type { ResolvedStack } from '../resolving/ResolvedStack';
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
}

const stackSetType = 'AWS::CloudFormation::StackSet';

/** More accounts, and more Regions, than any organization has. */
const maxAccounts = 10_000;
const maxRegions = 50;

/**
 * The stacks that the StackSets of a stack make in accounts which the template
 * names: with its own parameters, and where a group of instances overrides some,
 * with those. A StackSet whose template is not in the text has none here.
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
    return instanceGroups(properties).flatMap(
      ({ accounts, regions, ...group }) =>
        accounts.flatMap(account =>
          regions.map(region => ({
            account,
            region,
            stackName: `StackSet-${StackSetName}`,
            logicalId,
            template: TemplateBody,
            parameters: { ...given, ...group.overrides },
          })),
        ),
    );
  });
}

/** Accounts are named by themselves, or as those of an organizational unit. */
function instanceGroups(properties: Record<string, unknown>) {
  return records(properties.StackInstancesGroup).map(
    ({ DeploymentTargets, Regions, ParameterOverrides }) => {
      const { Accounts, AccountFilterType } = recordOf(DeploymentTargets);
      return {
        accounts:
          AccountFilterType === 'DIFFERENCE'
            ? []
            : texts(Accounts).slice(0, maxAccounts),
        regions: texts(Regions).slice(0, maxRegions),
        overrides: parametersOf(ParameterOverrides),
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
