import { shortName, type AccessHop, type HopRequest } from '../../pipeline';
import type { Judgement } from '../Judgement';

/** As many as somebody reads. */
const mostNamed = 6;

const layers: Partial<Record<string, string>> = {
  identity: 'The policies',
  boundary: 'The policies and the permissions boundary',
  SCP: 'The service control policies',
};

/**
 * The verdict about the deployer, with each call that it lacks by what it is on
 * and under which conditions.
 */
export function describeDeployerDenial(
  { principal }: AccessHop,
  judgement: Judgement,
): Judgement {
  const { fault } = judgement;
  if (fault?.type !== 'denied' || principal.type !== 'role') {
    return judgement;
  }
  const role = shortName(principal.arn);
  const { requests, statement, layer } = fault;
  const named = requests.slice(0, mostNamed).map(describeCall);
  const more = requests.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])].join('; ');
  const refusal = statement
    ? `Statement ${statement.sid ?? `#${statement.index}`} of ${
        statement.policy
      } denies ${role}`
    : `${layers[layer] ?? 'The policies'} of ${role} do not allow`;
  return {
    ...judgement,
    reason: [`${refusal}: ${list}.`, ...hints(requests)].join(' '),
  };
}

function describeCall({ action, resource, context = {} }: HopRequest): string {
  const conditions = [
    'iam:PolicyARN',
    'iam:PermissionsBoundary',
    'iam:PassedToService',
  ]
    .filter(key => context[key] !== undefined)
    .map(key => `${key} ${context[key]}`);
  return [
    `${action} on ${resource}`,
    ...(conditions.length > 0 ? [`with ${conditions.join(', ')}`] : []),
  ].join(' ');
}

/** Where the platform team says it, with the suite's own template. */
function hints(requests: HopRequest[]): string[] {
  const attaches = requests.some(
    ({ action }) => action === 'iam:AttachRolePolicy',
  );
  const isBounded = requests.some(({ context }) =>
    Object.hasOwn(context ?? {}, 'iam:PermissionsBoundary'),
  );
  return [
    ...(attaches
      ? [
          'The template portal-access takes the policies that may be attached as AttachablePolicyArns.',
        ]
      : []),
    ...(isBounded && !attaches
      ? [
          'The template portal-access takes boundaries as PermissionsBoundaryArns.',
        ]
      : []),
  ];
}
