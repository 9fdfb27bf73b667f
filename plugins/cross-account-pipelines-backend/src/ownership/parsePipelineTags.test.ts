import { parsePipelineTags, writePipelineTags } from './parsePipelineTags';

const long = (length: number) => 'x'.repeat(length);

describe('parsePipelineTags', () => {
  it.each<[string, Record<string, string>]>([
    ['component=payments', { component: 'payments' }],
    [' a = b ,\n c=d ', { a: 'b', c: 'd' }],
    ['a=b,', { a: 'b' }],
    ['url=https://x/?a=b', { url: 'https://x/?a=b' }],
    [
      'aws:cloudformation:stack-name=x',
      { 'aws:cloudformation:stack-name': 'x' },
    ],
    ['reviewed=', { reviewed: '' }],
    ['A=b,a=B', { A: 'b', a: 'B' }],
    ['__proto__=x', JSON.parse('{"__proto__":"x"}')],
  ])('reads %j', (text, tags) => {
    expect(Object.entries(parsePipelineTags(text))).toEqual(
      Object.entries(tags),
    );
  });

  it.each([
    ['payments', '"payments" has no ='],
    ['a=b,payments', '"payments" has no ='],
    ['=payments', 'the key in "=payments" has not 1 to 128 characters'],
    [`${long(129)}=a`, 'has not 1 to 128 characters'],
    [`a=${long(257)}`, 'has more than 256 characters'],
    ['a=b,a=c', '"a=c" names a key for the second time'],
    [',', 'names 0 tags of 1 to 50'],
    [
      Array.from({ length: 51 }, (_, i) => `k${i}=v`).join(','),
      'names 51 tags of 1 to 50',
    ],
  ])('refuses %.30j, and says why', (text, why) => {
    expect(() => parsePipelineTags(text)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(
          /^The annotation aws\.amazon\.com\/aws-codepipeline-tags has to name tags like component=payments,tier=web, and /,
        ),
      }),
    );
    expect(() => parsePipelineTags(text)).toThrow(why);
  });
});

describe('writePipelineTags', () => {
  it('writes the same tags in the same way', () => {
    expect(writePipelineTags(parsePipelineTags('b=2, a=1'))).toBe('a=1,b=2');
  });
});
