import type { ActionTypeId } from '@aws-sdk/client-codepipeline';
import type { ActionProvider } from './ActionProvider';
import { cloudFormationDeploy } from './cloudFormationDeploy';
import { codeBuildBuild, codeBuildTest } from './codeBuildAction';
import { codeDeployDeploy } from './codeDeployDeploy';
import { connectionSource } from './connectionSource';
import { listedActions } from './listedActions';
import { manualApproval } from './manualApproval';
import { s3Deploy } from './s3Deploy';
import { s3Source } from './s3Source';

const providers: ActionProvider[] = [
  cloudFormationDeploy,
  codeBuildBuild,
  codeBuildTest,
  codeDeployDeploy,
  connectionSource,
  ...listedActions,
  manualApproval,
  s3Deploy,
  s3Source,
];

/**
 * What runs actions of a type, if the sandbox can.
 */
export function findActionProvider({
  category,
  owner,
  provider,
}: ActionTypeId): ActionProvider | undefined {
  return providers.find(
    each =>
      each.category === category &&
      each.owner === owner &&
      each.provider === provider,
  );
}
