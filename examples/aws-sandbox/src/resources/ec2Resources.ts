import { randomBytes } from 'node:crypto';
import { authorize } from '../access/authorize';
import { authorizePassRole } from '../access/authorizePassRole';
import type { Instance } from '../ec2/Ec2State';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { requestTags, tagRecord } from '../world/tags';
import type { ResourceType } from './ResourceType';

const ID_BYTES = 8;

function instanceArn({ region, caller }: Call, id: string): string {
  return `arn:aws:ec2:${region}:${caller.account}:instance/${id}`;
}

/** An instance profile by its name, with the role behind it. */
function findProfile(
  call: Call,
  name: string,
): Pick<Instance, 'profileArn' | 'roleArn'> {
  const { iam } = call.world.account(call.caller.account);
  const profile = iam.instanceProfiles.get(name);
  if (!profile) {
    throw new ServiceError(
      'InvalidParameterValue',
      `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
    );
  }
  return {
    profileArn: profile.arn,
    roleArn:
      profile.role === undefined
        ? undefined
        : iam.roles.get(profile.role)?.current.arn,
  };
}

export const ec2Instance: ResourceType = {
  name: 'AWS::EC2::Instance',
  replacedBy: ['ImageId', 'InstanceType', 'IamInstanceProfile'],
  create(context, properties) {
    const { call } = context;
    const id = `i-${randomBytes(ID_BYTES).toString('hex')}0`;
    const arn = instanceArn(call, id);
    const tags = { ...context.tags, ...tagRecord(properties.Tags) };
    authorize(call, {
      action: 'ec2:RunInstances',
      resource: instanceArn(call, '*'),
      context: requestTags(tags),
    });
    const profile = properties.IamInstanceProfile
      ? findProfile(call, properties.IamInstanceProfile)
      : {};
    if (profile.roleArn) {
      authorizePassRole(call, {
        roleArn: profile.roleArn,
        service: 'ec2.amazonaws.com',
      });
    }
    call.world
      .account(call.caller.account)
      .region(call.region)
      .ec2.instances.set(id, { id, arn, ...profile, tags, files: {} });
    return { physicalId: id, attributes: { InstanceId: id } };
  },
  update(context, id, { after }) {
    const { call } = context;
    const tags = { ...context.tags, ...tagRecord(after.Tags) };
    authorize(call, {
      action: 'ec2:CreateTags',
      resource: instanceArn(call, id),
      context: requestTags(tags),
    });
    const { instances } = call.world
      .account(call.caller.account)
      .region(call.region).ec2;
    instances.get(id)!.tags = tags;
    return { physicalId: id, attributes: { InstanceId: id } };
  },
  delete({ call }, id) {
    authorize(call, {
      action: 'ec2:TerminateInstances',
      resource: instanceArn(call, id),
    });
    call.world
      .account(call.caller.account)
      .region(call.region)
      .ec2.instances.delete(id);
  },
};
