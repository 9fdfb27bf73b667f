import { readFileSync } from 'node:fs';
import { fromRoot } from './documentation';
import {
  templatesBeforeConditionalSteps,
  templateWithoutConditionalSteps,
} from './templateWithoutConditionalSteps';

const read = (file: string) => readFileSync(fromRoot(file), 'utf8');

describe('templateWithoutConditionalSteps', () => {
  it.each(Object.entries(templatesBeforeConditionalSteps))(
    'of %s is what is in %s',
    (file, earlier) => {
      expect(read(earlier)).toBe(templateWithoutConditionalSteps(read(file)));
      expect(read(earlier)).not.toMatch(/^ +when:/m);
    },
  );

  it('refuses what it cannot say without such a step', () => {
    expect(() =>
      templateWithoutConditionalSteps(
        'spec: { steps: [], parameters: [{ when: "${{ parameters.a or parameters.b }}" }] }',
      ),
    ).toThrow('not where ${{ parameters.a or parameters.b }}');
  });
});
