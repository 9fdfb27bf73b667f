import { say } from '../../report';
import { accountOf, shortName } from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { documentAt } from '../documents/documentReference';
import type { Check } from './Check';
import { healthy } from './healthy';
import { unknownFor } from './unknownFor';
import { wrongDefinition } from './wrongDefinition';
import { wrongThing } from './wrongThing';

/** H9. `AmazonS3/latest/userguide/about-object-ownership` */
export function judgeOwnership(
  { bucket, bucketArn, writer, account, cannedAcl }: Check<'object-ownership'>,
  scope: AssessmentScope,
): Judgement {
  const found = scope.view.bucket(bucket, account);
  const writerAccount = accountOf(writer);
  const isForeign = writerAccount !== found.account;
  if (found.state !== 'found') {
    return found.state === 'unread' && (isForeign || cannedAcl)
      ? unknownFor(found.reason, documentAt('bucket', bucketArn, found.account))
      : healthy;
  }
  const { ownership = 'BucketOwnerEnforced' } = found.value;
  if (ownership === 'BucketOwnerEnforced') {
    return cannedAcl && cannedAcl !== 'bucket-owner-full-control'
      ? wrongDefinition(
          scope,
          say('reason.acls-off', { bucket, acl: cannedAcl }),
          { CannedACL: cannedAcl },
        )
      : healthy;
  }
  const staysWithWriter =
    ownership === 'ObjectWriter' || cannedAcl !== 'bucket-owner-full-control';
  if (!isForeign || !staysWithWriter) {
    return healthy;
  }
  return {
    ...wrongThing(scope, {
      document: documentAt('bucket', bucketArn, found.account),
      reason: say('reason.belongs-to-writer', {
        role: shortName(writer),
        account: writerAccount ?? '',
        ownership,
        bucket,
        owner: found.account,
      }),
      text: { ObjectOwnership: ownership },
    }),
    health: 'warning',
  };
}
