import { shortName, type AccessHop, type HopRequest } from '../../pipeline';
import { inTurn, say, type Words } from '../../report';
import { documentOf } from '../documents/documentPolicy';
import type { DeniedFault, Judgement } from '../Judgement';

/** As many as somebody reads. */
const mostNamed = 6;

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
  const calls = [...named, ...(more > 0 ? [`${more} more`] : [])].join('; ');
  const refusal = statement
    ? say('reason.deployer-denied', {
        statement: statement.sid ?? `#${statement.index}`,
        document: documentOf(statement),
        role,
        calls,
      })
    : refuse(layer, { role, calls });
  return {
    ...judgement,
    reason: inTurn([refusal, ...hints(requests)]),
  };
}

function refuse(
  layer: DeniedFault['layer'],
  words: { role: string; calls: string },
): Words {
  switch (layer) {
    case 'boundary':
      return say('reason.deployer-boundary', words);
    case 'SCP':
      return say('reason.deployer-scp', words);
    default:
      return say('reason.deployer-identity', words);
  }
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
function hints(requests: HopRequest[]): Words[] {
  const attaches = requests.some(
    ({ action }) => action === 'iam:AttachRolePolicy',
  );
  const isBounded = requests.some(({ context }) =>
    Object.hasOwn(context ?? {}, 'iam:PermissionsBoundary'),
  );
  return [
    ...(attaches ? [say('reason.attachable')] : []),
    ...(isBounded && !attaches ? [say('reason.boundaries')] : []),
  ];
}
