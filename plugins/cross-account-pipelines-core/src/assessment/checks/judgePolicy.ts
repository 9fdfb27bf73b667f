import { say } from '../../report';
import { accountOf } from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { boundaryOf, policyOf } from '../documents/documentReference';
import type { Check } from './Check';
import { healthy } from './healthy';
import { unknownFor } from './unknownFor';
import { wrongThing } from './wrongThing';

/** H11 */
export function judgePolicy(
  { roleArn, policyArn, isBoundary }: Check<'policy-exists'>,
  scope: AssessmentScope,
): Judgement {
  const found = scope.view.role(roleArn);
  const { policies = [], permissionsBoundary } =
    found.state === 'found' ? found.value : {};
  const policy = isBoundary
    ? permissionsBoundary
    : policies.find(({ arn }) => arn === policyArn);
  if (policy?.arn !== policyArn || policy.document !== undefined) {
    return healthy;
  }
  const document = isBoundary
    ? boundaryOf(roleArn, policy)
    : policyOf(roleArn, policy);
  const account = accountOf(policyArn);
  if (account !== found.account) {
    return wrongThing(scope, {
      document,
      reason: say('reason.policy-of-other', {
        policy: policyArn,
        account: account ?? '',
      }),
    });
  }
  return policy.isMissing
    ? wrongThing(scope, {
        document,
        reason: say('reason.no-policy', { policy: policyArn, account }),
      })
    : unknownFor(
        say('reason.policy-unread', {
          policy: policyArn,
          why: policy.unreadable ?? 'it was not read',
        }),
        document,
      );
}
