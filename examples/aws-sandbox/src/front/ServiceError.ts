/**
 * Refusals whose code and status depend on the protocol and not on the service.
 */
export type RefusalKind =
  | 'AccessDenied'
  | 'BadSignature'
  | 'ExpiredToken'
  | 'InternalFailure'
  | 'MissingParameter'
  | 'MissingToken'
  | 'RequestTooLarge'
  | 'Throttled'
  | 'UnknownAccessKey'
  | 'UnknownOperation'
  | 'UnreadableRequest';

/**
 * An error that AWS answers with. `code` is the code on the wire, which is not
 * always the name of the SDK's class: `NoSuchEntity`, not
 * `NoSuchEntityException`.
 */
export class ServiceError extends Error {
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Further members of the error's shape. */
  readonly members: Record<string, string>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; members?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

/**
 * An error that every service can answer with; the protocol names it.
 */
export class Refusal extends ServiceError {
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string) {
    super(kind, message);
    this.kind = kind;
  }
}
