import { resolveSteps } from './resolveSteps';

const answers = { what: 'attach', branch: 'main' };
const steps = [
  { properties: { what: {} } },
  { when: "${{ parameters.what == 'detach' }}", properties: { branch: {} } },
];

describe('resolveSteps', () => {
  afterEach(() => jest.resetModules());

  it('leaves out steps that are not shown, and what was typed there', () => {
    expect(resolveSteps(answers, steps)).toEqual({
      visible: [true, false],
      values: { what: 'attach' },
    });
  });

  it('shows every step where the scaffolder does', async () => {
    jest.doMock('@backstage/plugin-scaffolder-common/alpha', () => ({}));
    await jest.isolateModulesAsync(async () => {
      const earlier = await import('./resolveSteps');
      expect(earlier.resolveSteps(answers, steps)).toEqual({
        visible: [true, true],
        values: answers,
      });
    });
  });
});
