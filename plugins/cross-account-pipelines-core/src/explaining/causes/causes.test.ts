import { explainText } from '../explainText';
import { findPattern } from '../explainPattern';
import { wordings } from '../wordings/wordings';
import { patterns } from '../patterns/patterns';
import { readError } from '../reading/readError';
import { causeFamilies, causes, type CauseId } from './causes';

const readings = wordings.map(({ text }) => readError(text));
const said = new Set(
  readings.flatMap(reading => explainText(reading).map(({ cause }) => cause)),
);

/** Names that sentences may hold. */
const NAMES =
  /^(?:principal|principalAccount|role|action|resource|resourceAccount|bucket|objectKey|key|connection|repository|stack|state|service|region|account|policy|limit|item|said|who|target|document|verb)$/;

describe('the register of causes', () => {
  it('has every cause once', () => {
    const ids = Object.values(causeFamilies).flatMap(Object.keys);
    expect(ids.length).toBe(new Set(ids).size);
    expect(Object.keys(causes).sort()).toEqual([...ids].sort());
  });

  it.each(Object.keys(causes) as CauseId[])('%s is said of some text', id => {
    expect(said).toContain(id);
  });

  it.each(Object.entries(causes))('%s is whole', (_, cause) => {
    const { sentence, change, readNext, page } = cause;
    expect(page).toMatch(/^[A-Za-z0-9]+(?:\/[A-Za-z0-9._-]+)+$/);
    expect(readNext.length).toBeGreaterThan(0);
    for (const words of [sentence, change]) {
      expect(words).toMatch(/^[A-Z{“].*[.]$/s);
    }
    for (const words of [sentence, change, ...readNext]) {
      for (const [, name] of words.matchAll(/\{([a-zA-Z]+)/g)) {
        expect(name).toMatch(NAMES);
      }
    }
  });
});

describe('the patterns', () => {
  it.each(patterns.map(pattern => [String(pattern.says), pattern] as const))(
    'hold for some text: %s',
    (_, pattern) => {
      expect(readings.some(reading => findPattern(pattern, reading))).toBe(
        true,
      );
    },
  );

  it.each(patterns.map(({ says }) => [says.source]))(
    'repeat nothing inside of a repetition without a bound: %s',
    source => {
      expect(source).not.toMatch(/(?<!\\)\.[*+](?!\?)|\)[*+]|\\[sS][*+]/);
    },
  );
});
