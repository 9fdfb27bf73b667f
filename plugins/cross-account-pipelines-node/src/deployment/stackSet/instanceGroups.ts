import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import {
  parseTemplate,
  samePlace,
  stackSetInstances,
  type TemplateBody,
  type TemplateResource,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Accounts and Regions of a StackSet, as its resource has them. */
interface InstanceGroup {
  DeploymentTargets?: { Accounts?: unknown };
  Regions?: unknown[];
  ParameterOverrides?: unknown[];
}

/** The stacks that StackSets of a template make, by the StackSet that does. */
export function instancesIn({
  Resources,
}: TemplateBody): Array<StackPlace & { logicalId: string }> {
  const resources = Object.fromEntries(
    Object.entries(Resources).map(([logicalId, { Type, Properties = {} }]) => [
      logicalId,
      { type: Type, physicalId: logicalId, properties: Properties },
    ]),
  );
  return stackSetInstances({ resources }).map(
    ({ account, region, stackName, logicalId }) => ({
      account,
      region,
      stackName,
      logicalId,
    }),
  );
}

/** Whether a template may have a StackSet. */
export function hasStackSet(text: string | undefined): text is string {
  return text?.includes('AWS::CloudFormation::StackSet') ?? false;
}

/** The stacks that StackSets of a text make; none where it is no template. */
export function readInstancesIn(
  text: string | undefined,
): ReturnType<typeof instancesIn> {
  if (!hasStackSet(text)) {
    return [];
  }
  try {
    return instancesIn(parseTemplate({ file: 'template', text }).body);
  } catch {
    // What is wrong with it is said where it is checked.
    return [];
  }
}

/** What StackSets of one template make and those of the other do not. */
export function lostInstances(
  before: TemplateBody,
  after: TemplateBody,
): ReturnType<typeof instancesIn> {
  const kept = instancesIn(after);
  return instancesIn(before).filter(
    instance => !kept.some(each => samePlace(each, instance)),
  );
}

/**
 * A StackSet that makes instances in further accounts, too, with what it gives to
 * others in the same Region.
 */
export function withInstances(
  stackSet: TemplateResource,
  more: StackPlace[],
): TemplateResource {
  const groups = (stackSet.Properties?.StackInstancesGroup ??
    []) as InstanceGroup[];
  const byRegion = Map.groupBy(more, ({ region }) => region);
  const added = [...byRegion].map(([region, places]): InstanceGroup => {
    const alike = groups.find(({ Regions }) => Regions?.includes(region));
    return {
      DeploymentTargets: { Accounts: places.map(({ account }) => account) },
      Regions: [region],
      ...(alike?.ParameterOverrides && {
        ParameterOverrides: alike.ParameterOverrides,
      }),
    };
  });
  return {
    ...stackSet,
    Properties: {
      ...stackSet.Properties,
      StackInstancesGroup: [...groups, ...added],
    },
  };
}
