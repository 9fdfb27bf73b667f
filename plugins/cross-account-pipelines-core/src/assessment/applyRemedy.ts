import type { Remedy } from '../report';
import type { Estate } from '../estate';
import { readDocumentName } from './DocumentReference';
import { writeDocument } from './estateDocuments';

/**
 * Thrown for a remedy that changes no document, or one of an unknown kind.
 *
 * @public
 */
export class InapplicableRemedyError extends Error {
  override name = 'InapplicableRemedyError';
}

/**
 * The estate as it would be with a remedy carried out, its further documents
 * included. The estate given stays as it is.
 *
 * @throws InapplicableRemedyError
 *
 * @public
 */
export function applyRemedy(options: {
  estate: Estate;
  remedy: Remedy;
}): Estate {
  const { remedy } = options;
  const document = readDocumentName(remedy.document);
  if (!document || remedy.after === undefined) {
    throw new InapplicableRemedyError(
      `"${remedy.summary}" is nothing that can be carried out on ${remedy.document}.`,
    );
  }
  const estate = writeDocument(
    options.estate,
    document,
    JSON.parse(remedy.after),
    remedy.account,
  );
  return (remedy.also ?? []).reduce(
    (mended, further) => applyRemedy({ estate: mended, remedy: further }),
    estate,
  );
}
