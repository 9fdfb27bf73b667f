import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { causes } from '../causes/causes';
import { describeTroubles } from './describeTroubles';
import { wordings } from './wordings';

const page = resolve(
  __dirname,
  '../../../../cross-account-pipelines/docs/troubleshooting.md',
);

it('is what the page of the documentation says; if not: npm run docs', () => {
  expect(readFileSync(page, 'utf8')).toBe(describeTroubles());
});

it('leaves no gap where a text would bring a name', () => {
  expect(describeTroubles()).not.toMatch(
    /\{[a-zA-Z]+[|}]|\[\[| {2}|“”| \.\s|undefined|\(\)/,
  );
});

it('has every cause and every wording', () => {
  const text = describeTroubles();
  for (const id of Object.keys(causes)) {
    expect(text).toContain(`<a id="${id}">`);
  }
  for (const wording of wordings) {
    expect(text).toContain(wording.text.replace(/\s+/g, ' '));
  }
});
