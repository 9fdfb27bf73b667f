import {
  GetDeploymentGroupCommand,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import type { DeploymentGroupState } from 'backstage-plugin-cross-account-pipelines-core';
import { parseArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { AbsentError, unlessUnread, type AccountReads } from './AccountReads';
import { readInstanceRoles } from './readInstanceRoles';

/**
 * A deployment group with the roles of the instances that it deploys to.
 *
 * @throws AbsentError when there is no such group or application
 */
export async function readDeploymentGroup(
  reads: AccountReads,
  arn: string,
): Promise<DeploymentGroupState> {
  const { region, resource } = parseArn(arn)!;
  const [applicationName, deploymentGroupName] = resource
    .replace(/^deploymentgroup:/, '')
    .split('/');
  const { deploymentGroupInfo: group } = await reads.read(
    'codedeploy:GetDeploymentGroup',
    region,
    (to, options) =>
      to.codeDeploy.send(
        new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }),
        options,
      ),
  );
  if (!group) {
    throw new AbsentError(`${arn} does not exist`);
  }
  return {
    arn,
    application: applicationName,
    deploymentGroup: deploymentGroupName,
    serviceRole: group.serviceRoleArn,
    deploymentConfig: group.deploymentConfigName,
    ...(await readInstances(reads, region, group)),
  };
}

/** What an instance names may be gone; the group is there all the same. */
function readInstances(
  reads: AccountReads,
  region: string,
  group: DeploymentGroupInfo,
): Promise<
  Pick<DeploymentGroupState, 'instanceRoleArns' | 'instancesUnreadable'>
> {
  const reading =
    group.computePlatform === 'Server'
      ? readInstanceRoles(reads, region, group)
      : Promise.resolve([]);
  return unlessUnread(
    reading.then(instanceRoleArns => ({ instanceRoleArns })),
    reason => ({
      instancesUnreadable: `With which roles the instances of deployment group ${group.deploymentGroupName} read revisions is not known: ${reason}. Make sure that each may read the artifact bucket and use the artifact key`,
    }),
  );
}
