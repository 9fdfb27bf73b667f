import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from './HttpMessage';
import { Refusal } from './ServiceError';

/**
 * What a SigV4 `Authorization` header says.
 * See `IAM/latest/UserGuide/reference_sigv-create-signed-request`.
 */
export interface Signature {
  accessKeyId: string;
  /** `YYYYMMDD`. */
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  /** Hexadecimal. */
  value: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Reads the `Authorization` header; `undefined` for an unsigned request.
 *
 * @throws Refusal when there is a header of another form
 */
export function readSignature(request: HttpRequest): Signature | undefined {
  const header = request.headers.authorization;
  if (header === undefined) {
    return undefined;
  }
  const match = AUTHORIZATION.exec(header);
  if (!match) {
    throw new Refusal(
      'MissingToken',
      'The Authorization header is not an AWS4-HMAC-SHA256 signature',
    );
  }
  const [, accessKeyId, date, region, service, signedHeaders, value] = match;
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    value,
  };
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => [encode(name), encode(value)])
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function canonicalPath(path: string, service: string): string {
  // S3 signs the path as it is sent; the others encode each segment once more.
  return service === 's3' ? path : path.split('/').map(encode).join('/');
}

const STREAMED = /^(UNSIGNED-PAYLOAD|STREAMING-)/;

/**
 * Checks that the holder of the secret key sent this request.
 *
 * @throws Refusal when the signature or the hash of the body is another
 */
export function verifySignature(options: {
  request: HttpRequest;
  signature: Signature;
  secretAccessKey: string;
}): void {
  const { request, signature, secretAccessKey } = options;
  const bodyHash = sha256(request.body);
  const claimedHash = request.headers['x-amz-content-sha256'] ?? bodyHash;
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path, signature.service),
    canonicalQuery(request.query),
    ...signature.signedHeaders.map(
      name =>
        `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`,
    ),
    '',
    signature.signedHeaders.join(';'),
    claimedHash,
  ].join('\n');
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`;
  const signingKey = [
    signature.date,
    signature.region,
    signature.service,
    'aws4_request',
  ].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`) as Buffer;
  const expected = hmac(
    signingKey,
    [
      'AWS4-HMAC-SHA256',
      request.headers['x-amz-date'] ?? '',
      scope,
      sha256(canonicalRequest),
    ].join('\n'),
  );
  const bodyMatches = STREAMED.test(claimedHash) || claimedHash === bodyHash;
  if (
    !bodyMatches ||
    !timingSafeEqual(expected, Buffer.from(signature.value, 'hex'))
  ) {
    throw new Refusal(
      'BadSignature',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}
