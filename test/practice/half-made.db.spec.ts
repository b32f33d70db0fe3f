import { Database, SettableClock } from '@app/platform';
import { clearAway, isHalfMade } from '../../apps/caseload/src/practice/half-made';
import { runPractice } from '../../apps/caseload/src/practice/run-practice';
import { makePractice } from '../../apps/caseload/src/verbs/practice';
import { type TestDatabase, testDatabase } from '../harness/database';
import { testConfig } from '../harness/running-config';

const clock = new SettableClock('2026-11-21T13:40:00Z');
const size = { homes: 6, seed: 2, days: 12 };

/** As the process is killed: what was recorded stays, and nothing is finished. */
const breakOff = (_day: string, index: number): void => {
  if (index === 4) throw new Error('broken off');
};

describe('a practice caseload whose making was broken off', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await testDatabase();
    db = new Database(database.url, { max: 2 });
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  const make = (onDay?: typeof breakOff) => {
    const config = testConfig(database.url);
    return makePractice({ config, db, clock }, size, { checked: false, ...(onDay && { onDay }) });
  };

  it('is known for one, is cleared away, and is made whole', async () => {
    expect(await isHalfMade(db)).toBe(false);
    await expect(make(breakOff)).rejects.toThrow('broken off');
    expect(await isHalfMade(db)).toBe(true);
    expect(await make()).toBeNull();
    await db.close();
    await clearAway(database.url);
    db = new Database(database.url, { max: 2 });
    expect(await db.query('SELECT FROM site')).toEqual([]);
    const again = await make();
    expect(await isHalfMade(db)).toBe(false);
    const other = await testDatabase();
    try {
      const config = testConfig(other.url);
      expect(again).toEqual(await runPractice(config, clock, size, { checked: false }));
    } finally {
      await other.drop();
    }
  }, 120_000);
});
