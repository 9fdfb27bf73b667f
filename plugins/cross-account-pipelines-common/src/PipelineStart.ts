/**
 * A run to start, with what it takes in the place of the usual.
 *
 * @public
 */
export interface PipelineStart {
  pipelineArn: string;
  /** Values of the pipeline's variables, by their names. */
  variables?: Record<string, string>;
  /** What source actions give in the place of the newest. */
  sourceRevisions?: SourceRevisionOverride[];
}

/**
 * @public
 */
export interface SourceRevisionOverride {
  /** Name of the source action. */
  action: string;
  type: 'COMMIT_ID' | 'IMAGE_DIGEST' | 'S3_OBJECT_VERSION_ID' | 'S3_OBJECT_KEY';
  value: string;
}
