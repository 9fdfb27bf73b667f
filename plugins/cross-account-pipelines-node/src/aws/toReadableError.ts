import {
  ConflictError,
  ForwardedError,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ForeignAnswerError } from './refuseForeignAnswers';

/**
 * What was tried, and where.
 *
 * @public
 */
export interface AwsCall {
  /** As IAM spells it, e.g. `cloudformation:CreateChangeSet`. */
  operation: string;
  /** Twelve digits. */
  account: string;
  region?: string;
}

/** What the SDK's errors have, whichever service they come from. */
interface AwsError extends Error {
  $metadata?: { httpStatusCode?: number; attempts?: number };
  $response?: { headers?: Record<string, string> };
}

type ErrorClass = new (message: string, cause?: unknown) => Error;

interface ErrorKind {
  /** What happened to the call, after its name. */
  says: string;
  is: (error: AwsError) => boolean;
  Readable: ErrorClass;
}

const ownErrors = new Set([
  'AbortError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
]);

/** The first that fits is taken. */
const kinds: ErrorKind[] = [
  {
    says: 'was answered, but not by AWS (is there a proxy, or an AWS_ENDPOINT_URL?),',
    is: isForeign,
    Readable: ServiceUnavailableError,
  },
  {
    says: 'was throttled by AWS, and again each time it was repeated,',
    is: isThrottling,
    Readable: ServiceUnavailableError,
  },
  {
    says: 'found no usable credentials',
    is: hasBadCredentials,
    Readable: NotAllowedError,
  },
  { says: 'was denied', is: isDenied, Readable: NotAllowedError },
  { says: 'found nothing', is: isNotFound, Readable: NotFoundError },
  {
    says: 'met something that is there already',
    is: error =>
      /AlreadyExists|Conflict/.test(error.name) ||
      error.$metadata?.httpStatusCode === 409,
    Readable: ConflictError,
  },
  {
    says: 'got no answer',
    is: isUnanswered,
    Readable: ServiceUnavailableError,
  },
  {
    says: 'failed inside AWS',
    is: error => (error.$metadata?.httpStatusCode ?? 0) >= 500,
    Readable: ServiceUnavailableError,
  },
  {
    says: 'was refused as invalid',
    is: error => error.$metadata?.httpStatusCode === 400,
    Readable: InputError,
  },
];

/**
 * Turns what the AWS SDK throws into an error of `@backstage/errors` that says
 * which call failed, in which account and Region, and what AWS answered. The
 * SDK's error is its cause. Errors of `@backstage/errors` and aborts stay as
 * they are.
 *
 * @public
 */
export function toReadableError(error: unknown, call: AwsCall): Error {
  if (!isError(error)) {
    return new ForwardedError(describeCall(call, 'failed'), error);
  }
  if (ownErrors.has(error.name)) {
    return error as Error;
  }
  const kind = kinds.find(({ is }) => is(error as AwsError));
  return kind
    ? new kind.Readable(describeCall(call, kind.says), error)
    : new ForwardedError(describeCall(call, 'failed'), error);
}

function describeCall(call: AwsCall, says: string): string {
  const where = call.region
    ? `account ${call.account}, ${call.region}`
    : `account ${call.account}`;
  return `${call.operation} ${says} in ${where}`;
}

/**
 * Whether AWS asked for fewer calls. `LimitExceededException` is not among
 * them: it is a quota, which waiting does not mend.
 *
 * @public
 */
export function isThrottling(error: unknown): boolean {
  return (
    isError(error) &&
    (/^(EC2)?(Request)?(Throttl(ed|ing)?)(Exception)?$|^(TooManyRequests(Exception)?|RequestLimitExceeded|SlowDown|PriorRequestNotComplete|BandwidthLimitExceeded)$/.test(
      error.name,
    ) ||
      statusOf(error) === 429)
  );
}

/**
 * Whether there are no credentials, or AWS does not accept them.
 *
 * @public
 */
export function hasBadCredentials(error: unknown): boolean {
  return (
    isError(error) &&
    /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId|TokenRefreshRequired)$/.test(
      error.name,
    )
  );
}

/**
 * Whether AWS refused for want of permission.
 *
 * @public
 */
export function isDenied(error: unknown): boolean {
  return (
    isError(error) &&
    (/^(AccessDenied|UnauthorizedOperation|NotAuthorized|AllAccessDisabled)/.test(
      error.name,
    ) ||
      /is not authorized to perform/.test(error.message) ||
      statusOf(error) === 403)
  );
}

/**
 * Whether AWS says that what was asked for does not exist. CloudFormation says
 * so in a `ValidationError`.
 *
 * @public
 */
export function isNotFound(error: unknown): boolean {
  return (
    isError(error) &&
    (/NoSuch|NotFound|DoesNotExist/.test(error.name) ||
      (error.name === 'ValidationError' &&
        /does not exist/.test(error.message)) ||
      statusOf(error) === 404)
  );
}

/**
 * Whether something between here and AWS answered, e.g. a proxy with a page of its
 * own: no AWS API answers with HTML, or with what the SDK cannot read.
 */
function isForeign(error: AwsError): boolean {
  const headers = error.$response?.headers ?? {};
  return (
    error instanceof ForeignAnswerError ||
    /text\/html/.test(headers['content-type'] ?? '') ||
    /Deserialization error/.test(error.message) ||
    (/^Unknown(Error)?$/.test(error.name) &&
      ![403, 404, 429].includes(statusOf(error) ?? 0))
  );
}

/** Sent at least once, and never answered. */
function isUnanswered({ $metadata }: AwsError): boolean {
  return $metadata?.attempts !== undefined && !$metadata.httpStatusCode;
}

function statusOf(error: unknown): number | undefined {
  return (error as AwsError).$metadata?.httpStatusCode;
}
