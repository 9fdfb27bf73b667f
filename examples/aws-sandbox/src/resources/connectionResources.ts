import { randomUUID } from 'node:crypto';
import { authorize } from '../access/authorize';
import { requestTags, tagRecord } from '../world/tags';
import type { ResourceType } from './ResourceType';

/** The service has an old and a new name; both make the same. */
function connectionType(name: string, prefix: string): ResourceType {
  return {
    name,
    replacedBy: ['ConnectionName', 'ProviderType', 'HostArn'],
    nameProperty: 'ConnectionName',
    create(context, properties) {
      const { call } = context;
      const tags = { ...context.tags, ...tagRecord(properties.Tags) };
      authorize(call, {
        action: `${prefix}:CreateConnection`,
        resource: '*',
        context: requestTags(tags),
      });
      const arn = `arn:aws:${prefix}:${call.region}:${
        call.caller.account
      }:connection/${randomUUID()}`;
      call.world
        .account(call.caller.account)
        .region(call.region)
        .codeConnections.connections.set(arn, {
          arn,
          name: properties.ConnectionName,
          providerType: properties.ProviderType ?? 'GitHub',
          status: 'PENDING',
          tags,
        });
      return {
        physicalId: arn,
        attributes: { ConnectionArn: arn, ConnectionStatus: 'PENDING' },
      };
    },
    update(_context, arn) {
      return { physicalId: arn, attributes: { ConnectionArn: arn } };
    },
    delete({ call }, arn) {
      authorize(call, {
        action: `${prefix}:DeleteConnection`,
        resource: arn,
      });
      call.world
        .account(call.caller.account)
        .region(call.region)
        .codeConnections.connections.delete(arn);
    },
  };
}

export const codeConnection = connectionType(
  'AWS::CodeConnections::Connection',
  'codeconnections',
);

export const codeStarConnection = connectionType(
  'AWS::CodeStarConnections::Connection',
  'codestar-connections',
);
