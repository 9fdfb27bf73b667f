import { say, type Words } from '../../report';
import { accountOf, parseArn, shortName, toKeyArn } from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { documentAt } from '../documents/documentReference';
import type { Check } from './Check';
import { healthy } from './healthy';
import { unknownFor } from './unknownFor';
import { wrongThing } from './wrongThing';

/** Whether a project encrypts what it makes with the key of the artifacts. */
export function judgeProjectKey(
  { projectArn, keyArn, foreign }: Check<'project-key'>,
  scope: AssessmentScope,
): Judgement {
  const found = scope.view.project(projectArn);
  if (found.state !== 'found') {
    return healthy;
  }
  const used = found.value.encryptionKey ?? 'alias/aws/s3';
  const account = accountOf(projectArn) ?? '';
  const same = isSameKey(used, keyArn, account, scope);
  if (same === true || !foreign) {
    return healthy;
  }
  if (same) {
    return unknownFor(same, documentAt('project', projectArn));
  }
  return {
    ...wrongThing(scope, {
      document: documentAt('project', projectArn),
      reason: say('reason.project-key', {
        project: shortName(projectArn),
        key: used,
      }),
      text: { encryptionKey: found.value.encryptionKey },
    }),
    side: 'caller',
  };
}

/**
 * Whether both are one key, or why that cannot be told: only who sees an alias
 * knows what it points at.
 */
function isSameKey(
  used: string,
  keyArn: string,
  account: string,
  { view }: AssessmentScope,
): boolean | Words {
  const { partition, region } = parseArn(keyArn)!;
  const keys = [toKeyArn(used, { partition, region, account }), keyArn];
  const found = keys.map(arn => view.key(arn));
  const [one, other] = found.map((key, index) =>
    key.state === 'found' ? key.value.arn : keys[index],
  );
  const unseen = found.find(
    (key, index) =>
      key.state === 'unread' && /:alias\/(?!aws\/)/.test(keys[index]),
  );
  return one === other || (unseen?.state === 'unread' ? unseen.reason : false);
}
