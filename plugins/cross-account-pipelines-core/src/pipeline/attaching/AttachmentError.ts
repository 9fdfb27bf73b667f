/**
 * What is asked cannot be done to a pipeline. The message lists every reason, one
 * a line.
 *
 * @alpha
 */
export class AttachmentError extends Error {
  readonly reasons: string[];

  constructor(reasons: string[]) {
    super(reasons.join('\n'));
    this.name = 'AttachmentError';
    this.reasons = reasons;
  }
}
