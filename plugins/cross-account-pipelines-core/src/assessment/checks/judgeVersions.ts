import { quote, say } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { documentAt } from '../documents/documentReference';
import type { Check } from './Check';
import { healthy } from './healthy';
import { unknownFor } from './unknownFor';
import { wrongThing } from './wrongThing';

/** H11. `codepipeline/latest/userguide/action-reference-S3` */
export function judgeVersions(
  { bucket, account }: Check<'bucket-versioned'>,
  scope: AssessmentScope,
): Judgement {
  const { view, links } = scope;
  const found = view.bucket(bucket, account);
  const document = documentAt(
    'bucket',
    `arn:${links.partition}:s3:::${bucket}`,
    found.account,
  );
  // Whether it is there at all is a hop of its own.
  if (found.state === 'missing') {
    return healthy;
  }
  if (found.state === 'unread') {
    return unknownFor(found.reason, document);
  }
  const { versioned, versioningUnreadable, source } = found.value;
  if (versioned === false) {
    return wrongThing(scope, {
      document,
      reason: say('reason.not-versioned', { bucket }),
      text: { Versioning: 'Suspended' },
    });
  }
  const isVouchedFor = view.estate.origin === 'predicted' && !source;
  if (versioned || (isVouchedFor && versioningUnreadable === undefined)) {
    return healthy;
  }
  return unknownFor(
    versioningUnreadable === undefined
      ? say('reason.versioning-unread', { bucket })
      : quote(versioningUnreadable),
    document,
  );
}
