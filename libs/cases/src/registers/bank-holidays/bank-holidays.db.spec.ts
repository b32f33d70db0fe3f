import type { BankHoliday } from '@app/domain';
import { SilentBells } from '@app/follow-ups';
import type { ImportRequest, OtherKinds } from '@app/providers';
import { govUkCalendar, govUkLists, holidayFile } from '../../../../../test/builders/bank-holidays';
import { sendMoments } from '../../../../../test/builders/policies';
import { buildOfficer, buildSite } from '../../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../../test/harness/engine';
import { BankHolidays } from './bank-holidays.service';
import { CalendarPublication } from './calendar-publication';
import { UndoBankHolidays } from './undo-bank-holidays.service';

/** Tuesday 3 November 2026, ten in the morning. */
const tuesday = '2026-11-03T10:00:00Z';
const lead = 'officer:lead';

let engine: Engine;
let holidays: BankHolidays;
let undo: UndoBankHolidays;
let kinds: OtherKinds;
let caseId: string;

beforeEach(async () => {
  engine = await testEngine(tuesday);
  const { db, clock, settings, policies } = engine;
  const publication = new CalendarPublication(db, clock, new SilentBells(), settings);
  kinds = new Map();
  holidays = new BankHolidays(db, clock, policies, publication, kinds);
  undo = new UndoBankHolidays(db, clock, publication);
  const officerId = await buildOfficer(db);
  const { locationId } = await buildSite(db);
  caseId = (await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, lead)).id;
  await engine.cases.record(
    caseId,
    { type: 'otp-requested', on: '2026-11-02', channel: 'post' },
    lead,
  );
});
afterEach(() => engine.close());

const run = (content: unknown, more: Partial<ImportRequest> = {}) => {
  const fileName = more.fileName ?? 'bank-holidays.json';
  const path = holidayFile(content, fileName);
  return holidays.run({ kind: 'bank-holidays', path, fileName, actor: lead, ...more });
};

/** GOV.UK's list with a holiday on the day the second reminder would go out, and one day less. */
function changedLists() {
  const lists = govUkLists();
  const england = lists['england-and-wales'];
  if (!england) throw new Error('no list');
  const events = england.events.filter(({ date }) => date !== '2027-05-03');
  england.events = [
    ...events,
    { date: '2026-11-09', title: 'Day of rest', notes: '', bunting: true },
  ];
  const scotland = lists['scotland'];
  scotland?.events.push({ date: '2026-11-09', title: 'Day of rest', notes: '', bunting: true });
  return lists;
}

const daysInForce = async (): Promise<BankHoliday[]> =>
  (await engine.policies.inForce()).bankHolidays;
const imports = () => engine.db.query("SELECT id FROM import_run WHERE kind = 'bank-holidays'");

