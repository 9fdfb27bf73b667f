import { shortName } from '../pipeline/vocabulary/parseArn';
import {
  requestsOn,
  type ActionPlace,
  type ProviderCall,
  type ProviderNeeds,
  type ProviderWorker,
} from './ProviderNeeds';

function names({ configuration }: ActionPlace) {
  return {
    application: configuration.ApplicationName ?? '*',
    group: configuration.DeploymentGroupName ?? '*',
  };
}

function groupArn(place: ActionPlace): string {
  const { partition, account, region } = place;
  const { application, group } = names(place);
  return `arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${application}/${group}`;
}

function calls(place: ActionPlace): ProviderCall[] {
  const { partition, account, region, resources } = place;
  const { application, group } = names(place);
  const deploymentConfig = resources.deploymentGroup?.(
    groupArn(place),
  )?.deploymentConfig;
  const base = `arn:${partition}:codedeploy:${region}:${account}`;
  return [
    {
      sentence: `may create deployments of ${application} to ${group}`,
      target: {
        type: 'resource',
        name: `deployment group ${application}/${group}`,
        account,
        region,
      },
      requests: [
        ...requestsOn(`${base}:deploymentgroup:${application}/${group}`, {
          required: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
        }),
        ...requestsOn(`${base}:application:${application}`, {
          required: [
            'codedeploy:GetApplicationRevision',
            'codedeploy:RegisterApplicationRevision',
          ],
          documented: ['codedeploy:GetApplication'],
        }),
        // Roles are let see the one that the group uses, if not all of them.
        ...requestsOn(
          `${base}:deploymentconfig:${deploymentConfig ?? '*'}`,
          deploymentConfig
            ? { required: ['codedeploy:GetDeploymentConfig'] }
            : { documented: ['codedeploy:GetDeploymentConfig'] },
        ),
      ],
    },
  ];
}

function workers(place: ActionPlace): ProviderWorker[] {
  const { resources } = place;
  const arn = groupArn(place);
  const known = resources.deploymentGroup?.(arn);
  return [
    {
      what: 'deployment group',
      arn,
      roles: known?.instanceRoleArns?.map(roleArn => ({
        roleArn,
        purpose: 'instance role',
        service: 'ec2.amazonaws.com',
        serviceName: 'EC2',
        reads: true,
        writes: false,
      })),
      serviceRole: known?.serviceRole
        ? {
            roleArn: known.serviceRole,
            purpose: 'deployment role',
            service: 'codedeploy.amazonaws.com',
            serviceName: 'CodeDeploy',
          }
        : undefined,
    },
  ];
}

export const codeDeployNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-CodeDeploy',
  artifacts: { reads: true },
  calls,
  workers,
};

export const codeDeployToEcsNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-ECSbluegreen',
  artifacts: { reads: true },
  unseen: ({ configuration, roleArn, account }) =>
    `The roles that the tasks of ${
      configuration.ApplicationName
    } run with in ${account}: ${shortName(roleArn)} has to be let pass them.`,
  calls: place => [
    ...calls(place),
    {
      sentence: 'may register task definitions',
      target: {
        type: 'resource',
        name: 'task definitions',
        account: place.account,
        region: place.region,
      },
      requests: requestsOn('*', { required: ['ecs:RegisterTaskDefinition'] }),
    },
  ],
};
