import { explainText } from './explainText';
import { ordinaryErrors } from './wordings/ordinaryErrors';
import { wordings } from './wordings/wordings';
import { readError } from './reading/readError';

const explain = (text: string) => explainText(readError(text));

describe('known wordings', () => {
  it.each(wordings.map(wording => [wording.cause, wording.text, wording]))(
    '%s: %s',
    (_, text, { cause, also = [], account }) => {
      const explanations = explain(text);
      const [first, ...others] = explanations;
      expect(first?.cause).toBe(cause);
      expect(others.map(each => each.cause)).toEqual(
        expect.arrayContaining(also),
      );
      expect(first.account).toBe(account ?? first.account);
      for (const { sentence, change, readNext } of explanations) {
        for (const words of [sentence, change, ...readNext]) {
          expect(words).not.toMatch(
            /\{[a-zA-Z]+[|}]|\[\[| {2}| \.(?:\s|$)|undefined|\(\)/,
          );
        }
      }
    },
  );
});

describe('ordinary errors', () => {
  it.each(ordinaryErrors)('are left alone: %s', text => {
    expect(explain(text)).toEqual([]);
  });

  it.each(ordinaryErrors)('are left alone in the log of a build: %s', text => {
    const log = `[Container] 2026/01/02 03:04:05 Running command make\n[Container] 2026/01/02 03:04:09 ${text}\n[Container] 2026/01/02 03:04:09 Phase complete: BUILD State: FAILED`;
    expect(explain(log)).toEqual([]);
  });
});
