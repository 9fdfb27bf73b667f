import { authorize } from '../access/authorize';
import { authorizePassRole } from '../access/authorizePassRole';
import { applicationArn, deploymentGroupArn } from '../codedeploy/arns';
import type { DeploymentGroup } from '../codedeploy/CodeDeployState';
import { codeDeployOf, SERVICE } from '../codedeploy/deploy';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type { Properties, ResourceType } from './ResourceType';

const NAME_LENGTH = 100;
const DEFAULT_CONFIG = 'CodeDeployDefault.OneAtATime';

export const codeDeployApplication: ResourceType = {
  name: 'AWS::CodeDeploy::Application',
  replacedBy: ['ApplicationName', 'ComputePlatform'],
  nameProperty: 'ApplicationName',
  create(context, properties) {
    const { call } = context;
    const name: string =
      properties.ApplicationName ??
      context.generateName({ maxLength: NAME_LENGTH });
    authorize(call, {
      action: 'codedeploy:CreateApplication',
      resource: applicationArn(call, name),
    });
    const { applications } = codeDeployOf(call);
    if (applications.has(name)) {
      throw new ServiceError(
        'ApplicationAlreadyExistsException',
        `Application already exists: ${name}`,
      );
    }
    applications.set(name, {
      name,
      computePlatform: properties.ComputePlatform ?? 'Server',
    });
    return { physicalId: name, attributes: {} };
  },
  update(_context, name) {
    return { physicalId: name, attributes: {} };
  },
  delete({ call }, name) {
    authorize(call, {
      action: 'codedeploy:DeleteApplication',
      resource: applicationArn(call, name),
    });
    codeDeployOf(call).applications.delete(name);
  },
};

function putGroup(
  call: Call,
  action: string,
  name: string,
  properties: Properties,
): void {
  const { ApplicationName, ServiceRoleArn } = properties;
  authorize(call, {
    action: `codedeploy:${action}`,
    resource: deploymentGroupArn(call, ApplicationName, name),
  });
  if (!codeDeployOf(call).applications.has(ApplicationName)) {
    throw new ServiceError(
      'ApplicationDoesNotExistException',
      `No application found for name: ${ApplicationName}`,
    );
  }
  authorizePassRole(call, { roleArn: ServiceRoleArn, service: SERVICE });
  const tagGroups: Properties[][] = [
    ...(properties.Ec2TagFilters ? [properties.Ec2TagFilters] : []),
    ...(properties.Ec2TagSet?.Ec2TagSetList ?? []).map(
      ({ Ec2TagGroup }: Properties) => Ec2TagGroup,
    ),
  ];
  const group: DeploymentGroup = {
    name,
    application: ApplicationName,
    serviceRoleArn: ServiceRoleArn,
    tagGroups: tagGroups.map(filters =>
      filters.map(({ Key, Value, Type }) => ({
        key: Key,
        value: Value,
        type: Type,
      })),
    ),
    deploymentConfigName: properties.DeploymentConfigName ?? DEFAULT_CONFIG,
  };
  codeDeployOf(call).putGroup(group);
}

export const codeDeployDeploymentGroup: ResourceType = {
  name: 'AWS::CodeDeploy::DeploymentGroup',
  replacedBy: ['ApplicationName', 'DeploymentGroupName'],
  nameProperty: 'DeploymentGroupName',
  create(context, properties) {
    const name =
      properties.DeploymentGroupName ??
      context.generateName({ maxLength: NAME_LENGTH });
    putGroup(context.call, 'CreateDeploymentGroup', name, properties);
    return { physicalId: name, attributes: {} };
  },
  update({ call }, name, { after }) {
    putGroup(call, 'UpdateDeploymentGroup', name, after);
    return { physicalId: name, attributes: {} };
  },
  delete({ call }, name, { ApplicationName }) {
    authorize(call, {
      action: 'codedeploy:DeleteDeploymentGroup',
      resource: deploymentGroupArn(call, ApplicationName, name),
    });
    codeDeployOf(call).deleteGroup(ApplicationName, name);
  },
};
