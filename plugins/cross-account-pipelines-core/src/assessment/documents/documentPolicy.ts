import type { RolePolicy } from '../../estate';
import type {
  CompiledPolicy,
  PolicySource,
  StatementReference,
} from '../../policy';
import { describeDocument, type DocumentReference } from '../../report';
import type { DocumentMemory } from './DocumentMemory';

/**
 * A document as the evaluator takes it. What decides is found again by the
 * reference; the name is made where somebody reads it.
 */
class DocumentPolicy {
  constructor(
    readonly origin: DocumentReference,
    readonly document: unknown,
    readonly unreadable: string | undefined,
    readonly deniesNothing: boolean | undefined,
  ) {}

  get name(): string {
    return describeDocument(this.origin);
  }
}

/** A policy that the evaluator is to be asked about. */
export function documentPolicy(
  origin: DocumentReference,
  {
    document,
    unreadable = 'it was not read',
    deniesNothing,
  }: Pick<RolePolicy, 'document' | 'unreadable' | 'deniesNothing'>,
  documents: DocumentMemory,
): PolicySource {
  return document === undefined
    ? new DocumentPolicy(origin, undefined, unreadable, deniesNothing)
    : new DocumentPolicy(
        origin,
        compiled(origin, document, documents),
        undefined,
        undefined,
      );
}

/** Policies in which AWS looks up whom they name. */
const namesPrincipals = new Set<DocumentReference['type']>([
  'trust policy',
  'bucket policy',
  'key policy',
  'key sharing policy',
]);

/** What is no document at all is left to the evaluator. */
function compiled(
  { type }: DocumentReference,
  document: unknown,
  documents: DocumentMemory,
): CompiledPolicy | unknown {
  if (typeof document !== 'object' || document === null) {
    return document;
  }
  const known = documents.of(document);
  return namesPrincipals.has(type) ? known.decisive : known.compiled;
}

/** The document that a deciding statement stands in. */
export function documentOf({ origin }: StatementReference): DocumentReference {
  return origin as DocumentReference;
}
