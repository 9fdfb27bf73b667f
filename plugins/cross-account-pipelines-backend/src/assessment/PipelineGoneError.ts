import { CustomErrorBase } from '@backstage/errors';

/**
 * AWS says that there is no such pipeline.
 *
 * @public
 */
export class PipelineGoneError extends CustomErrorBase {
  override name = 'PipelineGoneError' as const;
}
