import { randomUUID } from 'node:crypto';
import { everyCase, paceLimits, stages } from '@app/domain';
import { Database } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildOfficer, buildSite } from '../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import type { CaseFilter } from './case-filter';
import { countCases, listCases } from './case-list';
import { type CaseSort, caseSorts } from './case-orders';
import { readListChoices, readNames } from './list-choices';
import { readSlowParts } from './pace/slow-parts';
import { listStalled } from './stalled-list';
import { readStalledSummary } from './stalled-summary';

const now = Temporal.Instant.from('2026-11-23T09:30:00Z');

/** A case as it is put into the table; days are whole days before now. */
interface Given {
  home: string;
  stage: string;
  party: string;
  waitedDays: number;
  stalledOn?: string;
  codes?: string[];
  authority?: string | null;
  provider?: string;
  openedOn: string;
  nextAt?: string | null;
}

const given: Given[] = [
  {
    home: 'Ashby House',
    stage: 'proving',
    party: 'post',
    waitedDays: 40,
    stalledOn: '2026-11-23',
    codes: ['otp-not-arrived'],
    authority: 'Lincolnshire',
    provider: 'A',
    openedOn: '2026-09-03',
    nextAt: '2026-11-25T09:00:00Z',
  },
  {
    home: 'beech Lodge',
    stage: 'proving',
    party: 'provider',
    waitedDays: 10,
    stalledOn: '2026-11-17',
    codes: ['contact-id-unknown'],
    authority: 'Lincolnshire',
    provider: 'A',
    openedOn: '2026-09-01',
    nextAt: '2026-11-24T09:00:00Z',
  },
  {
    home: 'Cedar Court',
    stage: 'preparing',
    party: 'provider',
    waitedDays: 31,
    stalledOn: '2026-11-16',
    codes: ['duplicate-email', 'dspt-missing'],
    authority: 'Rutland',
    openedOn: '2026-09-02',
  },
  {
    home: 'Dale View',
    stage: 'submitted',
    party: 'nhsmail',
    waitedDays: 3,
    stalledOn: '2026-09-20',
    codes: ['no-reply-over-48h'],
    authority: null,
    openedOn: '2026-09-05',
  },
  {
    home: 'Elm Grange',
    stage: 'eligibility',
    party: 'officer',
    waitedDays: 5,
    authority: 'Rutland',
    openedOn: '2026-09-04',
  },
  {
    home: 'Fern Bank',
    stage: 'proving',
    party: 'post',
    waitedDays: 4,
    stalledOn: '2026-12-01',
    codes: ['otp-expired'],
    authority: 'Rutland',
    openedOn: '2026-09-06',
  },
];

