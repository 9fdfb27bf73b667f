const { TestEnvironment } = require('jest-environment-node');

/**
 * Where one test file runs: with one mutant active, or with none and a count of
 * which test comes by which mutant. What to do and what came of it pass through
 * `process.mutation`, which the tests do not see.
 */
module.exports = class MutantEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { mutant, hitLimit, tests } = process.mutation;
    this.seen = mutant
      ? { activeMutant: mutant, hitCount: 0, hitLimit }
      : { mutantCoverage: { static: {}, perTest: {} } };
    this.tests = tests && new Set(tests);
    this.global.__stryker__ = this.seen;
  }

  async handleTestEvent({ name, test }) {
    if (name === 'test_start') {
      const title = titleOf(test);
      this.seen.currentTestId = title;
      const isLeftOut = this.tests && !this.tests.has(title);
      if (isLeftOut || process.mutation.noticedBy) {
        test.mode = 'skip';
      }
    }
    if (name === 'test_done') {
      this.seen.currentTestId = undefined;
      if (test.errors.length > 0) {
        process.mutation.noticedBy ??= titleOf(test);
      }
    }
  }

  async teardown() {
    process.mutation.coverage = this.seen.mutantCoverage;
    process.mutation.isEndless = this.seen.hitCount > this.seen.hitLimit;
    await super.teardown();
  }
};

function titleOf(test) {
  const names = [];
  for (let each = test; each?.parent; each = each.parent) {
    names.unshift(each.name);
  }
  return names.join(' > ');
}
