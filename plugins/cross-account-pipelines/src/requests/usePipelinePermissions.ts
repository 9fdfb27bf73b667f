import { usePermission } from '@backstage/plugin-permission-react';
import {
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesDeployPermission,
  crossAccountPipelinesRemovePermission,
  crossAccountPipelinesRunPermission,
  crossAccountPipelinesWaivePermission,
} from 'backstage-plugin-cross-account-pipelines-common';

/** What the user may do with the pipelines of an entity. */
export function usePipelinePermissions(resourceRef: string) {
  const { allowed: mayCheck } = usePermission({
    permission: crossAccountPipelinesCheckPermission,
    resourceRef,
  });
  const { allowed: mayRun } = usePermission({
    permission: crossAccountPipelinesRunPermission,
    resourceRef,
  });
  const { allowed: mayDeploy } = usePermission({
    permission: crossAccountPipelinesDeployPermission,
    resourceRef,
  });
  const { allowed: mayRemove } = usePermission({
    permission: crossAccountPipelinesRemovePermission,
    resourceRef,
  });
  const { allowed: mayWaive } = usePermission({
    permission: crossAccountPipelinesWaivePermission,
    resourceRef,
  });
  return { mayCheck, mayRun, mayDeploy, mayRemove, mayWaive };
}

/** See {@link usePipelinePermissions}. */
export type PipelinePermissions = ReturnType<typeof usePipelinePermissions>;
