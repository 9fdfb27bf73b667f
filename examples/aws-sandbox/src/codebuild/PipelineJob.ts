/**
 * Where an artifact of a pipeline lies.
 */
export interface ArtifactPlace {
  name: string;
  bucket: string;
  key: string;
}

/**
 * What a pipeline gives a build to do.
 */
export interface PipelineJob {
  inputs: ArtifactPlace[];
  outputs: ArtifactPlace[];
  /** Name of the input that is the source. */
  primary: string;
  /** `codepipeline/<pipeline>`. */
  initiator: string;
}