describe('importing bank holidays', () => {
  it('puts itself where imports look for other kinds', () => {
    holidays.onModuleInit();
    expect(kinds.get('bank-holidays')).toBe(holidays);
  });

  it('finds nothing to change in the list that came with the program', async () => {
    const before = await engine.policies.inForce();
    const result = await run(govUkLists());
    expect(result).toMatchObject({
      kind: 'bank-holidays',
      variant: 'gov-uk-json',
      asOf: '2026-11-03',
      rows: 471,
      read: 471,
      created: { providers: 0, sites: 0, holidays: 0 },
      updated: { holidays: 0 },
      unchanged: { holidays: 140 },
      refused: null,
      divisions: [
        { division: 'england-and-wales', events: 140, added: [], removed: [], counts: true },
        { division: 'scotland', events: 157, added: [], removed: [], counts: false },
        { division: 'northern-ireland', events: 174, added: [], removed: [], counts: false },
      ],
    });
    expect((await engine.policies.inForce()).number).toBe(before.number);
    expect(await imports()).toHaveLength(1);
  });

  it('shows days and rungs that would move, and then does exactly that', async () => {
    const dry = await run(changedLists(), { dryRun: true });
    expect(dry).toMatchObject({
      created: { holidays: 1 },
      updated: { holidays: 1 },
      importId: null,
      // The fifth day is a Saturday, so both letters were to go on that Monday.
      moves: { cases: 1, moves: 2 },
    });
    expect(dry.divisions).toMatchObject([
      { division: 'england-and-wales', added: ['2026-11-09'], removed: ['2027-05-03'] },
      { division: 'scotland', added: ['2026-11-09'], removed: [] },
      { division: 'northern-ireland', added: [], removed: [] },
    ]);
    expect(await sendMoments(engine, caseId)).toMatchObject({
      'otp-arrival day-7': '2026-11-09T09:00:00Z',
    });
    expect(await imports()).toEqual([]);

    engine.clock.set('2026-11-03T10:30:00Z');
    const done = await run(changedLists(), { expectDigest: dry.digest });
    expect(done).toMatchObject({ refused: null, moves: dry.moves, divisions: dry.divisions });
    expect(await sendMoments(engine, caseId)).toMatchObject({
      'otp-arrival day-7': '2026-11-10T09:00:00Z',
    });
    const inForce = await engine.policies.inForce();
    expect(inForce).toMatchObject({ number: done.policy, publishedBy: lead });
    expect(inForce.reason).toBe('Bank holidays of bank-holidays.json: 1 added, 1 removed.');
    expect(inForce.bankHolidays).toContainEqual({ date: '2026-11-09', title: 'Day of rest' });
    expect((await engine.audit.audit()).drift).toEqual([]);
  });

  it('takes the same list twice for once, as JSON and as a calendar', async () => {
    const first = await run(changedLists());
    const days = await daysInForce();
    const again = await run(changedLists());
    const calendar = govUkCalendar(changedLists()['england-and-wales']?.events ?? []);
    const third = await run(calendar, { fileName: 'england-and-wales.ics' });
    for (const result of [again, third]) {
      expect(result.refused).toBeNull();
      expect([result.created.holidays, result.updated.holidays]).toEqual([0, 0]);
      expect(result.policy).toBeUndefined();
    }
    expect(again.divisions?.map(({ added }) => added)).toEqual([[], [], []]);
    expect(await daysInForce()).toEqual(days);
    expect((await engine.policies.inForce()).number).toBe(first.policy);
  });

  it('is refused when the caseload has changed since it was looked at, or an hour has passed', async () => {
    const { digest } = await run(changedLists(), { dryRun: true });
    engine.clock.set('2026-11-03T11:00:01Z');
    const late = await run(changedLists(), { expectDigest: digest });
    expect(late.refused?.code).toBe('register-changed');

    engine.clock.set('2026-11-03T10:30:00Z');
    await engine.cases.record(
      caseId,
      { type: 'otp-requested', on: '2026-11-03', channel: 'post' },
      lead,
    );
    const other = await run(changedLists(), { expectDigest: digest });
    expect(other).toMatchObject({ importId: null, refused: { code: 'register-changed' } });
    expect(await imports()).toEqual([]);
    expect(await daysInForce()).not.toContainEqual({ date: '2026-11-09', title: 'Day of rest' });
  });

  it('is refused when nothing was to change, and now something would', async () => {
    const { digest } = await run(govUkLists(), { dryRun: true });
    await run(changedLists());
    const back = await run(govUkLists(), { expectDigest: digest });
    expect(back.refused?.code).toBe('register-changed');
  });

  it('is refused while a policy is being drafted, which would bring the old days back', async () => {
    const { number } = await engine.policies.draft({ reason: 'Slower post' }, lead);
    const result = await run(changedLists());
    expect(result.refused).toMatchObject({ code: 'draft-exists' });
    expect(result.refused?.message).toContain(`Policy ${number} is being drafted`);
    expect(await imports()).toEqual([]);
    await engine.policies.discard(number);
  });

  it('is refused with fewer than 80% of the days, unless somebody says that it is right', async () => {
    const lists = govUkLists();
    const england = lists['england-and-wales'];
    if (england) england.events = england.events.filter((_, n) => n % 2 === 0 || n === 139);
    const refused = await run(lists);
    expect(refused).toMatchObject({
      refused: { code: 'too-few-rows' },
      fewer: { now: 71, before: 140 },
    });
    expect(await daysInForce()).toHaveLength(140);
    expect((await run(lists, { confirmed: true })).refused).toBeNull();
    expect(await daysInForce()).toHaveLength(71);
  });

  it('never replaces what a later list said', async () => {
    const later = await run(changedLists(), { asOf: '2026-11-02' });
    const older = await run(govUkLists(), { asOf: '2026-10-30' });
    expect(older).toMatchObject({ refused: null, older: 2, created: { holidays: 0 } });
    expect((await engine.policies.inForce()).number).toBe(later.policy);
  });

  it('is taken back: the former days hold again, and rungs stand where they stood', async () => {
    const days = await daysInForce();
    const { importId } = await run(changedLists());
    await undo.undo(importId ?? '', lead);
    expect(await daysInForce()).toEqual(days);
    expect(await sendMoments(engine, caseId)).toMatchObject({
      'otp-arrival day-7': '2026-11-09T09:00:00Z',
    });
    await expect(undo.undo(importId ?? '', lead)).rejects.toMatchObject({ code: 'already-undone' });
    const again = await run(changedLists());
    expect(again.created.holidays).toBe(1);
  });

  it('is not taken back when a later policy stands on it', async () => {
    const { importId } = await run(changedLists());
    const lists = changedLists();
    lists['england-and-wales']?.events.push({
      date: '2026-12-24',
      title: 'Another day of rest',
      notes: '',
      bunting: true,
    });
    const { policy } = await run(lists);
    await expect(undo.undo(importId ?? '', lead)).rejects.toThrow(`Policy ${policy} was published`);
  });

  it('says when the list in force ends in under six months', async () => {
    expect(await holidays.horizon()).toEqual({ knownUntil: '2028-12-26', isShort: false });
    engine.clock.set('2028-06-27T09:00:00Z');
    expect((await holidays.horizon()).isShort).toBe(true);
  });

  it('shows each day that would change to whoever looks at the job', async () => {
    const jobId = '0d6d3c9e-2f1c-4d0e-9a55-6f6d8f0c1a11';
    await engine.db.query(
      `INSERT INTO import_job (id, kind, file_name, file_sha256, file_bytes, asked_by, asked_at, state)
       VALUES ($1, 'bank-holidays', 'x', 'x', 1, 'x', now(), 'reading')`,
      [jobId],
    );
    await run(changedLists(), { dryRun: true, previewFor: jobId });
    expect(
      await engine.db.query(
        'SELECT position, key, action, fields FROM import_preview ORDER BY position',
      ),
    ).toEqual([
      {
        position: 1,
        key: '2026-11-09',
        action: 'create',
        fields: [{ field: 'bank_holiday', old: null, new: 'Day of rest', source: null }],
      },
      {
        position: 2,
        key: '2027-05-03',
        action: 'update',
        fields: [{ field: 'bank_holiday', old: 'Early May bank holiday', new: null, source: null }],
      },
    ]);
  });
});
