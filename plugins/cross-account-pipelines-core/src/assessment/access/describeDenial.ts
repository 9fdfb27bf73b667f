import { shortName, type AccessHop } from '../../pipeline';
import type { PolicyLayer } from '../../policy';
import { inTurn, say, type DocumentReference, type Words } from '../../report';
import { documentOf } from '../documents/documentPolicy';
import type { DeniedFault } from '../Judgement';

function callerName({ principal }: AccessHop): string {
  return principal.type === 'role' ? shortName(principal.arn) : principal.name;
}

function targetName({ target }: AccessHop): string | Words {
  switch (target.type) {
    case 'bucket':
      return say('target.bucket', { name: target.name });
    case 'key':
      return say('target.key', { name: shortName(target.arn) });
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
    target: string | Words;
    actions: string[];
    document: DocumentReference;
  }) => Words
> = {
  identity: ({ caller, target, actions }) =>
    say('reason.identity', { caller, target, actions }),
  session: ({ caller, target, actions }) =>
    say('reason.session', { caller, target, actions }),
  boundary: ({ caller, target, actions }) =>
    say('reason.boundary', { caller, target, actions }),
  SCP: ({ document, target, actions }) =>
    say('reason.scp', { document, target, actions }),
  resource: ({ document, caller, actions }) =>
    say('reason.resource', { document, caller, actions }),
  RCP: ({ document, caller, actions }) =>
    say('reason.rcp', { document, caller, actions }),
};

/** Why a hop is refused. */
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
}): Words {
  const caller = callerName(hop);
  const target = targetName(hop);
  const actions = [...new Set(fault.requests.map(each => each.action))];
  const { statement, layer } = fault;
  const what = statement
    ? say('reason.denied', {
        statement: statement.sid ?? `#${statement.index}`,
        document: documentOf(statement),
        caller,
        actions,
        target,
      })
    : refusals[layer]({ caller, target, actions, document });
  return isRequired ? what : inTurn([what, say('reason.documented')]);
}
