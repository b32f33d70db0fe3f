import { measuredLevels, passcodeChannels } from '@app/domain';
import type { ShortStanding } from '@app/dspt';
import type { Sql } from '@app/platform';
import fc from 'fast-check';
import type { Engine } from '../harness/engine';
import { buildOfficer, buildSite } from './register';

/** A home with its case, as far as it is counted. */
export interface CountedHome {
  caseId: string;
  officerId: string;
  isLive: boolean;
  standing: ShortStanding;
}

/** A row as it was put into its table, by the names of its columns. */
export type CountedRow = Record<string, string | number | boolean | null> & { case_id: string };

/** Rows of what dashboards count, put into a database and kept at hand. */
export interface CountedCaseload {
  homes: CountedHome[];
  /** Two of them. */
  officers: string[];
  /** Of the homes, and of many more without a case. */
  standings: ShortStanding[];
  rows: Record<'stage' | 'passcode' | 'submission' | 'waiting', CountedRow[]>;
}

/** Borders of months and days, and the hours that a clock change took away or gave twice. */
const moments = fc.constantFrom(
  '2026-03-28T23:59:59Z',
  '2026-03-29T00:59:59Z',
  '2026-03-29T01:00:00Z',
  '2026-03-31T22:59:59Z',
  '2026-03-31T23:00:00Z',
  '2026-04-30T22:59:59.5Z',
  '2026-04-30T23:00:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:30:00Z',
  '2026-10-31T23:59:59Z',
  '2026-11-01T00:00:00Z',
);
const days = fc.constantFrom('2026-03-31', '2026-04-01', '2026-04-30', '2026-05-01', '2026-10-31');
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { freq: 3 });

const places = fc.record({
  localAuthority: fc.constantFrom('Boston', 'Lincolnshire', null),
  icb: fc.constantFrom('NHS Lincolnshire ICB', null),
  careHome: fc.boolean(),
  level: fc.constantFrom(...measuredLevels),
  eligible: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
  validTo: fc.constantFrom('2026-06-30', '2027-06-30', null),
});

/** The same values each time. */
const sample = <T>(seed: number, size: number, of: fc.Arbitrary<T>): T[] =>
  fc.sample(of, { seed, numRuns: size });

const standingOf = (locationId: string, place: object): ShortStanding =>
  ({
    name: 'Invented House',
    town: null,
    providerName: null,
    coverage: null,
    ...place,
    locationId,
  }) as ShortStanding;

/** Stays, passcodes, submissions and follow-ups as chance will have them, of twelve homes. */
export async function buildCountedCaseload(engine: Engine): Promise<CountedCaseload> {
  const { db } = engine;
  const officers = [await buildOfficer(db), await buildOfficer(db)];
  const homes: CountedHome[] = [];
  for (const [n, place] of sample(1, 12, places).entries()) {
    const { locationId } = await buildSite(db);
    await db.query(
      'UPDATE site SET local_authority = $2, icb = $3, care_home = $4 WHERE location_id = $1',
      [locationId, place.localAuthority, place.icb, place.careHome],
    );
    const officerId = officers[n % 2] ?? '';
    const { id } = await engine.cases.open({ locationId, officerId }, 'test');
    const standing = standingOf(locationId, place);
    homes.push({ caseId: id, officerId, isLive: n % 3 === 0, standing });
  }
  const others = sample(2, 60, places).map((place, n) => standingOf(`none-${n}`, place));
  const rows = chosenRows(homes.map(({ caseId }) => caseId));
  await store(db, homes, rows);
  return {
    homes,
    officers,
    standings: [...homes.map(({ standing }) => standing), ...others],
    rows,
  };
}

function chosenRows(caseIds: readonly string[]): CountedCaseload['rows'] {
  const numbered = <T>(seed: number, size: number, of: fc.Arbitrary<T>): (T & CountedRow)[] =>
    sample(seed, size, of).map(
      (row, n) => ({ ...row, n, case_id: caseIds[(n * 7) % caseIds.length] }) as T & CountedRow,
    );
  const stays = fc.record({
    stage: fc.constantFrom('prospect', 'proving', 'ready', 'live'),
    left_at: maybe(moments),
    // Many stays are as long as another.
    days: fc.integer({ min: 0, max: 40 }).map((sevenths) => sevenths / 7),
  });
  const passcodes = fc.record({
    channel: fc.constantFrom(...passcodeChannels),
    requested_on: days,
    received_on: maybe(days),
    used_on: maybe(days),
    expired_on: maybe(days),
    superseded_on: maybe(days),
  });
  const submissions = fc.record({ settled_at: maybe(moments), within: fc.boolean() });
  const followUps = fc.record({
    act: fc.constantFrom('letter', 'task', 'record'),
    ring_at: moments,
    status: fc.constantFrom('waiting', 'waiting', 'superseded'),
  });
  return {
    stage: numbered(3, 300, stays).map((row) => ({
      ...row,
      days: row.left_at === null ? null : row.days,
    })),
    passcode: numbered(4, 200, passcodes),
    submission: numbered(5, 150, submissions).map((row) => ({
      ...row,
      within: row.settled_at === null ? null : row.within,
    })),
    waiting: numbered(6, 200, followUps),
  };
}

async function store(
  sql: Sql,
  homes: readonly CountedHome[],
  { stage, passcode, submission, waiting }: CountedCaseload['rows'],
): Promise<void> {
  await sql.query(
    `INSERT INTO case_stage (case_id, n, stage, entered_at, left_at, days)
     SELECT case_id, n, stage, '2026-01-01T00:00:00Z', left_at, days
       FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, n int, stage text,
            left_at timestamptz, days float8)`,
    [JSON.stringify(stage)],
  );
  await sql.query(
    `INSERT INTO case_passcode (case_id, n, channel, requested_on, received_on, used_on, expired_on,
                                superseded_on)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, n int, channel text,
            requested_on date, received_on date, used_on date, expired_on date, superseded_on date)`,
    [JSON.stringify(passcode)],
  );
  await sql.query(
    `INSERT INTO case_submission (case_id, n, at, settled_at, within, breached)
     SELECT case_id, n, '2026-01-01T00:00:00Z', settled_at, within, false
       FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, n int, settled_at timestamptz,
            within boolean)`,
    [JSON.stringify(submission)],
  );
  await sql.query('DELETE FROM follow_up');
  await sql.query(
    `INSERT INTO follow_up (case_id, clock, rung, anchor_fact, anchor, act, due_at, send_at,
                            ring_at, basis, status, outcome)
     SELECT case_id, 'test', 'rung-' || n, gen_random_uuid(), '2026-01-01', act, ring_at, ring_at,
            ring_at, '{}', status, CASE WHEN status <> 'waiting' THEN status END
       FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, n int, act text, ring_at timestamptz,
            status text)`,
    [JSON.stringify(waiting)],
  );
  await sql.query(
    `INSERT INTO case_history (case_id, version, rules, furthest, live_on)
     SELECT id, 1, 1, 'live', CASE WHEN is_live THEN date '2026-03-01' END
       FROM unnest($1::uuid[], $2::boolean[]) AS h(id, is_live)`,
    [homes.map(({ caseId }) => caseId), homes.map(({ isLive }) => isLive)],
  );
}
