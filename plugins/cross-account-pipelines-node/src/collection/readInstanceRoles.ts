import {
  DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurationsCommand,
  type AutoScalingGroup,
  type LaunchTemplateSpecification,
} from '@aws-sdk/client-auto-scaling';
import type {
  DeploymentGroupInfo,
  EC2TagFilter,
} from '@aws-sdk/client-codedeploy';
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  type Filter,
  type Instance,
} from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand } from '@aws-sdk/client-iam';
import { shortName } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AccountReads } from './AccountReads';
import { allPages } from './allPages';

/** What starts with an instance profile, or without one. */
interface Launched {
  /** E.g. `instance i-0123`. */
  what: string;
  /** Name or ARN of its instance profile. */
  profile: string | undefined;
}

/** All but those that are gone or going. */
const there: Filter = {
  Name: 'instance-state-name',
  Values: ['pending', 'running', 'stopping', 'stopped'],
};

class InstanceSearch {
  constructor(
    private readonly reads: AccountReads,
    private readonly region: string,
  ) {}

  async tagged(groups: EC2TagFilter[][]): Promise<Launched[]> {
    const [first = []] = groups;
    const found = await Promise.all(
      first.map(filter => this.instances(toFilters(filter))),
    );
    return found
      .flat()
      .filter(instance =>
        groups.every(group => group.some(filter => hasTag(instance, filter))),
      )
      .map(toLaunched);
  }

  async scaled(names: string[]): Promise<Launched[]> {
    if (names.length === 0) {
      return [];
    }
    const [groups, instances] = await Promise.all([
      this.groups(names),
      this.instances([
        { Name: 'tag:aws:autoscaling:groupName', Values: names },
      ]),
    ]);
    const started = await Promise.all(groups.map(each => this.startedBy(each)));
    return [...started.flat(), ...instances.map(toLaunched)];
  }

  async rolesOf(InstanceProfileName: string): Promise<string[]> {
    const { InstanceProfile: profile } = await this.reads.read(
      'iam:GetInstanceProfile',
      this.region,
      (to, options) =>
        to.iam.send(
          new GetInstanceProfileCommand({ InstanceProfileName }),
          options,
        ),
    );
    const arns = (profile?.Roles ?? []).map(({ Arn }) => Arn!);
    if (arns.length === 0) {
      throw new Error(`instance profile ${InstanceProfileName} has no role`);
    }
    return arns;
  }

  private async instances(filters: Filter[]): Promise<Instance[]> {
    const reservations = await allPages(async NextToken => {
      const page = await this.reads.read(
        'ec2:DescribeInstances',
        this.region,
        (to, options) =>
          to.ec2.send(
            new DescribeInstancesCommand({
              Filters: [there, ...filters],
              NextToken,
            }),
            options,
          ),
      );
      return { items: page.Reservations, next: page.NextToken };
    });
    return reservations.flatMap(({ Instances }) => Instances ?? []);
  }

  private groups(names: string[]): Promise<AutoScalingGroup[]> {
    return allPages(async NextToken => {
      const page = await this.reads.read(
        'autoscaling:DescribeAutoScalingGroups',
        this.region,
        (to, options) =>
          to.autoScaling.send(
            new DescribeAutoScalingGroupsCommand({
              AutoScalingGroupNames: names,
              NextToken,
            }),
            options,
          ),
      );
      return { items: page.AutoScalingGroups, next: page.NextToken };
    });
  }

  private startedBy(group: AutoScalingGroup): Promise<Launched[]> {
    const { LaunchConfigurationName, LaunchTemplate } = group;
    if (LaunchConfigurationName) {
      return this.configured(LaunchConfigurationName);
    }
    const mixed = group.MixedInstancesPolicy?.LaunchTemplate;
    const templates = [
      LaunchTemplate,
      mixed?.LaunchTemplateSpecification,
      ...(mixed?.Overrides ?? []).map(each => each.LaunchTemplateSpecification),
    ].filter(each => each !== undefined);
    return Promise.all(templates.map(each => this.templated(each)));
  }

