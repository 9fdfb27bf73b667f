import type { ExistingThing } from '../pipeline/vocabulary/PipelineLinks';
import type { ActionPlace } from './Provider';

/** The bucket that an action names, if it does, in the account that owns it. */
export function namesBucket(
  { account, region, resources }: ActionPlace,
  bucket: string | undefined,
  gate: ExistingThing['gate'],
): ExistingThing[] {
  return bucket
    ? [
        {
          type: 'bucket',
          name: `bucket ${bucket}`,
          id: bucket,
          account: resources.bucketOwner?.(bucket) ?? account,
          region,
          gate,
        },
      ]
    : [];
}
