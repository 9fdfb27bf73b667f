import { describeDocument, type Remedy } from '../../report';
import type { Estate } from '../../estate';
import { isWritable, writeDocument } from '../documents/estateDocuments';

/**
 * Thrown for a remedy that changes no document, or one of an unknown kind.
 */
export class InapplicableRemedyError extends Error {
  override name = 'InapplicableRemedyError';
}

/**
 * The estate as it would be with a remedy carried out, its further documents
 * included. The estate given stays as it is.
 *
 * @throws InapplicableRemedyError
 */
export function applyRemedy(options: {
  estate: Estate;
  remedy: Remedy;
}): Estate {
  const { remedy } = options;
  const { document, after } = remedy;
  if (!isWritable(document) || after === undefined) {
    throw new InapplicableRemedyError(
      `"${
        remedy.summary
      }" is nothing that can be carried out on the ${describeDocument(
        document,
      )}.`,
    );
  }
  const estate = writeDocument(options.estate, document, JSON.parse(after));
  return (remedy.also ?? []).reduce(
    (mended, further) => applyRemedy({ estate: mended, remedy: further }),
    estate,
  );
}
