import { formatSpecPath, type SpecPath } from '../vocabulary/SpecProblem';
import { AttachmentError } from './AttachmentError';
import { type AttachmentRequest, attachmentSchema } from './attachmentSchema';

/**
 * Checks what a person, a form or a file asks of a pipeline that exists, as far as
 * that can be told without the pipeline.
 *
 * @throws AttachmentError that names every problem by its path
 *
 * @alpha
 */
export function parseAttachment(input: unknown): AttachmentRequest {
  const { data, error } = attachmentSchema.safeParse(input);
  if (error) {
    throw new AttachmentError(
      error.issues.map(({ path, message }) =>
        `${formatSpecPath(path as SpecPath)} ${message}`.trim(),
      ),
    );
  }
  return data;
}
