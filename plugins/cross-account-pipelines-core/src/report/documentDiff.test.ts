import { applyPatch, createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { documentDiff } from './documentDiff';

const lines = (...changed: string[]) =>
  [...Array(20).keys()]
    .map(index => changed[index] ?? `line ${index}`)
    .join('\n');

const text = (document?: string) =>
  document === undefined ? '' : `${document}\n`;

/** Few different lines, so that there are many ways from one to the other. */
const document = fc.option(
  fc
    .array(fc.constantFrom('{', '}', '  "a": 1,', '  "b": 2', ''), {
      minLength: 1,
      maxLength: 40,
    })
    .map(each => each.join('\n')),
  { nil: undefined },
);

describe('documentDiff', () => {
  it.each([
    ['a document that changes', lines(), lines('first')],
    ['one that changes in two places', lines(), lines('a').replace('18', 'b')],
    ['one that comes to be', undefined, lines()],
    ['one that goes', lines(), undefined],
    ['one that stays', lines(), lines()],
    ['one of a line', '{}', '{ "a": 1 }'],
  ])('is written as the library writes it of %s', (_, before, after) => {
    expect(documentDiff('key policy of k', { before, after })).toBe(
      createTwoFilesPatch(
        'key policy of k',
        'key policy of k',
        text(before),
        text(after),
      ),
    );
  });

  it('leads from any document to any other', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const patch = documentDiff('k', { before, after });
        expect(applyPatch(text(before), patch)).toBe(text(after));
      }),
    );
  });

  it('changes no more lines than the library does', () => {
    const changed = (patch: string) =>
      patch.split('\n').filter(line => /^[-+](?![-+]{2} )/.test(line)).length;
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(changed(documentDiff('k', { before, after }))).toBe(
          changed(createTwoFilesPatch('k', 'k', text(before), text(after))),
        );
      }),
    );
  });
});
