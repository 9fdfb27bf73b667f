import type { SideVerdict } from 'backstage-plugin-cross-account-pipelines-common';
import type { PolicyLayer } from '../policy';
import type { CallerSide } from './CallerSide';
import type { Answer } from './judgeAccess';
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
  const sides: { caller?: SideVerdict; resource?: SideVerdict } = {};
  if (caller.account) {
    sides.caller = {
      account: caller.account,
      allows: allows(required, callerLayers),
      document: caller.document,
    };
  }
  if (target.hasPolicy) {
    const isOwn = caller.account === target.account && !target.needsPolicy;
    const isGranting = target.policy !== undefined;
    sides.resource = {
      account: target.account,
      allows: isOwn
        ? letsPass(required)
        : isGranting
        ? allows(required, resourceLayers)
        : 'no',
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
function letsPass(answers: Answer[]): SideVerdict['allows'] {
  const decisions = answers.map(({ decision }) => decision);
  if (
    decisions.some(
      each => each.layers.resource?.decision === 'ExplicitlyDenied',
    )
  ) {
    return 'no';
  }
  return decisions.every(each => each.decision === 'Allowed')
    ? 'yes'
    : 'unknown';
}
