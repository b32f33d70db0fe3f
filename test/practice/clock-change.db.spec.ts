import { Temporal } from 'temporal-polyfill';
import { checkInvariants } from '../../apps/caseload/src/practice/invariants/check-invariants';
import { PracticeEngine } from '../../apps/caseload/src/practice/practice-engine';
import { buildOfficer, buildSite } from '../builders/register';
import { testDatabase } from '../harness/database';
import { testConfig } from '../harness/running-config';

/** What ends on the day the clocks go forward, 29 March 2026, or on the day after. */
const endings: [rung: string, end: string, facts: Record<string, unknown>[]][] = [
  ['day-30', '2026-03-29T08:00:00Z', [{ type: 'leaver-marked', on: '2026-02-27', person: 'Ewa' }]],
  ['expired', '2026-03-29T00:00:00Z', [requested('2026-02-28')]],
  ['expired', '2026-03-29T23:00:00Z', [requested('2026-03-01')]],
];

function requested(on: string): Record<string, unknown> {
  return { type: 'otp-requested', on, channel: 'post' };
}

describe('what ends as the clocks change', () => {
  it.each(endings)('is found right: %s at %s', async (rung, end, facts) => {
    const database = await testDatabase();
    const start = Temporal.Instant.from('2026-03-02T09:00:00Z');
    const until = Temporal.Instant.from('2026-03-30T12:00:00Z');
    const engine = new PracticeEngine(testConfig(database.url), start);
    try {
      const officerId = await buildOfficer(engine.db);
      const contact = { name: 'Sam Carter', email: 'sam.carter@home.example' };
      const { locationId } = await buildSite(engine.db, { contact, sealer: engine.sealer });
      const opened = { locationId, officerId, on: '2026-02-20' };
      const { id } = await engine.opening.open(opened, `officer:${officerId}`);
      for (const fact of facts) await engine.recording.record(id, fact, `officer:${officerId}`);
      await engine.fireUntil(until, () => Promise.resolve());
      const ended = await engine.db.query(
        "SELECT due_at FROM follow_up WHERE outcome = 'recorded' AND rung = $1",
        [rung],
      );
      expect(ended).toEqual([{ due_at: end }]);
      const day = Temporal.PlainDate.from('2026-03-30');
      await checkInvariants(engine.db, day, { from: start.subtract({ hours: 1 }), until });
    } finally {
      await engine.close();
      await database.drop();
    }
  });
});
