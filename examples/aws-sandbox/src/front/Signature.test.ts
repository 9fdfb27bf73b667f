import { readSignature, verifySignature } from './Signature';
import type { HttpRequest } from './HttpMessage';

/** The example of `IAM/latest/UserGuide/create-signed-request`. */
const request: HttpRequest = {
  method: 'GET',
  path: '/',
  query: 'Action=ListUsers&Version=2010-05-08',
  headers: {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: 'iam.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
  body: Buffer.alloc(0),
};

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

describe('verifySignature', () => {
  const signature = readSignature(request)!;

  it('accepts the example of the documentation', () => {
    expect(signature).toMatchObject({
      accessKeyId: 'AKIDEXAMPLE',
      region: 'us-east-1',
      service: 'iam',
    });
    expect(() =>
      verifySignature({ request, signature, secretAccessKey }),
    ).not.toThrow();
  });

  it.each<[string, Partial<HttpRequest>]>([
    ['another query', { query: 'Action=ListRoles&Version=2010-05-08' }],
    ['another body', { body: Buffer.from('x') }],
    ['another path', { path: '/x' }],
    ['another method', { method: 'POST' }],
  ])('refuses %s', (_, change) => {
    expect(() =>
      verifySignature({
        request: { ...request, ...change },
        signature,
        secretAccessKey,
      }),
    ).toThrow('does not match');
  });

  it('refuses a header of another form, and knows an unsigned request', () => {
    expect(readSignature({ ...request, headers: {} })).toBeUndefined();
    expect(() =>
      readSignature({ ...request, headers: { authorization: 'Bearer x' } }),
    ).toThrow('not an AWS4-HMAC-SHA256 signature');
  });
});