  private async configured(name: string): Promise<Launched[]> {
    const { LaunchConfigurations: found = [] } = await this.reads.read(
      'autoscaling:DescribeLaunchConfigurations',
      this.region,
      (to, options) =>
        to.autoScaling.send(
          new DescribeLaunchConfigurationsCommand({
            LaunchConfigurationNames: [name],
          }),
          options,
        ),
    );
    return found.map(({ IamInstanceProfile }) => ({
      what: `launch configuration ${name}`,
      profile: IamInstanceProfile,
    }));
  }

  private async templated({
    LaunchTemplateId,
    LaunchTemplateName,
    Version = '$Default',
  }: LaunchTemplateSpecification): Promise<Launched> {
    const { LaunchTemplateVersions: [found] = [] } = await this.reads.read(
      'ec2:DescribeLaunchTemplateVersions',
      this.region,
      (to, options) =>
        to.ec2.send(
          new DescribeLaunchTemplateVersionsCommand({
            // Either, not both.
            ...(LaunchTemplateId
              ? { LaunchTemplateId }
              : { LaunchTemplateName }),
            Versions: [Version],
          }),
          options,
        ),
    );
    const profile = found?.LaunchTemplateData?.IamInstanceProfile;
    return {
      what: `launch template ${LaunchTemplateName ?? LaunchTemplateId}`,
      profile: profile?.Arn ?? profile?.Name,
    };
  }
}

/**
 * The roles with which the instances of a deployment group read revisions: of
 * those that its tags select and of its Auto Scaling groups, and of what these
 * groups would start next.
 *
 * See `codedeploy/latest/userguide/instances-tagging` and
 * `codedeploy/latest/userguide/integrations-aws-auto-scaling`.
 *
 * @returns ARNs, each once
 * @throws Error where not all of them can be told
 */
export async function readInstanceRoles(
  reads: AccountReads,
  region: string,
  group: DeploymentGroupInfo,
): Promise<string[]> {
  if (
    group.onPremisesInstanceTagFilters?.length ||
    group.onPremisesTagSet?.onPremisesTagSetList?.length
  ) {
    throw new Error(
      'it deploys to on-premises instances, of which AWS does not say who they are',
    );
  }
  const search = new InstanceSearch(reads, region);
  const names = (group.autoScalingGroups ?? []).map(({ name }) => name!);
  const launched = (
    await Promise.all([search.tagged(tagGroups(group)), search.scaled(names)])
  ).flat();
  if (launched.length === 0) {
    throw new Error('no instance belongs to it at present');
  }
  const bare = launched.find(({ profile }) => profile === undefined);
  if (bare) {
    throw new Error(
      `${bare.what} has no instance profile, so CodeDeploy's agent on it cannot read revisions`,
    );
  }
  const profiles = new Set(launched.map(({ profile }) => shortName(profile!)));
  const roles = await Promise.all(
    [...profiles].map(name => search.rolesOf(name)),
  );
  return [...new Set(roles.flat())];
}

/** An instance belongs to the group when it has a tag of each. */
function tagGroups({
  ec2TagFilters,
  ec2TagSet,
}: DeploymentGroupInfo): EC2TagFilter[][] {
  return ec2TagFilters?.length
    ? [ec2TagFilters]
    : ec2TagSet?.ec2TagSetList ?? [];
}

function toLaunched({ InstanceId, IamInstanceProfile }: Instance): Launched {
  return {
    what: `instance ${InstanceId}`,
    profile: IamInstanceProfile?.Arn,
  };
}

/** EC2 has no filter for a value under any key. */
function toFilters(filter: EC2TagFilter): Filter[] {
  const { Key = '', Value = '', Type } = filter;
  switch (Type) {
    case 'KEY_ONLY':
      return [{ Name: 'tag-key', Values: [literally(Key)] }];
    case 'VALUE_ONLY':
      return [];
    default:
      return [{ Name: `tag:${Key}`, Values: [literally(Value)] }];
  }
}

/** Filters take `*` and `?` for any characters, and `\` to escape them. */
function literally(text: string): string {
  return text.replace(/[\\*?]/g, String.raw`\$&`);
}

function hasTag({ Tags = [] }: Instance, filter: EC2TagFilter): boolean {
  return Tags.some(
    ({ Key, Value }) =>
      (filter.Type === 'VALUE_ONLY' || Key === filter.Key) &&
      (filter.Type === 'KEY_ONLY' || Value === filter.Value),
  );
}
