import { shortName, type AccessHop } from '../../pipeline';
import type { PolicyLayer } from '../../policy';
import { describeDocument, type DocumentReference } from '../../report';
import type { DeniedFault } from '../Judgement';

function callerName({ principal }: AccessHop): string {
  return principal.type === 'role' ? shortName(principal.arn) : principal.name;
}

function targetName({ target }: AccessHop): string {
  switch (target.type) {
    case 'bucket':
      return `bucket ${target.name}`;
    case 'key':
      return `key ${shortName(target.arn)}`;
    case 'role':
      return shortName(target.arn);
    default:
      return target.name;
  }
}

const refusals: Record<
  PolicyLayer,
  (words: {
    caller: string;
    target: string;
    actions: string;
    document: string;
  }) => string
> = {
  identity: ({ caller, target, actions }) =>
    `No policy of ${caller} allows ${actions} on ${target}.`,
  session: ({ caller, target, actions }) =>
    `The session of ${caller} does not allow ${actions} on ${target}.`,
  boundary: ({ caller, target, actions }) =>
    `The permissions boundary of ${caller} does not allow ${actions} on ${target}.`,
  SCP: ({ document, target, actions }) =>
    `The ${document} do not allow ${actions} on ${target}.`,
  resource: ({ document, caller, actions }) =>
    `The ${document} does not allow ${caller} ${actions}.`,
  RCP: ({ document, caller, actions }) =>
    `The ${document} do not allow ${caller} ${actions}.`,
};

/** Why a hop is refused, in a sentence. */
export function describeDenial({
  hop,
  fault,
  document,
  isRequired,
}: {
  hop: AccessHop;
  fault: DeniedFault;
  /** What refuses. */
  document: DocumentReference;
  isRequired: boolean;
}): string {
  const caller = callerName(hop);
  const target = targetName(hop);
  const actions = listed([...new Set(fault.requests.map(each => each.action))]);
  const { statement, layer } = fault;
  const what = statement
    ? `Statement ${statement.sid ?? `#${statement.index}`} of ${
        statement.policy
      } denies ${caller} ${actions} on ${target}.`
    : refusals[layer]({
        caller,
        target,
        actions,
        document: describeDocument(document),
      });
  return isRequired
    ? what
    : `${what} AWS's documentation asks for it; runs are known to succeed without.`;
}

function listed(words: string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
