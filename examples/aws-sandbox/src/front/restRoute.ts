import type { HttpRequest } from './HttpMessage';
import type { Operation } from './Operation';

/**
 * Where a REST request points: S3 in path style, `/bucket/key`.
 */
export interface RestTarget {
  bucket?: string;
  key?: string;
  query: URLSearchParams;
}

/**
 * Splits a path-style S3 request.
 *
 * @throws URIError for malformed percent-encoding
 */
export function restTarget(request: HttpRequest): RestTarget {
  const path = request.path.replace(/^\//, '');
  const slash = path.indexOf('/');
  const bucket = decodeURIComponent(slash < 0 ? path : path.slice(0, slash));
  const key = slash < 0 ? '' : decodeURIComponent(path.slice(slash + 1));
  return {
    bucket: bucket || undefined,
    key: key || undefined,
    query: new URLSearchParams(request.query),
  };
}

/** Added by SDKs to tell operations apart in logs; the CLI leaves it out. */
const OPERATION_HINT = 'x-id';

interface Fit {
  operation: Operation;
  /** How much of the request the operation insists on. */
  weight: number;
}

function fit(
  operation: Operation,
  target: RestTarget,
  request: HttpRequest,
): Fit | undefined {
  const [method, uri] = operation.http!;
  const [path, literals = ''] = uri.split('?');
  const wantsKey = path.includes('{Key+}');
  const wantsBucket = operation.required.includes('Bucket');
  if (
    method !== request.method ||
    wantsKey !== Boolean(target.key) ||
    wantsBucket !== Boolean(target.bucket)
  ) {
    return undefined;
  }
  let weight = 0;
  for (const [name, value] of new URLSearchParams(literals)) {
    if (name === OPERATION_HINT) {
      continue;
    }
    if (
      !target.query.has(name) ||
      (value && target.query.get(name) !== value)
    ) {
      return undefined;
    }
    weight += 1;
  }
  for (const [name, member] of operation.input.structIterator()) {
    const { httpQuery, httpHeader } = member.getMergedTraits();
    if (!operation.required.includes(name) || !(httpQuery || httpHeader)) {
      continue;
    }
    const given = httpQuery
      ? target.query.has(httpQuery)
      : request.headers[httpHeader!.toLowerCase()] !== undefined;
    if (!given) {
      return undefined;
    }
    weight += 1;
  }
  return { operation, weight };
}

/**
 * Finds the operation that a REST request means: of those that fit, the one
 * that insists on most.
 */
export function restRoute(
  operations: Operation[],
  target: RestTarget,
  request: HttpRequest,
): Operation | undefined {
  return operations
    .map(operation => fit(operation, target, request))
    .filter(found => found !== undefined)
    .sort((a, b) => b.weight - a.weight)[0]?.operation;
}
