/**
 * A pipeline as `codepipeline:GetPipeline` returns it and
 * `AWS::CodePipeline::Pipeline` describes it, the parts that decide access.
 * Spelled as the API does (camel case).
 *
 * See `codepipeline/latest/APIReference/API_PipelineDeclaration`.
 *
 * @public
 */
export interface PipelineDefinition {
  name: string;
  roleArn: string;
  pipelineType?: 'V1' | 'V2' | string;
  executionMode?: string;
  version?: number;
  artifactStore?: ArtifactStore;
  /** By Region; used instead of `artifactStore` when actions span Regions. */
  artifactStores?: Record<string, ArtifactStore>;
  stages: StageDefinition[];
  triggers?: unknown[];
  variables?: unknown[];
}

/**
 * @public
 */
export interface ArtifactStore {
  type?: string;
  /** Bucket name. */
  location: string;
  /** Absent: the AWS managed key `aws/s3`, which no other account can use. */
  encryptionKey?: { id: string; type?: string };
}

/**
 * @public
 */
export interface StageDefinition {
  name: string;
  actions: ActionDefinition[];
  [other: string]: unknown;
}

/**
 * @public
 */
export interface ActionDefinition {
  name: string;
  actionTypeId: {
    category: string;
    owner: string;
    provider: string;
    version: string;
  };
  configuration?: Record<string, string>;
  inputArtifacts?: Array<{ name: string }>;
  outputArtifacts?: Array<{ name: string; files?: string[] }>;
  /** The action role. Absent: the service role acts itself. */
  roleArn?: string;
  /** Absent: the pipeline's own Region. */
  region?: string;
  runOrder?: number;
  namespace?: string;
  [other: string]: unknown;
}
