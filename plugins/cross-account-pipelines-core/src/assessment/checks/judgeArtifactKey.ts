import { say, type Words } from '../../report';
import { accountOf } from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import type { Check } from './Check';
import { healthy } from './healthy';
import { wrongDefinition } from './wrongDefinition';

export function judgeArtifactKey(
  { region, store, foreign, writes }: Check<'artifact-key'>,
  scope: AssessmentScope,
): Judgement {
  const id = store.encryptionKey?.id;
  if (!id || id.endsWith('alias/aws/s3')) {
    return foreign
      ? wrongDefinition(scope, say('reason.no-customer-key', { region }), store)
      : healthy;
  }
  if (foreign && (!id.startsWith('arn:') || id.includes(':alias/'))) {
    const judged = wrongDefinition(scope, ambiguity(region, id), store);
    // To read, S3 goes by the key that an object was written with. The AWS CDK
    // names the keys of other Regions, to which CodePipeline itself copies, by
    // the ARNs of their aliases.
    const isCopied = id.startsWith('arn:') && region !== scope.links.region;
    return writes || (id.includes('alias/') && !isCopied)
      ? judged
      : { ...judged, health: 'warning' };
  }
  const keyRegion = id.startsWith('arn:') ? id.split(':')[3] : region;
  return keyRegion === region
    ? healthy
    : wrongDefinition(
        scope,
        say('reason.key-elsewhere', { region, other: keyRegion }),
        store,
      );
}

/**
 * Why a key that is not named by its ARN is no key, or another, elsewhere.
 *
 * See `codepipeline/latest/APIReference/API_EncryptionKey`.
 */
function ambiguity(region: string, id: string): Words {
  if (id.startsWith('arn:')) {
    return say('reason.key-by-foreign-alias', {
      region,
      key: id,
      account: accountOf(id) ?? '',
    });
  }
  return id.startsWith('alias/')
    ? say('reason.key-by-alias', { region, key: id })
    : say('reason.key-by-id', { region });
}
