import type { ArnDocumentType, DocumentReference } from '../report';
import type { KeyAliases } from './KeyAliases';

/** What people read; all else of a report is for finding things again. */
const sayings = new Set(['sentence', 'reason', 'summary', 'message', 'values']);

const ofKeys: ReadonlySet<string> = new Set<ArnDocumentType>([
  'key',
  'key policy',
  'key sharing policy',
  'key grants',
]);

/**
 * Calls keys in what a report says by their aliases, and tells who shows their
 * documents. What is passed to it twice is named once.
 */
export function nameKeysByAlias(aliases: KeyAliases): <T>(value: T) => T {
  if (aliases.size === 0) {
    return value => value;
  }
  // What verdicts share stays shared, and what names no key is not copied.
  const named = [new Map<object, unknown>(), new Map<object, unknown>()];
  function name(value: unknown, isSaid: boolean): unknown {
    if (typeof value === 'string') {
      return isSaid ? aliases.say(value) : value;
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const known = named[Number(isSaid)];
    if (!known.has(value)) {
      known.set(value, nameIn(value, isSaid));
    }
    return known.get(value);
  }

  function nameIn(value: object, isSaid: boolean): object {
    if (isKeyDocument(value)) {
      const alias = aliases.of(value.arn);
      return alias === undefined ? value : { ...value, alias };
    }
    const isList = Array.isArray(value);
    let copy: Record<string, unknown> | undefined;
    for (const [field, each] of Object.entries(value)) {
      const renamed = name(
        each,
        isSaid ? field !== 'id' : !isList && sayings.has(field),
      );
      if (renamed !== each) {
        copy ??= (isList ? [...value] : { ...value }) as Record<
          string,
          unknown
        >;
        copy[field] = renamed;
      }
    }
    return copy ?? value;
  }

  return <T>(value: T) => name(value, false) as T;
}

function isKeyDocument(
  value: object,
): value is Extract<DocumentReference, { type: ArnDocumentType }> {
  return 'arn' in value && 'type' in value && ofKeys.has(String(value.type));
}
