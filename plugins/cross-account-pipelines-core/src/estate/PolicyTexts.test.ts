import { PolicyTexts } from './PolicyTexts';

describe('PolicyTexts', () => {
  it('gives one object for the same text', () => {
    const texts = new PolicyTexts();
    const text = '{"Statement":[]}';
    expect(texts.read(text)).toEqual({ Statement: [] });
    expect(texts.read(`${text}`)).toBe(texts.read(text));
    expect(texts.read(`${text} `)).not.toBe(texts.read(text));
    expect(texts.read('null')).toBeNull();
  });

  it('knows nothing of what others read', () => {
    const text = '{"Statement":[]}';
    expect(new PolicyTexts().read(text)).not.toBe(new PolicyTexts().read(text));
  });

  it('throws for what is not JSON, each time', () => {
    const texts = new PolicyTexts();
    expect(() => texts.read('{')).toThrow(SyntaxError);
    expect(() => texts.read('{')).toThrow(SyntaxError);
  });

  it('remembers as many of the latest as it is told, and forgets the rest', () => {
    const texts = new PolicyTexts({ remembered: 2 });
    const read = (sid: string) => texts.read(JSON.stringify({ Sid: sid }));
    const a = read('A');
    const b = read('B');
    read('C');
    expect(read('B')).toBe(b);
    read('D');
    read('E');
    expect(read('A')).not.toBe(a);
    expect(read('A')).toEqual(a);
  });
});
