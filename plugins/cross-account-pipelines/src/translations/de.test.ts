import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import german from './de';

const english: Record<string, string> = (
  crossAccountPipelinesTranslationRef as any
).getDefaultMessages();

const placesIn = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe('the German texts', () => {
  const messages = german.messages as Record<string, string>;

  it('are all there, and no more', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))(
    '%s fills in what the English one does',
    key => {
      expect(placesIn(messages[key])).toEqual(placesIn(english[key]));
    },
  );
});
