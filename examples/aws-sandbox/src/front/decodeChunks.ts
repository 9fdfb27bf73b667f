import { Refusal } from './ServiceError';

const LINE_END = Buffer.from('\r\n');

/**
 * Takes an `aws-chunked` body apart: `size[;chunk-signature=…]`, data, and after
 * the last chunk trailing headers, which are dropped.
 * See `AmazonS3/latest/API/sigv4-streaming`.
 *
 * @throws Refusal when a chunk is cut short
 */
export function decodeChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf(LINE_END, position);
    const size = parseInt(body.toString('latin1', position, lineEnd), 16);
    const start = lineEnd + LINE_END.length;
    if (lineEnd < 0 || Number.isNaN(size) || start + size > body.length) {
      throw new Refusal('UnreadableRequest', 'The chunked body is cut short');
    }
    if (size === 0) {
      return Buffer.concat(chunks);
    }
    chunks.push(body.subarray(start, start + size));
    position = start + size + LINE_END.length;
  }
}
