import type { AccessRequest } from './AccessRequest';
import type { ContextKey, ContextValue } from './ContextKey';
import { UNDISCLOSED } from './ContextKey';
import { namesKey } from '../matching/contextKeyNames';
import { deriveContextValue } from './deriveContextValue';
import type { Requester } from './Requester';

/** In characters: longer than any value that AWS sets. */
const LONGEST_VALUE = 4096;

function isTooLong(value: string | readonly string[]): boolean {
  return typeof value === 'string'
    ? value.length > LONGEST_VALUE
    : value.some(isTooLong);
}

/** Numbers and booleans are taken for the texts that they are in policies. */
function readValue(value: unknown): string | readonly string[] | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return Array.isArray(value) ? value.map(String) : undefined;
  }
}

/** One request while it is decided, and why parts of it cannot be. */
export class RequestContext {
  private reasons: string[] | undefined;

  constructor(
    readonly request: AccessRequest,
    readonly requester: Requester,
    /** In lower case: `sts:assumerole`. */
    readonly action: string,
    /** Whether who asks has a permissions boundary. */
    readonly hasBoundary: boolean,
  ) {}

  /** The same request for another action, in lower case. */
  asking(action: string): RequestContext {
    const { request, requester, hasBoundary } = this;
    return new RequestContext(request, requester, action, hasBoundary);
  }

  value(key: ContextKey): ContextValue {
    const given = this.given(key);
    if (given !== undefined) {
      return isTooLong(given) ? UNDISCLOSED : given;
    }
    const derived = deriveContextValue(key.lowerCase, this);
    return derived === undefined && this.isUndisclosed(key)
      ? UNDISCLOSED
      : derived;
  }

  /** What the request itself says of a key, in whatever case. */
  given(key: ContextKey): string | readonly string[] | undefined {
    const { context } = this.request;
    const exact = readValue(context[key.name]);
    if (exact !== undefined) {
      return exact;
    }
    for (const name in context) {
      if (key.isNamed(name)) {
        return readValue(context[name]);
      }
    }
    return undefined;
  }

  /** How many reasons were noted so far. */
  get mark(): number {
    return this.reasons === undefined ? 0 : this.reasons.length;
  }

  /** Remembers why something cannot be known. */
  note(reason: string): void {
    (this.reasons ??= []).push(reason);
  }

  /** Drops the reasons for what turned out not to matter. */
  forgetSince(mark: number): void {
    if (this.reasons !== undefined) {
      this.reasons.length = mark;
    }
  }

  notedSince(mark: number): string[] {
    return [...new Set(this.reasons?.slice(mark))];
  }

  private isUndisclosed({ lowerCase }: ContextKey): boolean {
    const { unknownContextKeys } = this.request;
    return (
      unknownContextKeys !== undefined &&
      unknownContextKeys.some(name => namesKey(name, lowerCase))
    );
  }
}
