import { englishSentences } from '../../sentences/englishSentences';
import german from './de';

const english: Record<string, string> = englishSentences;

const namesIn = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();

describe('the German sentences of the engine', () => {
  const messages = german.messages as Record<string, string>;

  it('are all there, and no more', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))('%s names what the English one does', id => {
    expect(namesIn(messages[id])).toEqual(namesIn(english[id]));
    expect(messages[id].length).toBeGreaterThan(0);
    // A part that may be left out stays one.
    expect(messages[id].split('[[').length).toBe(
      english[id].split('[[').length,
    );
  });
});
