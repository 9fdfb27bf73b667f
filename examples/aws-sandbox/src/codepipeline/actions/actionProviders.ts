import type { ActionTypeId } from '@aws-sdk/client-codepipeline';
import type { ActionProvider } from './ActionProvider';
import { cloudFormationDeploy } from './cloudFormationDeploy';
import { codeBuildBuild, codeBuildTest } from './codeBuildAction';
import { manualApproval } from './manualApproval';
import { s3Source } from './s3Source';

const providers: ActionProvider[] = [
  cloudFormationDeploy,
  codeBuildBuild,
  codeBuildTest,
  manualApproval,
  s3Source,
];

/**
 * What runs actions of a type, if the sandbox can.
 */
export function findActionProvider(
  type: ActionTypeId,
): ActionProvider | undefined {
  return providers.find(
    ({ category, owner, provider }) =>
      category === type.category &&
      owner === type.owner &&
      provider === type.provider &&
      type.version === '1',
  );
}
