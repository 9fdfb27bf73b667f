import { assessPipeline } from '../assessment/assessPipeline';
import type { Estate } from '../estate/Estate';
import type { Explanation } from './Explanation';
import { explainErrorText } from './explainErrorText';
import { weighByReport } from './weighByReport';

/**
 * Says what an error can come from, most likely first: an error text of
 * CodePipeline, CloudFormation, StackSets, STS, IAM, KMS, S3, CodeBuild,
 * CodeDeploy, ECS, ECR, CodeConnections or EventBridge, as a console, a log, a
 * command line or a tool prints it.
 *
 * A text that can mean several things gets several explanations. One that is
 * not understood gets none. With an estate and a pipeline of it, the pipeline
 * is assessed and what that confirms comes first.
 *
 * Takes time in proportion to the text, of which at most the telling parts are
 * read.
 *
 * @throws PipelineNotInEstateError when an estate and an ARN are given, and the
 * estate has no pipeline of that ARN
 * @throws InvalidPipelineArnError when it has, and the ARN is not a pipeline's
 *
 * @public
 */
export function explainError(options: {
  text: string;
  estate?: Estate;
  pipelineArn?: string;
}): Explanation[] {
  const { text, estate, pipelineArn } = options;
  const explanations = explainErrorText(text);
  if (!estate || !pipelineArn) {
    return explanations;
  }
  return weighByReport({
    explanations,
    report: assessPipeline({ estate, pipelineArn }),
  });
}
