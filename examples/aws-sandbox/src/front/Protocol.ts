import type { HttpRequest, HttpResponse } from './HttpMessage';
import type { Operation } from './Operation';
import type { ServiceError } from './ServiceError';

/**
 * A call as the protocol reads it off the wire.
 */
export interface IncomingCall {
  operation: Operation;
  input: Record<string, unknown>;
}

/**
 * Turns HTTP into typed input, and typed output or an error into HTTP.
 */
export interface Protocol {
  /**
   * @throws Refusal when there is no such operation or the request cannot be read
   */
  read(request: HttpRequest, operations: Operation[]): IncomingCall;
  write(operation: Operation, output: unknown, requestId: string): HttpResponse;
  writeError(
    error: ServiceError,
    requestId: string,
    request: HttpRequest,
  ): HttpResponse;
}
