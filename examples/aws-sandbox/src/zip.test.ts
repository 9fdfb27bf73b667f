import { strToU8, zipSync } from 'fflate';
import { pack, unpack } from './zip';

describe('unpack', () => {
  it('gives back what was packed, without folders', () => {
    const files = { 'a/b.txt': strToU8('x'), 'c.txt': strToU8('y') };
    expect(unpack(pack(files))).toEqual(files);
    expect(
      unpack(zipSync({ 'folder/': new Uint8Array(0), f: strToU8('z') })),
    ).toEqual({ f: strToU8('z') });
  });

  it.each([
    ['no zip', Buffer.from('hello'), 'not a zip file'],
    [
      'paths that lead out',
      zipSync({ '../x': strToU8('x') }),
      'leads out of it: ../x',
    ],
    [
      'absolute paths',
      zipSync({ '/etc/x': strToU8('x') }),
      'leads out of it: /etc/x',
    ],
    [
      'what grows too large',
      zipSync({ bomb: new Uint8Array(60_000_000) }, { level: 9 }),
      'unpacks to over',
    ],
  ])('refuses %s', (_, zip, message) => {
    expect(() => unpack(zip)).toThrow(message);
  });
});
