import { decodeChunks } from './decodeChunks';

describe('decodeChunks', () => {
  it('joins the chunks and drops signatures and trailers', () => {
    const body =
      '5;chunk-signature=ab12\r\nhello\r\n' +
      '6\r\n wo\r\nr\r\n' +
      '0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
    expect(decodeChunks(Buffer.from(body)).toString()).toBe('hello wo\r\nr');
  });

  it.each(['', '5\r\nhel', 'zz\r\nhello\r\n', 'ffffffff\r\nx\r\n0\r\n\r\n'])(
    'refuses what is cut short: %j',
    body => {
      expect(() => decodeChunks(Buffer.from(body))).toThrow('cut short');
    },
  );
});
