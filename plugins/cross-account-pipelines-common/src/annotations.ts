/**
 * Names the pipeline of an entity. The AWS plugins for Backstage use the same
 * annotation. Several ARNs are separated by commas.
 *
 * @public
 */
export const CODEPIPELINE_ARN_ANNOTATION =
  'aws.amazon.com/aws-codepipeline-arn';
