import type { PipelineSpec } from '../pipeline';
import type { PipelineParts } from './PipelineParts';
import { toTemplateValue } from './toTemplateValue';

/** What `foundation.yaml` can name. */
export interface FoundationContext {
  /** Whether this is the pipeline's own Region. */
  isHome: boolean;
  build: boolean;
  permissionsBoundary?: unknown;
  /** The accounts that use this Region's bucket and key. */
  targetAccounts: Array<{ account: string; root: string }>;
  /** The action roles of all target accounts. */
  actionRoleArns: string[];
}

export function foundationContext(
  spec: PipelineSpec,
  parts: PipelineParts,
  region: string,
): FoundationContext {
  const { partition, names, targets } = parts;
  return {
    isHome: region === spec.region,
    build: spec.build !== undefined,
    permissionsBoundary: toTemplateValue(spec.permissionsBoundary),
    targetAccounts: targets
      .filter(({ regions }) => regions.includes(region))
      .map(({ account }) => ({
        account,
        root: `arn:${partition}:iam::${account}:root`,
      })),
    actionRoleArns: targets.map(({ account }) =>
      parts.roleArn(account, names.actionRole),
    ),
  };
}
