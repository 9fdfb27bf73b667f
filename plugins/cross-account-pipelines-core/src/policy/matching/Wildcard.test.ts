import fc from 'fast-check';
import { FALSE, TRUE, UNKNOWN } from './Truth';
import { Wildcard } from './Wildcard';

const matches = (pattern: string, text: string) =>
  Wildcard.compile(pattern).matches(text);

/** The definition, one character after the other. */
function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === '') {
    return text === '';
  }
  if (pattern[0] === '*') {
    return Array.from({ length: text.length + 1 }, (_, skip) =>
      matchesByDefinition(pattern.slice(1), text.slice(skip)),
    ).includes(true);
  }
  return (
    text !== '' &&
    (pattern[0] === '?' || pattern[0] === text[0]) &&
    matchesByDefinition(pattern.slice(1), text.slice(1))
  );
}

/** A text that counts how many of its characters are looked at. */
class CountedText {
  steps = 0;

  constructor(private readonly text: string) {}

  get length() {
    return this.text.length;
  }

  charCodeAt(at: number) {
    this.steps += 1;
    return this.text.charCodeAt(at);
  }

  startsWith(part: string, at: number) {
    this.steps += part.length;
    return this.text.startsWith(part, at);
  }

  indexOf(part: string, from: number) {
    const at = this.text.indexOf(part, from);
    const end = at < 0 ? this.text.length : at + part.length;
    this.steps += (end - from) * part.length;
    return at;
  }
}

describe('Wildcard', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['a', 'a', true],
    ['a', 'A', false],
    ['a*', 'a', true],
    ['a*', 'ba', false],
    ['*a', 'ba', true],
    ['*ab*', 'ab', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '', false],
    ['a*a', 'a', false],
    ['a*b*c', 'axxbxxc', true],
    ['a*b*c', 'axxcxxb', false],
    ['a**c', 'abc', true],
    ['*?', '', false],
    ['s3:*Object*', 's3:GetObjectVersion', true],
    ['.', 'a', false],
  ])('matches %j with %j: %j', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('matches what the definition says', () => {
    const pattern = fc.string({
      unit: fc.constantFrom('a', 'b', '*', '?'),
      maxLength: 8,
    });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        expect(matches(p, t)).toBe(matchesByDefinition(p, t));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('takes verbatim runs as they are', () => {
    const wildcard = Wildcard.fromRuns([
      { text: 'a/', verbatim: false },
      { text: '*?', verbatim: true },
      { text: '/*', verbatim: false },
    ]);
    expect(wildcard.matches('a/*?/x')).toBe(true);
    expect(wildcard.matches('a/bc/x')).toBe(false);
  });

  it.each([
    ['abc*', 'abc', TRUE],
    ['ab*', 'abc', TRUE],
    ['*', 'abc', TRUE],
    ['abcd*', 'abc', UNKNOWN],
    ['abcd', 'abc', UNKNOWN],
    ['abc', 'abc', UNKNOWN],
    ['ab', 'abc', FALSE],
    ['a?c', 'abc', UNKNOWN],
    ['a?d*', 'abc', FALSE],
    ['b*', 'abc', FALSE],
    ['*x', 'abc', UNKNOWN],
    ['a*x*', 'abc', UNKNOWN],
  ])('tells whether %j matches what begins with %j', (pattern, text, truth) => {
    expect(Wildcard.compile(pattern).matchesBeginning(text)).toBe(truth);
  });

  it('tells of beginnings what holds for every text with them', () => {
    const part = (unit: string[], maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...unit), maxLength });
    fc.assert(
      fc.property(
        part(['a', 'b', '*', '?'], 6),
        part(['a', 'b'], 4),
        part(['a', 'b'], 4),
        (pattern, beginning, rest) => {
          const wildcard = Wildcard.compile(pattern);
          const told = wildcard.matchesBeginning(beginning);
          const found = wildcard.matches(beginning + rest) ? TRUE : FALSE;
          expect([UNKNOWN, found]).toContain(told);
        },
      ),
      { numRuns: 20_000, seed: 2 },
    );
  });

  it.each([
    ['a'.repeat(2000), '*a'.repeat(1000)],
    ['a'.repeat(2000), `${'*a'.repeat(1000)}b`],
    ['a'.repeat(2000), `*${'a'.repeat(1000)}b*`],
    ['a'.repeat(2000), `*${'a?'.repeat(500)}b*`],
    ['a'.repeat(2000), `*${'?'.repeat(1000)}b*`],
    ['ab'.repeat(1000), `*${'?b'.repeat(400)}c*${'a?'.repeat(100)}*`],
  ])(
    'looks at each character at most once per place: case %#',
    (text, pattern) => {
      const counted = new CountedText(text);
      Wildcard.compile(pattern).matches(counted as unknown as string);
      expect(counted.steps).toBeLessThanOrEqual(text.length * pattern.length);
    },
  );
});
