/**
 * A pipeline that does not fit into AWS's limits. The message says which limit,
 * what it would take, and the way out.
 *
 * @public
 */
export class PipelineTooLargeError extends Error {
  override name = 'PipelineTooLargeError';
}
