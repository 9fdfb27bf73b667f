import { cutText } from './cutText';

describe('cutText', () => {
  it('leaves what is short', () => {
    expect(cutText(' Access denied \n')).toBe('Access denied');
  });

  it('cuts what is long after a word', () => {
    expect(cutText('one two three', 9)).toBe('one two…');
  });

  it('cuts what has no words', () => {
    expect(cutText('x'.repeat(1000), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});
