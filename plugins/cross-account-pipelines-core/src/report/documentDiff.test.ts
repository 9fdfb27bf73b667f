import { createTwoFilesPatch } from 'diff';
import { documentDiff } from './documentDiff';

const lines = (...changed: string[]) =>
  [...Array(20).keys()]
    .map(index => changed[index] ?? `line ${index}`)
    .join('\n');

describe('documentDiff', () => {
  it.each([
    ['a document that changes', lines(), lines('first')],
    ['one that changes in two places', lines(), lines('a').replace('18', 'b')],
    ['one that comes to be', undefined, lines()],
    ['one that goes', lines(), undefined],
    ['one that stays', lines(), lines()],
    ['one of a line', '{}', '{ "a": 1 }'],
  ])('is written as the library writes it of %s', (_, before, after) => {
    const text = (document?: string) =>
      document === undefined ? '' : `${document}\n`;
    expect(documentDiff('key policy of k', { before, after })).toBe(
      createTwoFilesPatch(
        'key policy of k',
        'key policy of k',
        text(before),
        text(after),
      ),
    );
  });
});
