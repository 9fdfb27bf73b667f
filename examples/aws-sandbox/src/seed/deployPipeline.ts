import {
  type AwsClients,
  deployManifest,
  type DeployManifestOptions,
  readTemplateFolder,
  renderPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Sets up a pipeline as the portal does: rendered by the suite's templates,
 * deployed by the suite's own sequence.
 *
 * @returns the pipeline's ARN
 */
export async function deployPipeline(
  spec: PipelineSpec,
  clients: AwsClients,
  guardrails: Pick<DeployManifestOptions, 'existingRoles'> = {},
): Promise<string> {
  const { manifest, files, pipelineArn } = renderPipeline({
    spec,
    templates: await readTemplateFolder(),
  });
  await deployManifest({
    manifest,
    templates: files,
    clients,
    ...guardrails,
    // The sandbox has nothing else to do.
    pace: { shortest: 5, longest: 50 },
    roleSettling: { firstWait: 20 },
  });
  return pipelineArn;
}