describe('lists of cases, narrowed and in order', () => {
  let server: TestDatabase;
  let db: Database;
  let officerId: string;
  const scope = everyCase;

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    officerId = await buildOfficer(db, { name: 'Ann' });
    for (const one of given) await put(db, officerId, one);
  }, 60_000);
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  const found = async (filter: Omit<CaseFilter, 'scope'>, sort: CaseSort = 'home') =>
    (await listCases(db, now, { ...filter, scope }, 50, undefined, sort)).items.map((c) => c.home);

  it.each([
    ['next', ['beech Lodge', 'Ashby House']],
    ['home', ['Ashby House', 'beech Lodge', 'Cedar Court', 'Dale View', 'Elm Grange', 'Fern Bank']],
    ['stage', ['Elm Grange', 'Cedar Court']],
    [
      'stalled',
      ['Dale View', 'Cedar Court', 'beech Lodge', 'Ashby House', 'Fern Bank', 'Elm Grange'],
    ],
    [
      'waiting',
      ['Ashby House', 'Cedar Court', 'beech Lodge', 'Elm Grange', 'Fern Bank', 'Dale View'],
    ],
    [
      'opened',
      ['beech Lodge', 'Cedar Court', 'Ashby House', 'Elm Grange', 'Dale View', 'Fern Bank'],
    ],
  ] as const)('in order of %s', async (sort, homes) => {
    expect((await found({}, sort)).slice(0, homes.length)).toEqual(homes);
  });

  it.each(caseSorts)('in order of %s page by page: each once, none left out', async (sort) => {
    const homes: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCases(db, now, { scope }, 1, cursor, sort);
      homes.push(...page.items.map((c) => c.home));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(homes).toEqual(await found({}, sort));
  });

  it('refuses a place in another order', async () => {
    const { nextCursor } = await listCases(db, now, { scope }, 1, undefined, 'home');
    for (const sort of ['next', 'stage', 'opened'] as const)
      await expect(listCases(db, now, { scope }, 1, nextCursor ?? '', sort)).rejects.toMatchObject({
        code: 'invalid-cursor',
      });
  });

  it.each<[string, Omit<CaseFilter, 'scope'>, string[]]>([
    ['the post', { party: 'post' }, ['Ashby House', 'Fern Bank']],
    [
      'the provider, the post too',
      { waitingOn: 'provider', stage: 'proving' },
      ['Ashby House', 'beech Lodge', 'Fern Bank'],
    ],
    ['a local authority', { localAuthority: 'Rutland', stalled: true }, ['Cedar Court']],
    ['none given', { localAuthority: null }, ['Dale View']],
    ['a group', { providerId: '1-9000000A' }, ['Ashby House', 'beech Lodge']],
    ['the beginning of words, in any order', { q: 'HOU ash' }, ['Ashby House']],
    ['a word that is not there', { q: 'ashby court' }, []],
    ['signs alone: everything', { q: '—', stage: 'submitted' }, ['Dale View']],
    ['stalled today', { stalledDays: { least: 0, most: 0 } }, ['Ashby House']],
    ['for 0 to 6 days', { stalledDays: { least: 0, most: 6 } }, ['Ashby House', 'beech Lodge']],
    ['for 7 to 13 days', { stalledDays: { least: 7, most: 13 } }, ['Cedar Court']],
    ['for 7 days or more', { stalledDays: { least: 7 } }, ['Cedar Court', 'Dale View']],
    [
      'slower than the fixed rules',
      { slowerThan: paceLimits([]) },
      ['Ashby House', 'Cedar Court', 'Dale View'],
    ],
  ])('finds %s', async (_, filter, homes) => {
    expect(await found(filter)).toEqual(homes);
    expect(await countCases(db, now, { ...filter, scope }, 1000)).toBe(homes.length);
  });

  it('counts no further than it is asked to', async () => {
    expect(await countCases(db, now, { scope }, 2)).toBe(2);
    expect(await countCases(db, now, { scope: { officerIds: [] } }, 2)).toBe(0);
  });

  it('counts what is stalled from every side, and a bar has as many as its list', async () => {
    const summary = await readStalledSummary(db, now, { scope });
    expect(summary).toMatchObject({ open: 6, stalled: 4, practice: false });
    expect(summary.reasons).toHaveLength(5);
    expect(summary.stages).toEqual([
      { stage: 'preparing', cases: 1 },
      { stage: 'proving', cases: 2 },
      { stage: 'submitted', cases: 1 },
    ]);
    expect(summary.ages.map((a) => a.cases)).toEqual([2, 1, 0, 0, 1]);
    expect(summary.providers[0]).toMatchObject({ providerId: '1-9000000A', cases: 2 });
    expect(summary.authorities).toEqual([
      { localAuthority: 'Lincolnshire', cases: 2 },
      { localAuthority: 'Rutland', cases: 1 },
      { localAuthority: null, cases: 1 },
    ]);
    const listed = async (filter: Omit<CaseFilter, 'scope'>) =>
      (await listStalled(db, now, { ...filter, scope }, 50)).items.length;
    for (const { cases, ...age } of summary.ages)
      expect(await listed({ stalledDays: age })).toBe(cases);
    for (const { code, cases } of summary.reasons)
      expect(await listed({ stalled: code })).toBe(cases);
    for (const { stage, cases } of summary.stages) expect(await listed({ stage })).toBe(cases);
    for (const { localAuthority, cases } of summary.authorities)
      expect(await listed({ localAuthority })).toBe(cases);
  });

  it('counts within a filter: of all that it finds so many are stalled', async () => {
    const filter = { scope, localAuthority: 'Rutland', stalled: 'dspt-missing' as const };
    expect(await readStalledSummary(db, now, filter)).toMatchObject({ open: 3, stalled: 1 });
    expect(
      await readStalledSummary(db, now, { scope: { officerIds: [randomUUID()] } }),
    ).toMatchObject({ open: 0, stalled: 0, reasons: [], providers: [], practice: false });
  });

  it('says where it is slower than usual, and who is: as many as the list shows', async () => {
    const limits = paceLimits([
      {
        stage: 'proving',
        waitingOn: 'provider',
        inThePost: true,
        sample: 20,
        median: 6,
        ninetieth: 9,
      },
    ]);
    const parts = await readSlowParts(db, now, { scope }, limits);
    expect(parts).toEqual([
      {
        stage: 'preparing',
        party: 'provider',
        open: 1,
        slow: 1,
        slowMedian: 31,
        limit: 30,
        median: null,
        basis: 'fixed-rule',
      },
      {
        stage: 'proving',
        party: 'post',
        open: 2,
        slow: 1,
        slowMedian: 40,
        limit: 9,
        median: 6,
        basis: 'own-cases',
      },
      {
        stage: 'submitted',
        party: 'nhsmail',
        open: 1,
        slow: 1,
        slowMedian: 3,
        limit: 2,
        median: null,
        basis: 'fixed-rule',
      },
    ]);
    for (const { stage, party, slow } of parts)
      expect(await found({ stage, party, slowerThan: limits })).toHaveLength(slow);
  });

  it('names what can be chosen, each once', async () => {
    expect(await readListChoices(db, scope)).toEqual({
      officers: [{ id: officerId, name: 'Ann' }],
      authorities: ['Lincolnshire', 'Rutland'],
      stalls: [
        'contact-id-unknown',
        'dspt-missing',
        'duplicate-email',
        'no-reply-over-48h',
        'otp-expired',
        'otp-not-arrived',
      ],
    });
    expect((await readListChoices(db, { officerIds: [] })).officers).toEqual([]);
    expect(await readNames(db, { officer: officerId, provider: '1-9000000A' })).toEqual({
      officer: 'Ann',
      provider: 'Group A',
    });
    expect(await readNames(db, { provider: 'nobody' })).toEqual({
      officer: null,
      provider: 'nobody',
    });
  });

  it('sorts stages as the index on them does', async () => {
    const [row] = await db.query<{ definition: string }>(
      "SELECT indexdef AS definition FROM pg_indexes WHERE indexname = 'application_case_by_stage'",
    );
    expect(row?.definition).toContain(`{${stages.join()}}`);
  });
});

