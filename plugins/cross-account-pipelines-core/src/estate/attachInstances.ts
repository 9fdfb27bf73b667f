import { recordOf, records, textOf, texts } from '../template/templateValues';
import type { EstateBuilder } from './EstateBuilder';
import type { PlacedResource } from './resourceReaders';

type Tags = Record<string, unknown>;

/** Instances that a template makes: one, or those of an Auto Scaling group. */
interface Fleet {
  /** Of the Auto Scaling group. */
  groupName?: string;
  tags: Tags;
  /** Name or ARN of their instance profile. */
  profile?: string;
}

/**
 * Tells deployment groups with which roles their instances read revisions. The
 * instances are those that the templates make and that the group finds by tags
 * or as an Auto Scaling group, and otherwise those that its own stack makes an
 * instance profile for. Where no template says anything of them, the roles are
 * left open.
 */
export function attachInstances(
  placed: PlacedResource[],
  builder: EstateBuilder,
) {
  for (const group of placed) {
    if (group.resource.type === 'AWS::CodeDeploy::DeploymentGroup') {
      attachTo(group, placed, builder);
    }
  }
}

function attachTo(
  group: PlacedResource,
  placed: PlacedResource[],
  builder: EstateBuilder,
) {
  const { account, region, stackId, resource } = group;
  const state = account.deploymentGroups![resource.arn!];
  if (!isForServers(group, placed)) {
    state.instanceRoleArns = [];
    return;
  }
  const around = placed.filter(
    each => each.account === account && each.region === region,
  );
  const profiles = around.filter(isOf('AWS::IAM::InstanceProfile'));
  const found = listFleets(around).filter(fleet => isDeployedTo(fleet, group));
  const used =
    found.length > 0
      ? found.map(({ profile }) => profiles.find(isNamed(profile)))
      : profiles.filter(profile => profile.stackId === stackId);
  if (used.length === 0 || used.includes(undefined)) {
    state.instancesUnreadable = `With which roles the instances of deployment group ${state.application}/${state.deploymentGroup} read revisions is in none of the templates: make sure that each may read the artifact bucket and use the artifact key`;
    return;
  }
  const roles = used.flatMap(profile => texts(profile?.properties.Roles));
  state.instanceRoleArns = [...new Set(roles)].map(
    name => builder.role(account, name)?.arn ?? name,
  );
}

function isOf(type: string) {
  return ({ resource }: PlacedResource) => resource.type === type;
}

/** ECS and Lambda have no instances that read anything. */
function isForServers(
  { account, region, properties }: PlacedResource,
  placed: PlacedResource[],
): boolean {
  const application = placed.find(
    each =>
      each.resource.type === 'AWS::CodeDeploy::Application' &&
      each.account === account &&
      each.region === region &&
      each.resource.physicalId === properties.ApplicationName,
  );
  const platform = application?.properties.ComputePlatform ?? 'Server';
  return platform === 'Server' && properties.ECSServices === undefined;
}

/** By name, as `Ref` gives it, or by ARN. */
function isNamed(nameOrArn: string | undefined) {
  return ({ resource }: PlacedResource) =>
    nameOrArn !== undefined &&
    [resource.physicalId, resource.arn].includes(nameOrArn);
}

function listFleets(around: PlacedResource[]): Fleet[] {
  return around.flatMap(each => {
    const { properties, tags } = each;
    switch (each.resource.type) {
      case 'AWS::EC2::Instance': {
        const launch = launchOf(properties, around);
        return {
          tags: { ...launch.tags, ...tags },
          profile: textOf(properties.IamInstanceProfile) ?? launch.profile,
        };
      }
      case 'AWS::AutoScaling::AutoScalingGroup': {
        const launch = launchOf(properties, around);
        return {
          groupName: each.resource.physicalId,
          tags: { ...launch.tags, ...tags },
          profile: launch.profile,
        };
      }
      default:
        return [];
    }
  });
}

/** What a launch template or configuration says of the instances. */
function launchOf(
  properties: Record<string, unknown>,
  around: PlacedResource[],
): Pick<Fleet, 'tags' | 'profile'> {
  const template = recordOf(properties.LaunchTemplate);
  const names = [
    template.LaunchTemplateId,
    template.LaunchTemplateName,
    properties.LaunchConfigurationName,
  ];
  const launch = around.find(
    ({ resource }) =>
      /^AWS::(?:EC2::LaunchTemplate|AutoScaling::LaunchConfiguration)$/.test(
        resource.type,
      ) &&
      [resource.physicalId, resource.properties.LaunchTemplateName].some(
        name => name !== undefined && names.includes(name),
      ),
  );
  const data = recordOf(launch?.properties.LaunchTemplateData);
  const { Name, Arn } = recordOf(data.IamInstanceProfile);
  return {
    tags: Object.fromEntries(
      records(data.TagSpecifications)
        .filter(({ ResourceType }) => ResourceType === 'instance')
        .flatMap(({ Tags: tags }) => records(tags))
        .map(({ Key, Value }) => [String(Key), Value]),
    ),
    profile: textOf(launch?.properties.IamInstanceProfile ?? Name ?? Arn),
  };
}

/** See `codedeploy/latest/userguide/instances-tagging`. */
function isDeployedTo(
  { groupName, tags }: Fleet,
  { properties }: PlacedResource,
): boolean {
  if (groupName && texts(properties.AutoScalingGroups).includes(groupName)) {
    return true;
  }
  const sets = [
    records(properties.Ec2TagFilters),
    ...records(recordOf(properties.Ec2TagSet).Ec2TagSetList).map(
      ({ Ec2TagGroup }) => records(Ec2TagGroup),
    ),
  ].filter(filters => filters.length > 0);
  const fits = ({ Key, Value }: Tags) =>
    Object.entries(tags).some(
      ([key, value]) =>
        (Key === undefined || key === Key) &&
        (Value === undefined || String(value) === String(Value)),
    );
  return sets.length > 0 && sets.every(filters => filters.some(fits));
}
