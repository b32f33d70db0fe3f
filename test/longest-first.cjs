const Sequencer = require('@jest/test-sequencer').default;

/**
 * The files that take longest, in the order they should begin: those with browsers and processes
 * of their own apart from one another, or they starve their neighbours. On a
 * clean checkout Jest knows no durations and goes by size, so that a long file of few lines would
 * begin last and the other processes stand idle.
 */
const longest = [
  'test/faults/worker-killed.e2e-spec.ts',
  'test/journeys/queue-backends.e2e-spec.ts',
  'test/properties/bases.spec.ts',
  'test/model/supersession.spec.ts',
  'test/browser/script-payloads.e2e-spec.ts',
  'test/fuzz/fuzz.e2e-spec.ts',
  'test/journeys/every-route.e2e-spec.ts',
  'test/practice/town.db.spec.ts',
  'test/properties/every-start.spec.ts',
  'test/properties/case-stories.spec.ts',
  'libs/measures/src/forecast/forecast.db.spec.ts',
  'test/properties/night-audit.db.spec.ts',
  'test/browser/pages.e2e-spec.ts',
  'test/faults/after-an-outage.db.spec.ts',
  'test/browser/register.e2e-spec.ts',
  'test/hostile-files/hostile-files.spec.ts',
  'libs/providers/src/sites/many-sites.db.spec.ts',
  'test/browser/link-scanner.e2e-spec.ts',
  'test/browser/dspt.e2e-spec.ts',
  'test/faults/embedded-postgres.e2e-spec.ts',
  'test/browser/answers.e2e-spec.ts',
  'test/faults/start.e2e-spec.ts',
  'test/browser/imports.e2e-spec.ts',
  'test/access/matrix.e2e-spec.ts',
  'test/browser/forms.e2e-spec.ts',
  'test/journeys/mail-in.e2e-spec.ts',
  'test/browser/case-page.e2e-spec.ts',
  'test/journeys/api-facts.e2e-spec.ts',
  'test/browser/shell.e2e-spec.ts',
  'libs/letters/src/inbound/reading/hostile-mail.spec.ts',
  'test/faults/many-letters.e2e-spec.ts',
  'libs/providers/src/register/variants/open-data.db.spec.ts',
  'test/browser/prospect-to-live.e2e-spec.ts',
  'test/practice/mail-year.db.spec.ts',
  'test/browser/write.e2e-spec.ts',
  'test/properties/what-always-holds.spec.ts',
];

const rank = ({ path }) => {
  const place = longest.findIndex((file) => path.endsWith(`/${file}`));
  return place < 0 ? longest.length : place;
};

module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    return (await super.sort(tests)).sort((a, b) => rank(a) - rank(b));
  }
};
