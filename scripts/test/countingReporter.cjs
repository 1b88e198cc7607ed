/**
 * What mocha prints by default; and in a file the counts, so that `npm test` can add up its suites, and what failed,
 * so that `npm test` can say it last: of a long log often only the end is kept.
 */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env.LANGVM_TEST_COUNTS;
      if (!file) return;
      const { passes, failures, pending } = this.stats;
      const texts = this.failures.map((test) => `${test.titlePath().join(' › ')}\n${describe(test.err)}`);
      writeFileSync(
        file,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending, failures: texts }),
      );
    });
  }
};

/** An error as a person reads it: its message, the values that differ, and where it was thrown. */
function describe(error) {
  const differs = error?.actual !== undefined && error?.expected !== undefined && error.showDiff !== false;
  const difference = differs ? reporters.Base.generateDiff(show(error.actual), show(error.expected)) : '';
  return `${error?.stack ?? error}\n${difference}`;
}

const show = (value) =>
  typeof value === 'string' ? value : require('node:util').inspect(value, { depth: 8 });
