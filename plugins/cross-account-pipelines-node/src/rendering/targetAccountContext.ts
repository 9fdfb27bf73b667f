import type { DeployRoleSpec, PipelineSpec } from '../pipeline';
import type { TargetAccountParts } from './PipelineParts';
import { toTemplateValue } from './toTemplateValue';

/**
 * What `target-account.yaml` can name. Accounts with the same context share one
 * template; what differs from account to account is a parameter.
 */
export interface TargetAccountContext {
  /** Regions whose artifacts the account reads. */
  regions: string[];
  usesChangeSets: boolean;
  usesDirectUpdates: boolean;
  usesTransforms: boolean;
  permissionsBoundary?: unknown;
  deployRole: {
    managedPolicyArns: unknown[];
    statements: unknown[];
    permissionsBoundary?: unknown;
  };
}

export function targetAccountContext(
  spec: PipelineSpec,
  target: TargetAccountParts,
): TargetAccountContext {
  const deployRole: DeployRoleSpec = spec.deployRole ?? {};
  return {
    regions: target.regions,
    usesChangeSets: target.usesChangeSets,
    usesDirectUpdates: target.usesDirectUpdates,
    usesTransforms: target.usesTransforms,
    permissionsBoundary: toTemplateValue(spec.permissionsBoundary),
    deployRole: {
      managedPolicyArns: (deployRole.managedPolicyArns ?? []).map(
        toTemplateValue,
      ),
      statements: (deployRole.statements ?? []).map(toTemplateValue),
      permissionsBoundary: toTemplateValue(
        deployRole.permissionsBoundary ?? spec.permissionsBoundary,
      ),
    },
  };
}
