import {
  GetApplication$,
  GetDeployment$,
  GetDeploymentGroup$,
  type GetApplicationInput,
  type GetApplicationOutput,
  type GetDeploymentGroupInput,
  type GetDeploymentGroupOutput,
  type GetDeploymentInput,
  type GetDeploymentOutput,
} from '@aws-sdk/client-codedeploy';
import { authorize } from '../access/authorize';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { applicationArn, deploymentGroupArn } from './arns';
import type { Application } from './CodeDeployState';
import { codeDeployOf, requireGroup } from './deploy';

/** @throws ServiceError `ApplicationDoesNotExistException` */
function requireApplication(call: Call, name: string): Application {
  const application = codeDeployOf(call).applications.get(name);
  if (!application) {
    throw new ServiceError(
      'ApplicationDoesNotExistException',
      `No application found for name: ${name}`,
    );
  }
  return application;
}

function getApplication(
  call: Call,
  input: GetApplicationInput,
): GetApplicationOutput {
  const name = input.applicationName!;
  authorize(call, {
    action: 'codedeploy:GetApplication',
    resource: applicationArn(call, name),
  });
  const { computePlatform } = requireApplication(call, name);
  return {
    application: {
      applicationName: name,
      computePlatform: computePlatform as 'Server',
    },
  };
}

function getDeploymentGroup(
  call: Call,
  input: GetDeploymentGroupInput,
): GetDeploymentGroupOutput {
  const { applicationName, deploymentGroupName } = input;
  authorize(call, {
    action: 'codedeploy:GetDeploymentGroup',
    resource: deploymentGroupArn(call, applicationName!, deploymentGroupName!),
  });
  const { computePlatform } = requireApplication(call, applicationName!);
  const group = requireGroup(call, applicationName!, deploymentGroupName!);
  return {
    deploymentGroupInfo: {
      applicationName,
      deploymentGroupName,
      computePlatform: computePlatform as 'Server',
      serviceRoleArn: group.serviceRoleArn,
      deploymentConfigName: group.deploymentConfigName,
      ec2TagSet: {
        ec2TagSetList: group.tagGroups.map(filters =>
          filters.map(({ key, value, type }) => ({
            Key: key,
            Value: value,
            Type: type as 'KEY_AND_VALUE',
          })),
        ),
      },
    },
  };
}

function getDeployment(
  call: Call,
  { deploymentId }: GetDeploymentInput,
): GetDeploymentOutput {
  const deployment = codeDeployOf(call).deployments.find(
    ({ id }) => id === deploymentId,
  );
  authorize(call, {
    action: 'codedeploy:GetDeployment',
    resource: deployment
      ? deploymentGroupArn(
          call,
          deployment.application,
          deployment.deploymentGroup,
        )
      : '*',
  });
  if (!deployment) {
    throw new ServiceError(
      'DeploymentDoesNotExistException',
      `The deployment ${deploymentId} could not be found`,
    );
  }
  const failed = deployment.instances.filter(
    ({ status }) => status === 'Failed',
  ).length;
  return {
    deploymentInfo: {
      deploymentId,
      applicationName: deployment.application,
      deploymentGroupName: deployment.deploymentGroup,
      status: deployment.status,
      errorInformation: deployment.error && {
        code: deployment.error.code as 'NO_INSTANCES',
        message: deployment.error.message,
      },
      deploymentOverview: {
        Failed: failed,
        Succeeded: deployment.instances.length - failed,
      },
    },
  };
}

export const codeDeployService: Service = {
  signingName: 'codedeploy',
  protocol: jsonProtocol(),
  bodyLimit: 200_000,
  operations: [
    operation(GetApplication$, getApplication),
    operation(GetDeployment$, getDeployment),
    operation(GetDeploymentGroup$, getDeploymentGroup),
  ],
};
