import type { LostStore } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StackPlan } from '../plan/StackPlan';

const types = ['AWS::S3::Bucket', 'AWS::KMS::Key'];

/** The buckets and keys that pipelines use and that a plan replaces or removes. */
export function lostStores(plan: StackPlan[]): LostStore[] {
  return plan
    .filter(({ phase }) => phase === 'foundation')
    .flatMap(({ account, region, stackName, changes }) =>
      changes.flatMap(({ logicalId, type, change, retained }): LostStore[] =>
        types.includes(type) && (change === 'replaced' || change === 'removed')
          ? [
              {
                account,
                region,
                stackName,
                logicalId,
                type,
                change,
                ...(retained && { retained }),
              },
            ]
          : [],
      ),
    );
}
