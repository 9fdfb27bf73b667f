import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from './front/HttpMessage';

/** Bytes; no service takes more. */
const BODY_LIMIT = 24_000_000;

/**
 * A request's body is longer than anything the sandbox takes.
 */
export class BodyTooLongError extends Error {}

/**
 * Reads a request to its end.
 *
 * @throws BodyTooLongError
 */
export async function readRequest(
  message: IncomingMessage,
): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    length += chunk.length;
    if (length > BODY_LIMIT) {
      throw new BodyTooLongError(
        `The request is longer than ${BODY_LIMIT} bytes`,
      );
    }
    chunks.push(chunk);
  }
  const [path, query = ''] = (message.url ?? '/').split(/\?(.*)/s);
  return {
    method: message.method ?? 'GET',
    path,
    query,
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : value ?? '',
      ]),
    ),
    body: Buffer.concat(chunks),
  };
}
