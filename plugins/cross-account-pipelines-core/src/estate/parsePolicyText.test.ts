import { parsePolicyText } from './parsePolicyText';

describe('parsePolicyText', () => {
  it('gives one object for the same text', () => {
    const text = '{"Statement":[]}';
    expect(parsePolicyText(text)).toEqual({ Statement: [] });
    expect(parsePolicyText(`${text}`)).toBe(parsePolicyText(text));
    expect(parsePolicyText(`${text} `)).not.toBe(parsePolicyText(text));
  });

  it('throws for what is not JSON, each time', () => {
    expect(() => parsePolicyText('{')).toThrow(SyntaxError);
    expect(() => parsePolicyText('{')).toThrow(SyntaxError);
  });
});