async function put(db: Database, officerId: string, one: Given): Promise<void> {
  const { locationId } = await buildSite(db, { name: one.home });
  if (one.provider)
    await db.query(
      `INSERT INTO provider (provider_id, name, import_id, changed_at)
       SELECT $1, $2, import_id, changed_at FROM site WHERE location_id = $3 ON CONFLICT DO NOTHING`,
      [`1-9000000${one.provider}`, `Group ${one.provider}`, locationId],
    );
  await db.query(
    'UPDATE site SET local_authority = $2, provider_id = coalesce($3, provider_id) WHERE location_id = $1',
    [locationId, one.authority ?? null, one.provider ? `1-9000000${one.provider}` : null],
  );
  const waitingOn = one.party === 'post' ? 'provider' : one.party;
  const stalledAt = one.stalledOn ? `${one.stalledOn}T09:00:00Z` : null;
  const codes = one.codes ?? [];
  await db.query(
    `INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, awaits,
            awaits_since, officer_id, opened_on, stalls, stall_codes, stall_since, stalled_at,
            next_at, parked_until, changed_at)
     VALUES (gen_random_uuid(), $1, 1, true, $2, $3, $4, $5, $6, $7, '{}', $8, $9, $10, $11,
             '2026-12-01', now())`,
    [
      locationId,
      one.stage,
      waitingOn,
      one.party,
      now.subtract({ hours: 24 * one.waitedDays }).toString(),
      officerId,
      one.openedOn,
      codes,
      codes.map(() => stalledAt),
      stalledAt,
      one.nextAt ?? null,
    ],
  );
}
