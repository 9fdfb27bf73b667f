import type { AccessHop, HopRequest } from '../../pipeline';
import {
  type AccessDecision,
  type AccessRequest,
  type Decision,
} from '../../policy';
import type { EstateView } from '../EstateView';
import type { CallerSide } from './CallerSide';
import { decideWithGrants } from './decideWithGrants';
import { serviceNames } from './serviceNames';
import type { TargetSide } from './TargetSide';

/** One request with what AWS would answer. */
export interface Answer {
  request: HopRequest;
  decision: AccessDecision;
}

/** Asks for every request of a hop. */
export function askAccess(
  { requests, region }: Pick<AccessHop, 'requests' | 'region'>,
  caller: CallerSide,
  target: TargetSide,
  view: EstateView,
): Answer[] {
  const context = {
    ...caller.context,
    ...target.context,
    'aws:RequestedRegion': region,
  };
  const unknownContextKeys = view.shared.keyLists.merge(
    caller.unknownContextKeys,
    target.unknownContextKeys,
  );
  const { identityPolicies, permissionsBoundary, serviceControlPolicies } =
    caller;
  // Requests of one kind share the object that holds what is special to them.
  let special: HopRequest['context'];
  let merged: AccessRequest['context'] = context;
  return requests.map(request => {
    if (request.context !== special) {
      special = request.context;
      merged = special ? { ...context, ...special } : context;
    }
    const decide = (principal: string) =>
      decideWithGrants(
        {
          request: {
            principal,
            principalIds: caller.principalIds,
            action: request.action,
            resource: target.key?.arn ?? request.resource,
            resourceAccount: target.account,
            context: merged,
            unknownContextKeys: request.unknownContextKeys?.length
              ? [...unknownContextKeys, ...request.unknownContextKeys]
              : unknownContextKeys,
          },
          identityPolicies,
          resourcePolicy: target.policy,
          permissionsBoundary,
          serviceControlPolicies,
          resourceControlPolicies: target.resourceControlPolicies,
        },
        target.key,
      );
    const decision =
      caller.account === ''
        ? mostTelling(serviceNames(caller.principal, region).map(decide))
        : decide(caller.principal);
    return { request, decision };
  });
}

/** A policy that means a service by any of its names means the service. */
function mostTelling(decisions: AccessDecision[]): AccessDecision {
  const order: Decision[] = ['ExplicitlyDenied', 'Allowed', 'Undetermined'];
  const telling = order
    .map(said => decisions.find(({ decision }) => decision === said))
    .find(Boolean);
  return telling ?? decisions[0];
}
