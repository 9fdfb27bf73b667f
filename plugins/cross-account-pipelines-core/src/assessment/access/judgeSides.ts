import type { SideVerdict } from '../../report';
import type { PolicyLayer } from '../../policy';
import type { CallerSide } from './CallerSide';
import type { Answer } from './askAccess';
import type { TargetSide } from './TargetSide';

const callerLayers: PolicyLayer[] = ['identity', 'session', 'boundary', 'SCP'];
const resourceLayers: PolicyLayer[] = ['resource', 'RCP'];

/** What each side says by itself, over everything that is required. */
export function judgeSides(
  caller: CallerSide,
  target: TargetSide,
  answers: Answer[],
): { caller?: SideVerdict; resource?: SideVerdict } {
  const required = answers.filter(({ request }) => request.need === 'required');
  const isAllowed = required.every(
    ({ decision }) => decision.decision === 'Allowed',
  );
  const sides: { caller?: SideVerdict; resource?: SideVerdict } = {};
  if (caller.account) {
    sides.caller = {
      account: caller.account,
      allows: isAllowed ? 'yes' : allows(required, callerLayers),
      document: caller.document,
    };
  }
  if (target.hasPolicy) {
    sides.resource = {
      account: target.account,
      allows: isAllowed ? 'yes' : judgeResource(required, caller, target),
      document: target.document,
    };
  }
  return sides;
}

function allows(
  answers: Answer[],
  layers: PolicyLayer[],
): SideVerdict['allows'] {
  let isUnknown = false;
  for (const { decision } of answers) {
    for (const layer of layers) {
      const said = decision.layers[layer]?.decision;
      if (said === 'ExplicitlyDenied' || said === 'ImplicitlyDenied') {
        return 'no';
      }
      isUnknown ||= said === 'Undetermined';
    }
    isUnknown ||= !layers.some(layer => decision.layers[layer]);
  }
  return isUnknown ? 'unknown' : 'yes';
}

/** A bucket's policy need not allow what its own account's IAM allows. */
function judgeResource(
  answers: Answer[],
  caller: CallerSide,
  target: TargetSide,
): SideVerdict['allows'] {
  if (caller.account !== target.account || target.needsPolicy) {
    return target.policy ? allows(answers, resourceLayers) : 'no';
  }
  const isDenied = answers.some(
    ({ decision }) => decision.layers.resource?.decision === 'ExplicitlyDenied',
  );
  return isDenied ? 'no' : 'unknown';
}
