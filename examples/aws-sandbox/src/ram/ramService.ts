import {
  ListResources$,
  type ListResourcesRequest,
  type ListResourcesResponse,
} from '@aws-sdk/client-ram';
import { authorize } from '../access/authorize';
import { operation } from '../front/Operation';
import { restJsonProtocol } from '../front/restJsonProtocol';
import type { Service } from '../front/Service';
import type { Call } from '../world/Call';
import { isSharedWith } from './sharesOf';

function listResources(
  call: Call,
  input: ListResourcesRequest,
): ListResourcesResponse {
  const { world, caller, region } = call;
  authorize(call, { action: 'ram:ListResources', resource: '*' });
  const isOwn = input.resourceOwner === 'SELF';
  const shares = world.accounts.flatMap(account =>
    [...account.region(region).ram.shares.values()].filter(share =>
      isOwn
        ? account.id === caller.account
        : account.id !== caller.account &&
          isSharedWith(world, share, caller.account),
    ),
  );
  const resources = shares.flatMap(({ arn: resourceShareArn, resourceArns }) =>
    resourceArns
      .filter(arn => input.resourceArns?.includes(arn) ?? true)
      .map(arn => ({ arn, resourceShareArn, status: 'AVAILABLE' as const })),
  );
  return { resources };
}

/** See `ram/latest/APIReference/API_ListResources`. */
export const ramService: Service = {
  signingName: 'ram',
  protocol: restJsonProtocol(),
  bodyLimit: 100_000,
  operations: [operation(ListResources$, listResources)],
};
