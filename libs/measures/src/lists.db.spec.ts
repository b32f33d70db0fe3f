import { randomUUID } from 'node:crypto';
import { everyCase } from '@app/domain';
import { Database } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import type { CaseFilter } from './case-filter';
import { casesOfSite, listCases } from './case-list';
import { listStalled } from './stalled-list';
import { readToday } from './today';
import { todaySectionNames } from './today-sections';

const now = Temporal.Instant.from('2026-11-23T09:30:00Z');
const ann = randomUUID();
const ben = randomUUID();
const scope = everyCase;

describe('lists', () => {
  let server: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    await seed(db);
  });
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  it('reads an empty service as calm', async () => {
    const empty = await testDatabase();
    const other = new Database(empty.url);
    expect(await readToday(other, now, everyCase)).toEqual({
      asOf: '2026-11-23T09:30:00Z',
      waitingOn: ['provider', 'account-holder', 'nhsmail', 'register', 'officer'].map((on) => ({
        on,
        cases: 0,
      })),
      sections: todaySectionNames.map((section) => ({ section, count: 0 })),
      rows: [],
      comingUp: [],
      behind: 0,
      failing: [],
      anySites: false,
    });
    await other.close();
    await empty.drop();
  });

  it('shows the call, the late reply, the dying code, the troubled letter and what comes next', async () => {
    const today = await readToday(db, now, everyCase);
    expect(today.waitingOn).toEqual([
      { on: 'provider', cases: 1 },
      { on: 'account-holder', cases: 0 },
      { on: 'nhsmail', cases: 1 },
      { on: 'register', cases: 0 },
      { on: 'officer', cases: 1 },
    ]);
    const shown = today.rows.map(({ section, matter, home, at, tasks }) => [
      section,
      matter,
      home,
      at,
      tasks.map(({ kind }) => kind),
    ]);
    // The call and the breach are one matter: one row.
    expect(shown).toEqual([
      ['ending', 'passcode-ending', 'beech Lodge', '2026-11-30T00:00:00Z', []],
      ['promises', 'late-reply', 'Ashby House', '2026-11-22T17:00:00Z', ['nhsmail-reply/call']],
      ['unknown', 'unknown-letter', 'beech Lodge', expect.any(String), []],
      ['review', 'review', 'Ashby House', '2026-11-23T00:00:00Z', []],
    ]);
    expect(today.rows[0]).toMatchObject({ useBy: '2026-11-30', practice: false });
    expect(today.rows[1]).toMatchObject({ breachedAt: '2026-11-22T17:00:00Z', town: 'Lincoln' });
    expect(today.rows[2]?.letter).toMatchObject({ subject: 'Has it come?', status: 'unknown' });
    expect(today.rows[3]).toMatchObject({ parkedUntil: '2026-11-23' });
    expect(today.sections.filter(({ count }) => count > 0)).toEqual(
      ['ending', 'promises', 'unknown', 'review'].map((section) => ({ section, count: 1 })),
    );
    expect(today.comingUp.map((c) => [c.home, c.rung, c.at])).toEqual([
      ['beech Lodge', 'day-7', '2026-11-24T09:00:00Z'],
    ]);
    expect(today.failing.map((c) => c.home)).toEqual(['Cedar Court']);
    expect([today.behind, today.anySites]).toEqual([1, true]);
  });

  it('shows one officer only their own', async () => {
    const today = await readToday(db, now, { officerIds: [ben] });
    expect(today.rows).toEqual([]);
    expect(today.waitingOn.filter((w) => w.cases > 0)).toEqual([{ on: 'officer', cases: 1 }]);
  });

  it('shows a team only its own, however it is asked', async () => {
    const team = { officerIds: [ben, randomUUID()] };
    const today = await readToday(db, now, team);
    expect(today).toEqual({ ...(await readToday(db, now, { officerIds: [ben] })) });
    expect(await readToday(db, now, { officerIds: [ann, ben] })).toEqual(
      await readToday(db, now, everyCase),
    );
    const homes = async (filter: object) =>
      (await listCases(db, now, { ...filter, scope: team }, 50)).items.map((c) => c.home);
    expect(await homes({})).toEqual(['Cedar Court']);
    expect(await homes({ officerId: ann })).toEqual([]);
    expect(await homes({ q: 'beech' })).toEqual([]);
    const stalled = await listStalled(db, now, { scope: team }, 50);
    expect(stalled.items.map((c) => c.home)).toEqual(['Cedar Court']);
    expect(await casesOfSite(db, '1-100000001', team)).toEqual([]);
    expect(await casesOfSite(db, '1-100000003', team)).toHaveLength(1);
  });

  it('shows who sees nobody’s cases none', async () => {
    const nobody = { officerIds: [] };
    expect((await listCases(db, now, { scope: nobody }, 50)).items).toEqual([]);
    const { waitingOn, rows } = await readToday(db, now, nobody);
    expect([...waitingOn.map((w) => w.cases), rows.length]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('lists cases by what happens next, those with nothing planned last, page by page', async () => {
    const homes: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCases(db, now, { scope }, 1, cursor);
      homes.push(...page.items.map((c) => c.home));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(homes).toEqual(['Cedar Court', 'beech Lodge', 'Ashby House']);
  });

  it('filters cases', async () => {
    const found = async (filter: Omit<CaseFilter, 'scope'>) =>
      (await listCases(db, now, { ...filter, scope }, 50)).items.map((c) => c.home);
    expect(await found({ waitingOn: 'nhsmail' })).toEqual(['Ashby House']);
    expect(await found({ stage: 'proving' })).toEqual(['Cedar Court', 'beech Lodge']);
    expect(await found({ officerId: ben })).toEqual(['Cedar Court']);
    expect(await found({ breached: true })).toEqual(['Ashby House']);
    expect(await found({ stalled: true })).toEqual(['Cedar Court', 'Ashby House']);
    expect(await found({ stalled: 'no-reply-over-48h' })).toEqual(['Ashby House']);
    expect(await found({ stalled: 'capacity-or-crisis' })).toEqual(['Cedar Court']);
    expect(await found({ stalled: 'otp-expired' })).toEqual([]);
    expect(await found({ q: ' BEECH ' })).toEqual(['beech Lodge']);
    expect(await found({ open: false })).toEqual(['Dale View']);
  });

  it('says of each case why it is stuck at this moment, and not what is still to come', async () => {
    const { items } = await listCases(db, now, { scope }, 50);
    expect(items.map((c) => [c.home, c.stalls])).toEqual([
      ['Cedar Court', ['otp-not-arrived', 'capacity-or-crisis']],
      ['beech Lodge', []],
      ['Ashby House', ['no-reply-over-48h']],
    ]);
  });

  it('lists what is stuck, the longest first, page by page, with since when', async () => {
    const first = await listStalled(db, now, { scope }, 1);
    const second = await listStalled(db, now, { scope }, 1, first.nextCursor ?? '');
    expect([...first.items, ...second.items]).toEqual([
      expect.objectContaining({
        home: 'Cedar Court',
        stage: 'proving',
        waitingOn: 'officer',
        officer: 'Ben',
        stalledAt: '2026-11-10T09:00:00Z',
        stalls: [
          { code: 'capacity-or-crisis', since: '2026-11-10T09:00:00Z' },
          { code: 'otp-not-arrived', since: '2026-11-12T09:00:00Z' },
        ],
      }),
      expect.objectContaining({ home: 'Ashby House', stalledAt: '2026-11-22T17:00:00Z' }),
    ]);
    expect(second.nextCursor).toBeNull();
    expect((await listStalled(db, now, { scope, officerId: ann }, 5)).items).toHaveLength(1);
    expect(
      (await listStalled(db, now, { scope, stalled: 'otp-not-arrived' }, 5)).items,
    ).toHaveLength(1);
    await expect(listStalled(db, now, { scope }, 5, 'nonsense')).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });

  it('a moment that comes makes a case stuck though nothing is recorded', async () => {
    const later = Temporal.Instant.from('2026-12-01T00:00:00Z');
    const stuck = async (at: Temporal.Instant) =>
      (await listStalled(db, at, { scope }, 50)).items.map((c) => c.home);
    expect(await stuck(later.subtract({ milliseconds: 1 }))).toEqual([
      'Cedar Court',
      'Ashby House',
    ]);
    expect(await stuck(later)).toEqual(['Cedar Court', 'Ashby House', 'beech Lodge']);
  });

  it.each([
    'nonsense',
    Buffer.from('["x","y"]').toString('base64url'),
    Buffer.from('["2026-11-24T09:00:00Z"]').toString('base64url'),
    Buffer.from('["2026-99-24T09:00:00Z","3f0f2f3e-0000-4000-8000-000000000000"]').toString(
      'base64url',
    ),
  ])('refuses the cursor %s, which it did not make', async (cursor) => {
    await expect(listCases(db, now, { scope }, 10, cursor)).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });
});

async function seed(db: Database): Promise<void> {
  const run = randomUUID();
  const [ashby, beech, cedar, dale] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
       VALUES ($1, 'cqc', 'f.csv', 'x', '2026-11-20T08:00:00Z', 'system', '{}')`,
      [run],
    );
    await tx.query(
      `INSERT INTO provider VALUES ('1-200000001', 'Oak Care', NULL, $1, '2026-11-20T08:00:00Z')`,
      [run],
    );
    await tx.query(
      `INSERT INTO site (location_id, provider_id, name, care_home, town, in_scope, import_id,
                         changed_at, search)
       SELECT id, '1-200000001', name, home, 'Lincoln', true, $1, '2026-11-20T08:00:00Z', lower(name)
         FROM (VALUES ('1-100000001', 'Ashby House', true), ('1-100000002', 'beech Lodge', true),
                      ('1-100000003', 'Cedar Court', true), ('1-100000004', 'Dale View', false))
           AS s(id, name, home)`,
      [run],
    );
    await tx.query(
      `INSERT INTO officer (id, email, name, role, created_at)
       VALUES ($1, 'ann@example.org', 'Ann', 'officer', now()), ($2, 'ben@example.org', 'Ben', 'officer', now())`,
      [ann, ben],
    );
    await tx.query(
      `INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, officer_id,
                                     opened_on, stalls, use_by, breached_at, next_at, changed_at, parked_until, parked_why)
       VALUES ($1, '1-100000001', 1, true, 'submitted', 'nhsmail', $5, '2026-11-01',
               '{no-reply-over-48h}', NULL, '2026-11-22T17:00:00Z', NULL, now(),
               '2026-11-23', 'no date is running'),
              ($2, '1-100000002', 1, true, 'proving', 'provider', $5, '2026-11-01', '{}', '2026-11-30',
               NULL, '2026-11-24T09:00:00Z', now(), '2026-11-24', 'manager on leave'),
              ($3, '1-100000003', 1, true, 'proving', 'officer', $6, '2026-11-01', '{}', '2026-12-20',
               NULL, '2026-11-23T08:00:00Z', now(), NULL, NULL),
              ($4, '1-100000004', 1, false, 'closed', NULL, $6, '2026-11-01', '{}', NULL, NULL, NULL, now(),
               NULL, NULL)`,
      [ashby, beech, cedar, dale, ann, ben],
    );
    await tx.query(
      `UPDATE application_case c
          SET stall_codes = v.codes::text[], stall_since = v.since::timestamptz[], stalled_at = v.at::timestamptz
         FROM (VALUES
           ($1::uuid, '{no-reply-over-48h}', '{2026-11-22T17:00Z}', '2026-11-22T17:00Z'),
           ($2, '{otp-expired}', '{2026-12-01T00:00Z}', '2026-12-01T00:00Z'),
           ($3, '{otp-not-arrived,otp-expired,capacity-or-crisis}',
            '{2026-11-12T09:00Z,2026-12-21T00:00Z,2026-11-10T09:00Z}', '2026-11-10T09:00Z'))
           AS v(id, codes, since, at)
        WHERE c.id = v.id`,
      [ashby, beech, cedar],
    );
    await tx.query(
      `INSERT INTO follow_up (case_id, clock, rung, anchor_fact, anchor, act, addressee, letter, due_at,
                              send_at, ring_at, basis, status, failures)
       VALUES ($1, 'otp-arrival', 'day-7', gen_random_uuid(), '2026-11-17', 'letter', 'provider',
               'otp-arrived', '2026-11-24T09:00:00Z', '2026-11-24T09:00:00Z', '2026-11-24T09:00:00Z',
               '[]', 'waiting', 0),
              ($2, 'otp-validity', 'expired', gen_random_uuid(), '2026-11-17', 'record', NULL, NULL,
               '2026-11-23T08:00:00Z', '2026-11-23T08:00:00Z', '2026-11-23T08:00:00Z', '[]', 'waiting', 2)`,
      [beech, cedar],
    );
    await tx.query(
      `INSERT INTO task (id, case_id, addressee, kind, status, due_at, created_at)
       VALUES (gen_random_uuid(), $1, 'officer', 'nhsmail-reply/call', 'open', '2026-11-23T09:00:00Z', now()),
              (gen_random_uuid(), $1, 'officer', 'nhsmail-reply/call', 'done', '2026-11-20T09:00:00Z', now())`,
      [ashby],
    );
    await tx.query(
      `WITH l AS (
         INSERT INTO letter (id, address_key, kinds, routine, message_id, subject, sealed, status,
                             planned_at, day)
         VALUES (gen_random_uuid(), 'beech', '{otp-arrived}', true, '<a@x>', 'Has it come?', '',
                 'unknown', '2026-11-20T09:00:00Z', '2026-11-20'),
                (gen_random_uuid(), 'beech', '{otp-arrived}', true, '<b@x>', 'Fine', '', 'sent',
                 '2026-11-19T09:00:00Z', '2026-11-19')
         RETURNING id
       )
       INSERT INTO letter_part (letter_id, seq, case_id, recipient, kind)
       SELECT id, 1, $1, 'provider', 'otp-arrived' FROM l`,
      [beech],
    );
  });
}
