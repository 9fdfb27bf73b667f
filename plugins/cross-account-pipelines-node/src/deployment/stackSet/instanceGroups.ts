import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import {
  parseTemplate,
  samePlace,
  type StackSetInstance,
  stackSetInstances,
  type TemplateBody,
  type TemplateResource,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Accounts and Regions of a StackSet, as its resource has them. */
interface InstanceGroup {
  DeploymentTargets?: { Accounts?: unknown[]; [other: string]: unknown };
  Regions?: unknown[];
  ParameterOverrides?: unknown[];
}

type PlacedInstance = Omit<StackSetInstance, 'template' | 'parameters'>;

/** The stacks that StackSets of a template make, by the StackSet that does. */
export function instancesIn({ Resources }: TemplateBody): PlacedInstance[] {
  const resources = Object.fromEntries(
    Object.entries(Resources).map(
      ([logicalId, { Type, Properties = {}, Metadata }]) => [
        logicalId,
        {
          type: Type,
          physicalId: logicalId,
          properties: Properties,
          metadata: Metadata,
        },
      ],
    ),
  );
  return stackSetInstances({ resources }).map(
    ({ template: _, parameters: __, ...instance }) => instance,
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

/**
 * What StackSets of one template make and those of the other do not. What is made
 * in whole units goes with its account, not with the template.
 */
export function lostInstances(
  before: TemplateBody,
  after: TemplateBody,
): PlacedInstance[] {
  const kept = instancesIn(after);
  return instancesIn(before).filter(
    ({ ofUnits, ...instance }) =>
      !(ofUnits && after.Resources[instance.logicalId]) &&
      !kept.some(each => samePlace(each, instance)),
  );
}

/**
 * A StackSet that makes instances in further accounts, too, with what it gives to
 * others in the same Region.
 *
 * @param before - the StackSet as it makes them, in units that may not be its own
 *   any more
 */
export function withInstances(
  stackSet: TemplateResource,
  more: StackPlace[],
  before: TemplateResource | undefined,
): TemplateResource {
  const groups = groupsOf(stackSet);
  const known = before ? groupsOf(before) : [];
  const within = (place: StackPlace) =>
    known.find(
      ({ Regions, DeploymentTargets }) =>
        Regions?.includes(place.region) &&
        DeploymentTargets?.Accounts?.includes(place.account),
    )?.DeploymentTargets;
  const alike = Map.groupBy(more, place =>
    JSON.stringify([place.region, { ...within(place), Accounts: undefined }]),
  );
  const added = [...alike.values()].map((places): InstanceGroup => {
    const [{ region }] = places;
    const { ParameterOverrides } =
      groups.find(({ Regions }) => Regions?.includes(region)) ?? {};
    return {
      DeploymentTargets: {
        ...within(places[0]),
        Accounts: places.map(({ account }) => account),
      },
      Regions: [region],
      ...(ParameterOverrides && { ParameterOverrides }),
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

function groupsOf({ Properties }: TemplateResource): InstanceGroup[] {
  const groups = Properties?.StackInstancesGroup;
  return Array.isArray(groups) ? groups : [];
}
