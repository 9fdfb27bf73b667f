import { REGION, TOOLS } from '../../__testUtils__/clientsOf';
import type { Sandbox } from '../../Sandbox';
import { deployAccess } from './deployAccess';

/**
 * What a platform team does before the portal may attach pipelines that others
 * made in the tools account: it names them, and what belongs to them.
 */
export async function letPortalAttach(
  sandbox: Sandbox,
  own: Record<string, string> = {},
): Promise<void> {
  const role = `arn:aws:iam::${TOOLS}:role`;
  await deployAccess(sandbox, 'attach-access', {
    AttachablePipelineNames: '*',
    AttachableRoleArns: `${role}/service-role/*,${role}/by-hand-*`,
    AttachableBucketNames: 'codepipeline-*',
    AttachableKeyArns: `arn:aws:kms:${REGION}:${TOOLS}:key/*`,
    AttachableProjectNames: '*-by-hand',
    ...own,
  });
}
