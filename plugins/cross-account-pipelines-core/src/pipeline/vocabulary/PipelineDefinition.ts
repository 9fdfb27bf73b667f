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
  /** Name of the pipeline. */
  name: string;
  /** ARN of the service role. */
  roleArn: string;
  /** Absent: `V1`. */
  pipelineType?: 'V1' | 'V2' | string;
  /** `SUPERSEDED`, `QUEUED` or `PARALLEL`. */
  executionMode?: string;
  /** Counted up by AWS with each change. */
  version?: number;
  /** Of a pipeline whose actions are all in its own Region. */
  artifactStore?: ArtifactStore;
  /** By Region; used instead of `artifactStore` when actions span Regions. */
  artifactStores?: Record<string, ArtifactStore>;
  /** In the order of a run. */
  stages: StageDefinition[];
  /** As the API has them. */
  triggers?: unknown[];
  /** As the API has them. */
  variables?: unknown[];
}

/**
 * Where a pipeline keeps its artifacts in one Region.
 *
 * See `codepipeline/latest/APIReference/API_ArtifactStore`.
 *
 * @public
 */
export interface ArtifactStore {
  /** `S3`. */
  type?: string;
  /** Bucket name. */
  location: string;
  /** Absent: the AWS managed key `aws/s3`, which no other account can use. */
  encryptionKey?: { id: string; type?: string };
}

/**
 * A stage of a pipeline; what is not listed here is kept as the API has it.
 *
 * See `codepipeline/latest/APIReference/API_StageDeclaration`.
 *
 * @public
 */
export interface StageDefinition {
  /** Name of the stage. */
  name: string;
  /** Those of one `runOrder` run at the same time. */
  actions: ActionDefinition[];
  /** Whatever else the API says of it. */
  [other: string]: unknown;
}

/**
 * An action of a stage; what is not listed here is kept as the API has it.
 *
 * See `codepipeline/latest/APIReference/API_ActionDeclaration`.
 *
 * @public
 */
export interface ActionDefinition {
  /** Name of the action. */
  name: string;
  /** What it does and who provides it, e.g. `Deploy` by `CloudFormation`. */
  actionTypeId: {
    category: string;
    owner: string;
    provider: string;
    version: string;
  };
  /** What the provider takes. */
  configuration?: Record<string, string>;
  /** Artifacts that it reads. */
  inputArtifacts?: Array<{ name: string }>;
  /** Artifacts that it writes. */
  outputArtifacts?: Array<{ name: string; files?: string[] }>;
  /** The action role. Absent: the service role acts itself. */
  roleArn?: string;
  /** Absent: the pipeline's own Region. */
  region?: string;
  /** From 1, which is the default. */
  runOrder?: number;
  /** Under which others use its variables. */
  namespace?: string;
  /** Whatever else the API says of it. */
  [other: string]: unknown;
}
