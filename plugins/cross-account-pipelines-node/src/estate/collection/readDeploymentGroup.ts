import {
  GetDeploymentGroupCommand,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import { parseArn } from '../../pipeline';
import type { DeploymentGroupState } from '../Estate';
import { AbsentError, unlessUnread, type AccountReads } from './AccountReads';
import { readInstanceRoles } from './readInstanceRoles';

/**
 * A deployment group with the roles of the instances that it deploys to.
 *
 * @throws AbsentError when there is no such group or application
 * @throws Error for a group of instances whose roles cannot all be told
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
  const instanceRoleArns =
    group.computePlatform === 'Server'
      ? await rolesOf(reads, region, group)
      : [];
  return {
    arn,
    application: applicationName,
    deploymentGroup: deploymentGroupName,
    serviceRole: group.serviceRoleArn,
    deploymentConfig: group.deploymentConfigName,
    instanceRoleArns,
  };
}

/** What an instance names may be gone; the group is there all the same. */
function rolesOf(
  reads: AccountReads,
  region: string,
  group: DeploymentGroupInfo,
): Promise<string[]> {
  return unlessUnread(readInstanceRoles(reads, region, group), reason => {
    throw new Error(
      `With which roles the instances of deployment group ${group.deploymentGroupName} read revisions cannot be told: ${reason}. Make sure that each may read the artifact bucket and use the artifact key`,
    );
  });
}
