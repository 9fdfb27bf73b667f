import { putTogether, takeApart } from './parts';

describe('takeApart', () => {
  const record = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [`key${index}`, { index }]),
    );

  it.each([
    ['nothing', undefined],
    ['a text', 'text'],
    ['a small thing', { a: [1, { b: undefined }], at: new Date(0) }],
    ['a large array', Array.from({ length: 1_234 }, (_, index) => ({ index }))],
    ['a large record', record(1_234)],
    ['large ones within', { report: { links: [[...Array(101).keys()]] } }],
    [
      'hostile names',
      JSON.parse(
        `{"a": ${JSON.stringify({ ...record(60) }).replace(
          'key7',
          '__proto__',
        )}}`,
      ),
    ],
  ])('hands over %s unchanged, in small pieces', (_, value) => {
    const { rest, parts } = takeApart(value);
    for (const part of parts) {
      expect(part.entries.length).toBeLessThanOrEqual(50);
      putTogether(rest, part);
    }
    expect(rest).toEqual(value);
    expect(Object.keys(rest ?? {})).toEqual(Object.keys(value ?? {}));
  });

  it('leaves what it takes apart as it was', () => {
    const value = { links: [...Array(200).keys()] };
    takeApart(value);
    expect(value.links).toHaveLength(200);
  });
});
