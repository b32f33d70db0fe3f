import { Temporal } from 'temporal-polyfill';
import { PracticeEngine } from '../../apps/caseload/src/practice/practice-engine';
import { buildOfficer, buildSite } from '../builders/register';
import { testDatabase } from '../harness/database';
import { testConfig } from '../harness/running-config';

const start = Temporal.Instant.from('2026-09-29T09:00:00Z');

/** Something whose end had passed when it was told, and when it ended. */
const news: [rung: string, end: string, facts: Record<string, unknown>[]][] = [
  [
    'expired',
    '2026-06-30T23:00:00Z',
    [
      {
        type: 'dspt-published',
        on: '2025-05-01',
        level: 'met',
        edition: '24/25',
        coverage: 'own',
      },
    ],
  ],
  ['breach', '2026-09-22T09:00:00Z', [{ type: 'submitted', at: '2026-09-20T09:00:00Z' }]],
];

describe('what had ended before the town heard of it', () => {
  it.each(news)('is fired on hearing it, for its true time: %s', async (rung, end, facts) => {
    const database = await testDatabase();
    const engine = new PracticeEngine(testConfig(database.url), start);
    try {
      const officerId = await buildOfficer(engine.db);
      const { locationId } = await buildSite(engine.db);
      const { id } = await engine.opening.open({ locationId, officerId }, `officer:${officerId}`);
      for (const fact of facts) await engine.recording.record(id, fact, `officer:${officerId}`);
      await engine.fireUntil(start.add({ hours: 10 }), () => Promise.resolve());
      const fired = await engine.db.query(
        `SELECT happened_at, recorded_at FROM fact
          WHERE type = 'follow-up-fired' AND details ->> 'rung' = $1`,
        [rung],
      );
      expect(fired).toEqual([{ happened_at: end, recorded_at: start.toString() }]);
      expect((await engine.audit.audit()).drift).toEqual([]);
    } finally {
      await engine.close();
      await database.drop();
    }
  });
});
