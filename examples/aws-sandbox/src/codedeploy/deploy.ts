import { actAs, serviceCall } from '../access/actAs';
import { authorize } from '../access/authorize';
import type { ArtifactPlace } from '../codebuild/PipelineJob';
import type { Ec2State, Instance } from '../ec2/Ec2State';
import { ServiceError } from '../front/ServiceError';
import { getObject } from '../s3/objects';
import type { Call } from '../world/Call';
import { randomLetters } from '../world/identifiers';
import { unpack, ZipError } from '../zip';
import {
  applicationArn,
  deploymentConfigArn,
  deploymentGroupArn,
} from './arns';
import type {
  CodeDeployState,
  Deployment,
  DeploymentGroup,
  InstanceDeployment,
  TagFilter,
} from './CodeDeployState';

export const SERVICE = 'codedeploy.amazonaws.com';

const TOO_MANY_FAILED = {
  code: 'HEALTH_CONSTRAINTS',
  message:
    'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.',
};

const NO_INSTANCES = {
  code: 'NO_INSTANCES',
  message:
    'No instances were found for your deployment group. Check your deployment group settings to make sure the tags for your Amazon EC2 instances or Auto Scaling groups correctly identify the instances you want to deploy to, and then try again.',
};

export function codeDeployOf({ world, caller, region }: Call): CodeDeployState {
  return world.account(caller.account).region(region).codeDeploy;
}

/**
 * @throws ServiceError when there is no such application or deployment group
 */
export function requireGroup(
  call: Call,
  application: string,
  name: string,
): DeploymentGroup {
  const state = codeDeployOf(call);
  if (!state.applications.has(application)) {
    throw new ServiceError(
      'ApplicationDoesNotExistException',
      `No application found for name: ${application}`,
    );
  }
  const group = state.findGroup(application, name);
  if (!group) {
    throw new ServiceError(
      'DeploymentGroupDoesNotExistException',
      `No Deployment Group found for name: ${name}`,
    );
  }
  return group;
}

function matches(
  tags: Record<string, string>,
  { key, value }: TagFilter,
): boolean {
  return key === undefined
    ? Object.values(tags).includes(value ?? '')
    : Object.hasOwn(tags, key) && (value === undefined || tags[key] === value);
}

/** The instances of a deployment group, among those of its account and Region. */
export function instancesOf(
  { instances }: Ec2State,
  { tagGroups }: DeploymentGroup,
): Instance[] {
  return [...instances.values()].filter(
    ({ tags }) =>
      tagGroups.length > 0 &&
      tagGroups.every(group => group.some(filter => matches(tags, filter))),
  );
}

/** The agent on the instance fetches the revision with the instance's role. */
function fetchRevision(
  call: Call,
  instance: Instance,
  revision: ArtifactPlace,
): Record<string, Uint8Array> {
  const acting =
    instance.roleArn === undefined
      ? undefined
      : actAs(
          serviceCall({
            world: call.world,
            service: 'ec2.amazonaws.com',
            account: call.caller.account,
            region: call.region,
            sourceArn: instance.arn,
          }),
          { roleArn: instance.roleArn, sessionName: instance.id },
        );
  if (!acting) {
    throw new ServiceError(
      'MissingCredentials',
      'CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host and make sure the agent is running and can connect to the CodeDeploy server.',
    );
  }
  const files = unpack(
    getObject(acting.call, { Bucket: revision.bucket, Key: revision.key }).Body,
  );
  if (!files['appspec.yml'] && !files['appspec.yaml']) {
    throw new ServiceError(
      'NoAppSpec',
      'The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml".',
    );
  }
  return files;
}

function deployToInstance(
  call: Call,
  instance: Instance,
  revision: ArtifactPlace,
): InstanceDeployment {
  try {
    instance.files = fetchRevision(call, instance, revision);
    return { instanceId: instance.id, status: 'Succeeded' };
  } catch (error) {
    if (error instanceof ServiceError || error instanceof ZipError) {
      return {
        instanceId: instance.id,
        status: 'Failed',
        message: error.message,
      };
    }
    throw error;
  }
}

function authorizeDeployment(call: Call, group: DeploymentGroup): void {
  authorize(call, {
    action: 'codedeploy:GetApplication',
    resource: applicationArn(call, group.application),
  });
  authorize(call, {
    action: 'codedeploy:RegisterApplicationRevision',
    resource: applicationArn(call, group.application),
  });
  authorize(call, {
    action: 'codedeploy:GetDeploymentConfig',
    resource: deploymentConfigArn(call, group.deploymentConfigName),
  });
  authorize(call, {
    action: 'codedeploy:CreateDeployment',
    resource: deploymentGroupArn(call, group.application, group.name),
  });
}

/** CodeDeploy finds the instances as the deployment group's service role. */
function assumeServiceRole(call: Call, group: DeploymentGroup): Call {
  const acting = actAs(
    serviceCall({
      world: call.world,
      service: SERVICE,
      account: call.caller.account,
      region: call.region,
      sourceArn: deploymentGroupArn(call, group.application, group.name),
    }),
    { roleArn: group.serviceRoleArn, sessionName: 'CodeDeploy' },
  );
  if (!acting) {
    throw new ServiceError(
      'InvalidRoleException',
      `AWS CodeDeploy does not have the permissions required to assume the role ${group.serviceRoleArn}.`,
    );
  }
  return acting.call;
}

/**
 * Deploys a revision to the instances of a deployment group, one after the
 * other.
 *
 * @throws Refusal; ServiceError
 */
export async function deployRevision(
  call: Call,
  options: {
    application: string;
    deploymentGroup: string;
    revision: ArtifactPlace;
  },
): Promise<Deployment> {
  const group = requireGroup(
    call,
    options.application,
    options.deploymentGroup,
  );
  authorizeDeployment(call, group);
  const serviceRole = assumeServiceRole(call, group);
  authorize(serviceRole, { action: 'ec2:DescribeInstances', resource: '*' });
  const deployment: Deployment = {
    id: `d-${randomLetters(9)}`,
    application: group.application,
    deploymentGroup: group.name,
    status: 'InProgress',
    instances: [],
  };
  codeDeployOf(call).add(deployment);
  const { ec2 } = call.world.account(call.caller.account).region(call.region);
  for (const instance of instancesOf(ec2, group)) {
    await call.world.pause();
    deployment.instances.push(
      deployToInstance(call, instance, options.revision),
    );
  }
  authorize(call, {
    action: 'codedeploy:GetDeployment',
    resource: deploymentGroupArn(call, group.application, group.name),
  });
  if (deployment.instances.length === 0) {
    deployment.error = NO_INSTANCES;
  } else if (deployment.instances.some(({ status }) => status === 'Failed')) {
    deployment.error = TOO_MANY_FAILED;
  }
  deployment.status = deployment.error ? 'Failed' : 'Succeeded';
  return deployment;
}
