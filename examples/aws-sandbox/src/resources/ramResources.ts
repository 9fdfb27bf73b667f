import { randomUUID } from 'node:crypto';
import { authorize } from '../access/authorize';
import { requestTags, tagRecord } from '../world/tags';
import type { Properties, ResourceType } from './ResourceType';

function shareOf({ Name, ResourceArns = [], Principals = [] }: Properties) {
  return { name: Name, resourceArns: ResourceArns, principals: Principals };
}

/** See `ram/latest/userguide/getting-started-sharing`. */
export const ramResourceShare: ResourceType = {
  name: 'AWS::RAM::ResourceShare',
  replacedBy: [],
  nameProperty: 'Name',
  create(context, properties) {
    const { call } = context;
    const { account } = call.caller;
    authorize(call, {
      action: 'ram:CreateResourceShare',
      resource: '*',
      context: requestTags({ ...context.tags, ...tagRecord(properties.Tags) }),
    });
    const arn = `arn:aws:ram:${
      call.region
    }:${account}:resource-share/${randomUUID()}`;
    call.world
      .account(account)
      .region(call.region)
      .ram.shares.set(arn, { arn, ...shareOf(properties) });
    return { physicalId: arn, attributes: { Arn: arn } };
  },
  update({ call }, arn, { after }) {
    authorize(call, { action: 'ram:UpdateResourceShare', resource: arn });
    call.world
      .account(call.caller.account)
      .region(call.region)
      .ram.shares.set(arn, { arn, ...shareOf(after) });
    return { physicalId: arn, attributes: { Arn: arn } };
  },
  delete({ call }, arn) {
    authorize(call, { action: 'ram:DeleteResourceShare', resource: arn });
    call.world
      .account(call.caller.account)
      .region(call.region)
      .ram.shares.delete(arn);
  },
};
