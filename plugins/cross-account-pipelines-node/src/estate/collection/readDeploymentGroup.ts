import { GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { parseArn } from '../../pipeline';
import type { DeploymentGroupState } from '../Estate';
import { AbsentError, type AccountReads } from './AccountReads';

/**
 * A deployment group that needs no instances. CodeDeploy does not say which
 * roles instances work with; only EC2 and Auto Scaling do.
 *
 * @throws AbsentError when there is no such group or application
 * @throws Error for a group that deploys to instances
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
  if (group.computePlatform === 'Server') {
    throw new Error(
      `Deployment group ${deploymentGroupName} of ${applicationName} deploys to instances, and CodeDeploy does not say which roles they work with: make sure that each may read the artifact bucket and use the artifact key`,
    );
  }
  return {
    arn,
    application: applicationName,
    deploymentGroup: deploymentGroupName,
    serviceRole: group.serviceRoleArn,
    instanceRoleArns: [],
  };
}
