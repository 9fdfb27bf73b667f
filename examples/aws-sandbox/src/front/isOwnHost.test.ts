import { isOwnHost } from './isOwnHost';

describe('isOwnHost', () => {
  it.each([
    '127.0.0.1',
    '127.0.0.1:4566',
    'localhost:4566',
    'LOCALHOST',
    '[::1]:4566',
    'my-bucket.s3.localhost:4566',
  ])('takes %s', host => {
    expect(isOwnHost(host)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.com',
    'evil.com:4566',
    '127.0.0.1.evil.com',
    'localhost.evil.com',
    'evillocalhost',
    '127.0.0.1@evil.com',
    '0.0.0.0:4566',
    'localhost:4566.evil.com',
  ])('does not take %s', host => {
    expect(isOwnHost(host)).toBe(false);
  });
});
