import { type DocumentReference, quote, say } from '../../report';
import { shortName } from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { documentAt } from '../documents/documentReference';
import type { Check } from './Check';
import { unknownFor } from './unknownFor';
import { wrongThing } from './wrongThing';

/** H12 */
export function judgeName(
  { account, what, name, owner, stackName, ...found }: Check<'name-free'>,
  scope: AssessmentScope,
): Judgement {
  if (what === 'stack') {
    return wrongThing(scope, {
      document: { type: 'thing', account, name: `stack ${name}` },
      reason: say('reason.stack-taken', { stack: name, owner: String(owner) }),
    });
  }
  const thing = `${what} ${shortName(name)}`;
  const isDocument = what === 'role' || what === 'pipeline';
  const document: DocumentReference = isDocument
    ? documentAt(what === 'role' ? 'role' : 'pipeline definition', name)
    : { type: 'thing', account, name: thing };
  if (found.unread !== undefined) {
    return unknownFor(quote(found.unread), document);
  }
  return wrongThing(scope, {
    document,
    reason: found.isForeign
      ? say('reason.bucket-of-other', { bucket: name, account })
      : say('reason.name-taken', { thing, stack: stackName }),
  });
}
