import type {
  PipelineSpec,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * A pipeline as files that anyone can review and deploy.
 *
 * @public
 */
export interface RenderedPipeline {
  spec: PipelineSpec;
  /** Of the first pipeline: one that is too large goes on in others. */
  pipelineArn: string;
  /** How key and bucket name the roles of other accounts, and why. */
  principals: { mode: 'accounts' | 'organization'; reason: string };
  manifest: StackManifest;
  /** Text by path: `manifest.yaml` and the templates that it names. */
  files: Record<string, string>;
}
