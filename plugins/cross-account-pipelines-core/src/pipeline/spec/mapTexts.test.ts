import { mapTexts } from './mapTexts';

describe('mapTexts', () => {
  it('replaces each text, however deep, and leaves all else', () => {
    const value = {
      a: ['a', { a: 'a', b: null, c: 1 }],
      d: true,
      e: undefined,
    };
    expect(mapTexts(value, text => text.toUpperCase())).toEqual({
      a: ['A', { a: 'A', b: null, c: 1 }],
      d: true,
      e: undefined,
    });
    expect(mapTexts('a', text => text + text)).toBe('aa');
  });
});
