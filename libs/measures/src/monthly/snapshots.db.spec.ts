import { randomUUID } from 'node:crypto';
import { Database, SettableClock } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { keepHistories } from '../dashboards/keep-histories';
import { MonthlySnapshots } from './monthly-snapshots.service';
import { readMeasures } from './read-measures';
import { readSnapshotMonths, readSnapshots, takeSnapshot } from './snapshots';

const now = Temporal.Instant.from('2026-11-01T00:20:00Z');

interface GivenFact {
  type: string;
  on?: string;
  at?: string;
  details?: Record<string, unknown>;
}

/** Facts as they lie in the database, of a case that was worked on by hand. */
async function buildCase(
  db: Database,
  { locationId, officerId }: { locationId: string; officerId: string },
  facts: readonly GivenFact[],
  stalls: readonly [code: string, since: string][] = [],
): Promise<string> {
  const id = randomUUID();
  await db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, officer_id,
                                     opened_on, stalls, changed_at, parked_until, stall_codes,
                                     stall_since, stalled_at)
       VALUES ($1, $2, $3, true, 'preparing', 'provider', $4, '2026-09-01', '{}', $5, '2027-01-01',
               $6, $7, $8)`,
      [
        id,
        locationId,
        facts.length,
        officerId,
        now.toString(),
        stalls.map(([code]) => code),
        stalls.map(([, since]) => since),
        stalls[0]?.[1] ?? null,
      ],
    );
    for (const [n, { type, on, at, details }] of facts.entries())
      await tx.query(
        `INSERT INTO fact (case_id, seq, id, type, happened_on, happened_at, details, recorded_at,
                           recorded_by)
         VALUES ($1, $2, gen_random_uuid(), $3, $4, $5, $6, $7, 'test')`,
        [id, n + 1, type, on ?? null, at ?? null, JSON.stringify(details ?? {}), now.toString()],
      );
  });
  return id;
}

/** Brings in a later file of the register, as an import writes what it changed. */
async function told(
  db: Database,
  asOf: string,
  changes: readonly { id: string; field: string; from: unknown; to: unknown }[],
): Promise<string> {
  const importId = randomUUID();
  await db.query(
    `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result, as_of)
     VALUES ($1, 'cqc', 'later.csv', '', $2, 'test', '{}', $3)`,
    [importId, `${asOf}T10:00:00Z`, asOf],
  );
  for (const { id, field, from, to } of changes) {
    await db.query(
      `INSERT INTO register_change (import_id, subject, key, before, after)
       VALUES ($1, 'site', $2, jsonb_build_object($3::text, $4::jsonb), jsonb_build_object($3, $5::jsonb))`,
      [importId, id, field, JSON.stringify(from), JSON.stringify(to)],
    );
    await db.query(
      `UPDATE site SET ${field} = (jsonb_populate_record(site, jsonb_build_object($2::text, $3::jsonb))).${field}
        WHERE location_id = $1`,
      [id, field, JSON.stringify(to)],
    );
  }
  return importId;
}

describe('the measures of a month', () => {
  let server: TestDatabase;
  let db: Database;
  let officerId: string;
  const homes: string[] = [];

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    officerId = await buildOfficer(db);
    await db.query("UPDATE officer SET created_at = '2026-09-10T09:00:00Z' WHERE id = $1", [
      officerId,
    ]);
    for (let n = 0; n < 4; n++) homes.push((await buildSite(db)).locationId);
    await db.query("UPDATE site SET local_authority = 'Lincolnshire'");
    const of = (n: number) => ({ locationId: homes[n] ?? '', officerId });
    await buildCase(
      db,
      of(0),
      [
        { type: 'case-opened', on: '2026-09-01' },
        { type: 'agreed', on: '2026-10-01' },
        { type: 'otp-requested', on: '2026-10-05', details: { channel: 'post' } },
        { type: 'otp-received', on: '2026-10-11' },
        { type: 'otp-used', at: '2026-10-12T10:00:00Z' },
        { type: 'submitted', at: '2026-10-12T10:05:00Z' },
        { type: 'nhsmail-replied', at: '2026-10-15T10:05:00Z', details: { outcome: 'accepted' } },
        { type: 'note-added', at: '2026-10-20T10:00:00Z', details: { text: '[text 8]' } },
        {
          type: 'call-made',
          at: '2026-10-21T10:00:00Z',
          details: { outcome: 'voicemail', about: 'other' },
        },
        {
          type: 'call-made',
          at: '2026-10-22T10:00:00Z',
          details: { outcome: 'tomorrow', about: 'other' },
        },
        { type: 'provider-replied', at: '2026-10-31T23:30:00Z' },
      ],
      [
        ['otp-expired', '2026-10-20T00:00:00Z'],
        ['closure', '2026-11-05T00:00:00Z'],
      ],
    );
    await buildCase(db, of(1), [
      { type: 'case-opened', on: '2026-09-01' },
      { type: 'nhsmail-checked', on: '2026-09-02', details: { found: 'accounts' } },
    ]);
    await buildCase(db, of(2), [
      { type: 'case-opened', on: '2026-09-01' },
      { type: 'nhsmail-checked', on: '2026-09-02', details: { found: 'accounts' } },
      { type: 'nhsmail-checked', on: '2026-09-20', details: { found: 'none' } },
    ]);
    await keepHistories(db);
  });
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  it('are counted from the register, the histories and the facts', async () => {
    const [area] = await readMeasures(db, { day: '2026-10-31', now, split: 'all' });
    expect(area?.measures).toMatchObject({
      M1: { locations: 4 },
      M5: { live: 0, found: 1, locations: 4 },
      M6: { started: 1, submitted: 1, live: 0 },
      M8: { 'post-requested': 1, 'post-received': 1, 'post-used': 1 },
      // The second reason begins after the month.
      M9: { stalled: 1, 'otp-expired-month': 1 },
      // Edge case 48: the reply that came after 72 hours leaves the breach a breach.
      M10: { within: 0, late: 1, due: 1 },
      // 23:30 UTC on the 31st is within October in London: summer time ended on the 25th.
      M11: { contacts: 3, note: 1, 'call-voicemail': 1, calls: 1, replied: 1 },
    });
  });

  it('leave out what was retracted', async () => {
    const [last] = await db.query<{ id: string; case: string; seq: number }>(
      `SELECT id, case_id AS case, seq FROM fact WHERE type = 'provider-replied'`,
    );
    await db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO fact (case_id, seq, id, type, happened_at, details, recorded_at, recorded_by)
         VALUES ($1, $2, gen_random_uuid(), 'retracted', $3, jsonb_build_object('fact', $4::text), $3, 'test')`,
        [last?.case, (last?.seq ?? 0) + 1, '2026-11-01T00:10:00Z', last?.id],
      );
      await tx.query('UPDATE application_case SET version = version + 1 WHERE id = $1', [
        last?.case,
      ]);
    });
    const [area] = await readMeasures(db, { day: '2026-10-31', now, split: 'all' });
    expect(area?.measures.M11).toMatchObject({ contacts: 2 });
  });

  it('are kept once a month is over, by whoever comes first, those missed made up for', async () => {
    const clock = new SettableClock(now.toString());
    const runs = await Promise.all([0, 1].map(() => new MonthlySnapshots(db, clock).run()));
    expect(runs.flat().sort()).toEqual(['2026-09', '2026-10']);
    expect(await new MonthlySnapshots(db, clock).run()).toEqual([]);
    expect(await readSnapshotMonths(db)).toEqual(['2026-09', '2026-10']);
    const [september] = await readSnapshots(db, { measure: 'M1', split: 'all' });
    expect(september).toMatchObject({ month: '2026-09', day: '2026-09-30', isLate: true });
    expect(await readSnapshots(db, { measure: 'M9', to: '2026-09' })).toEqual([]);
    const [october] = await readSnapshots(db, { measure: 'M9', split: 'all' });
    expect(october).toMatchObject({ isLate: false, figures: { stalled: 1 } });
    await expect(takeSnapshot(db, '2026-11', now)).rejects.toThrow('not over yet');
  });

  it('stay byte for byte whatever is learned, moved, closed or retracted later', async () => {
    const kept = async () =>
      JSON.stringify(await db.query('SELECT * FROM measure_snapshot ORDER BY 1, 2, 3, 4'));
    const before = await kept();
    const [first = '', second = '', third = ''] = homes;
    await told(db, '2026-11-02', [
      { id: first, field: 'local_authority', from: 'Lincolnshire', to: 'Rutland' },
      { id: second, field: 'dormant', from: null, to: true },
      { id: third, field: 'registration_status', from: null, to: 'deregistered' },
    ]);
    const clock = new SettableClock('2026-11-20T09:00:00Z');
    await new MonthlySnapshots(db, clock).run();
    expect(await kept()).toBe(before);
    for (const sql of [
      "UPDATE measure_snapshot SET figures = '{}'",
      'DELETE FROM measure_snapshot',
      'TRUNCATE measure_snapshot',
    ])
      await expect(db.query(sql)).rejects.toThrow(/never changed|permission denied/);
  });

  it('place a site as the register had it on the day, also when it is asked for later', async () => {
    const later = Temporal.Instant.from('2026-11-20T09:00:00Z');
    const on = async (day: string) =>
      (await readMeasures(db, { day, now: later, split: 'authority' })).map(
        ({ part, measures }) => [part, measures.M1?.locations],
      );
    expect(await on('2026-11-01')).toEqual([['Lincolnshire', 4]]);
    // One has moved, one is dormant, one is closed.
    expect(await on('2026-11-20')).toEqual([
      ['Lincolnshire', 1],
      ['Rutland', 1],
    ]);
    await told(db, '2026-11-10', [{ id: homes[1] ?? '', field: 'dormant', from: true, to: false }]);
    expect(await on('2026-11-09')).toEqual([
      ['Lincolnshire', 1],
      ['Rutland', 1],
    ]);
    expect(await on('2026-11-10')).toEqual([
      ['Lincolnshire', 2],
      ['Rutland', 1],
    ]);
  });

  it('follow a council that was reorganised from its own day', async () => {
    await db.query(
      `INSERT INTO authority_change (id, from_name, to_name, effective_on, said_by, said_at)
       VALUES (gen_random_uuid(), 'Lincolnshire', 'Greater Lincolnshire', '2026-11-15', $1, $2)`,
      [officerId, now.toString()],
    );
    const later = Temporal.Instant.from('2026-11-20T09:00:00Z');
    const on = async (day: string) =>
      (await readMeasures(db, { day, now: later, split: 'authority' })).map(({ part }) => part);
    expect(await on('2026-11-14')).toEqual(['Lincolnshire', 'Rutland']);
    expect(await on('2026-11-15')).toEqual(['Greater Lincolnshire', 'Rutland']);
  });
});
