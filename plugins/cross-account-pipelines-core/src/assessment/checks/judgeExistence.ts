import { type DocumentReference, say } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { documentAt } from '../documents/documentReference';
import type { Check } from './Check';
import { healthy } from './healthy';
import { unknownFor } from './unknownFor';
import { wrongThing } from './wrongThing';

/** H11 */
export function judgeExistence(
  { thing }: Check<'exists'>,
  scope: AssessmentScope,
): Judgement {
  const found = scope.view.existence(thing);
  const { account } = found;
  if (found.state === 'found') {
    return healthy;
  }
  const document: DocumentReference =
    thing.type === 'deployment group'
      ? documentAt('deployment group', thing.id)
      : {
          type: 'thing',
          account,
          name: thing.name,
          ...(thing.id.startsWith('arn:') && { arn: thing.id }),
        };
  if (found.state === 'unread') {
    return unknownFor(found.reason, document);
  }
  const { type, id, name, region } = thing;
  const judged = wrongThing(scope, {
    document,
    reason: say('reason.no-thing', { thing: name, account, region }),
  });
  return type === 'bucket'
    ? {
        ...judged,
        fault: { type: 'bucket missing', name: id, account, region },
      }
    : judged;
}
