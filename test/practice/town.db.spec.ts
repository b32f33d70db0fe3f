import { everyCase, factTypes } from '@app/domain';
import { readToday, type Today } from '@app/measures';
import { Database, SettableClock } from '@app/platform';
import { firstRunTown } from '../../apps/caseload/src/practice/first-run';
import { Temporal } from 'temporal-polyfill';
import {
  runPractice,
  type TownResult,
  type TownSize,
} from '../../apps/caseload/src/practice/run-practice';
import { testDatabase } from '../harness/database';
import { testConfig } from '../harness/running-config';

const now = Temporal.Instant.from('2026-11-21T13:40:00Z');

/** A town on a database of its own; `look` may ask it something before it goes. */
async function town<T = null>(
  size: TownSize,
  how: {
    look?: (db: Database) => Promise<T>;
    onDay?: (day: string, index: number, db: Database) => Promise<void>;
  } = {},
): Promise<{ result: TownResult; seen: T | null }> {
  const database = await testDatabase();
  const db = new Database(database.url, { max: 1 });
  try {
    const config = testConfig(database.url);
    const { look, onDay } = how;
    const result = await runPractice(config, new SettableClock(now), size, {
      checked: true,
      onDay: (day, index) => onDay?.(day, index, db),
    });
    return { result, seen: look ? await look(db) : null };
  } finally {
    await db.close();
    await database.drop();
  }
}

const typesRecorded = async (db: Database): Promise<Set<string>> => {
  const rows = await db.query<{ type: string }>('SELECT DISTINCT type FROM fact');
  return new Set(rows.map(({ type }) => type));
};

/** What whoever starts Caseload for the first time finds, on a Monday morning in January. */
async function firstMorning(): Promise<{ today: Today; stages: string[]; stalled: number }> {
  const database = await testDatabase();
  const db = new Database(database.url, { max: 1 });
  const monday = Temporal.Instant.from('2027-01-11T09:20:00Z');
  try {
    const config = testConfig(database.url);
    await runPractice(config, new SettableClock(monday), firstRunTown, { checked: false });
    const rows = await db.query<{ stage: string }>('SELECT DISTINCT stage FROM application_case');
    const [stalls] = await db.query<{ cases: number }>(
      "SELECT count(*)::int AS cases FROM application_case WHERE open AND stalls <> '{}'",
    );
    return {
      today: await readToday(db, monday, everyCase),
      stages: rows.map(({ stage }) => stage),
      stalled: stalls?.cases ?? 0,
    };
  } finally {
    await db.close();
    await database.drop();
  }
}

const small = { homes: 12, seed: 3, days: 60 };

/** What the program refuses and the town tries all the same. */
const expectedRefusals = [
  'dspt-gate-shut',
  'duplicate-mobile',
  'passcode-expired',
  'too-many-people',
];

describe('the practice town', () => {
  it('lives through its days with every invariant kept and every kind of fact told', async () => {
    const { result, seen } = await town({ homes: 52, seed: 1, days: 180 }, { look: typesRecorded });
    expect(Object.keys(factTypes).filter((type) => !seen?.has(type))).toEqual([]);
    expect(Object.keys(result.refusals).filter((code) => !expectedRefusals.includes(code))).toEqual(
      [],
    );
  }, 300_000);

  it('is the same to the byte for the same seed, and another one for another', async () => {
    const first = await town(small);
    const second = await town(small);
    const other = await town({ ...small, seed: 4 });
    expect(second.result).toEqual(first.result);
    expect(first.result.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(other.result.fingerprint).not.toBe(first.result.fingerprint);
  }, 180_000);

  it('stops with the day and the case when something no longer holds', async () => {
    const broken = town(small, {
      onDay: async (_day, index, db) => {
        if (index === 30) await db.query(`UPDATE application_case SET waiting_on = 'fate'`);
      },
    });
    await expect(broken).rejects.toThrow(
      /^On 2026-10-23, case [0-9a-f-]{36} \(.+ \(practice\)\): it is open and waits for nobody \(fate\)/,
    );
  }, 180_000);

  it('leaves something of every kind to whoever looks at it first', async () => {
    const { today, stages, stalled } = await firstMorning();
    const tasks = today.rows.flatMap((row) => row.tasks);
    expect(tasks.length).toBeGreaterThanOrEqual(3);
    expect(tasks.some(({ dueAt }) => dueAt < '2027-01-09')).toBe(true);
    const matters = today.rows.map(({ matter }) => matter);
    expect(matters).toEqual(expect.arrayContaining(['late-reply', 'passcode-ending']));
    expect(today.comingUp.length).toBeGreaterThanOrEqual(5);
    expect(today.behind).toBe(0);
    expect(today.waitingOn.filter(({ cases }) => cases > 0).length).toBeGreaterThanOrEqual(3);
    expect(stages.length).toBeGreaterThanOrEqual(7);
    expect(stalled).toBeGreaterThanOrEqual(3);
  }, 180_000);
});
