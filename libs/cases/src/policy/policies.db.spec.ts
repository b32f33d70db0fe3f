import { type BankHoliday, type Policy, shippedPolicy } from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { Temporal } from 'temporal-polyfill';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, engineOn, testEngine } from '../../../../test/harness/engine';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { shippedBankHolidays } from '../clock-settings';
import { PoliciesService } from './policies.service';

/** Tuesday 3 November 2026, ten in the morning. */
const tuesday = '2026-11-03T10:00:00Z';
const lead = 'officer:lead';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(tuesday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(async () => {
  engine.clock.set(tuesday);
  const draft = await engine.policies.currentDraft();
  if (draft) await engine.policies.discard(draft.number);
});

async function openCase(on = '2026-11-01', engineNow = engine): Promise<string> {
  const { locationId } = await buildSite(engineNow.db);
  return (await engineNow.cases.open({ locationId, officerId, on }, lead)).id;
}

const record = (caseId: string, fact: object) => engine.cases.record(caseId, fact, lead);

const sendMoments = async (caseId: string, of = engine) =>
  Object.fromEntries(
    (await of.cases.followUps(caseId))
      .filter((f) => f.status === 'waiting')
      .map((f) => [`${f.clock} ${f.rung}`, f.sendAt.toString()]),
  );

const ladderWith = (clock: keyof Policy['ladders'], rung: string, change: object) =>
  shippedPolicy.ladders[clock].map((r) => (r.rung === rung ? { ...r, ...change } : r));

/** Previews and publishes. */
async function publish(input: object, of = engine): Promise<number> {
  const { number } = await of.policies.draft({ reason: 'A test.', ...input }, lead);
  const preview = await of.policies.preview(number, lead);
  await of.policies.publish(number, preview.number, lead);
  return number;
}

/** Back to what came with the program, whatever a test published. */
const restoreShipped = () =>
  publish({ document: shippedPolicy, bankHolidays: shippedBankHolidays() });

describe('versions', () => {
  it('begin with what came with the program', async () => {
    expect(await engine.policies.inForce()).toMatchObject({
      number: 1,
      status: 'published',
      author: 'system',
      policy: shippedPolicy,
      bankHolidays: shippedBankHolidays(),
    });
  });

  it('have one draft at most', async () => {
    const draft = await engine.policies.draft({ reason: 'First' }, lead);
    expect(draft).toMatchObject({ status: 'draft', revision: 1, publishedAt: null });
    await expect(engine.policies.draft({ reason: 'Second' }, lead)).rejects.toMatchObject({
      code: 'draft-exists',
    });
  });

  it('let a draft be changed in part, by whoever has read its last revision', async () => {
    const { number } = await engine.policies.draft({ reason: 'x' }, lead);
    const change = { passcodeGoodForDays: 27 };
    const changed = await engine.policies.redraft(number, { reason: 'y', change }, 1, lead);
    expect(changed).toMatchObject({ revision: 2, reason: 'y' });
    expect(changed.policy).toEqual({ ...shippedPolicy, passcodeGoodForDays: 27 });
    await expect(
      engine.policies.redraft(number, { reason: 'z', change }, 1, lead),
    ).rejects.toMatchObject({ code: 'stale-version' });
  });

  it('are not touched once published', async () => {
    await expect(engine.policies.redraft(1, { reason: 'x' }, 1, lead)).rejects.toMatchObject({
      code: 'policy-is-published',
    });
    await expect(engine.policies.discard(1)).rejects.toMatchObject({ code: 'policy-is-published' });
    for (const sql of [
      'DELETE FROM policy_version',
      `UPDATE policy_version SET document = document || '{"passcodeGoodForDays": 1}'`,
    ])
      await expect(engine.db.query(sql)).rejects.toThrow('never changed');
  });

  it('run a clock the document does not know by its shipped ladder', async () => {
    const { number } = await engine.policies.draft({ reason: 'x' }, lead);
    await engine.db.query(
      "UPDATE policy_version SET document = document #- '{ladders,otp-arrival}' WHERE number = $1",
      [number],
    );
    expect((await engine.policies.get(number)).policy).toEqual(shippedPolicy);
  });
});

describe('a publication', () => {
  afterEach(restoreShipped);

  it('moves, adds and ends rungs, and says so before', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const ladder = [
      { rung: 'day-6', days: 6, act: 'letter', to: 'provider', letter: 'otp-on-its-way' },
      ...ladderWith('otp-arrival', 'day-7', { days: 8 }).filter((r) => r.rung !== 'day-5'),
    ];
    const { number } = await engine.policies.draft(
      { reason: 'Slower post', change: { ladders: { 'otp-arrival': ladder } } },
      lead,
    );
    const preview = await engine.policies.preview(number, lead);
    const [previewed] = (await engine.policies.previewedCases(preview.number, 200)).filter(
      (c) => c.caseId === id,
    );
    expect(previewed?.changes.map((c) => [c.rung, c.change, c.from?.sendAt, c.to?.sendAt])).toEqual(
      [
        ['day-5', 'vanishes', '2026-11-09T09:00:00Z', '2026-11-09T09:00:00Z'],
        ['day-6', 'appears', undefined, '2026-11-09T09:00:00Z'],
        ['day-7', 'moves', '2026-11-09T09:00:00Z', '2026-11-10T09:00:00Z'],
      ],
    );
    expect(await sendMoments(id)).toMatchObject({ 'otp-arrival day-7': '2026-11-09T09:00:00Z' });
    await engine.policies.publish(number, preview.number, lead);
    const moments = await sendMoments(id);
    expect(moments).toMatchObject({
      'otp-arrival day-6': '2026-11-09T09:00:00Z',
      'otp-arrival day-7': '2026-11-10T09:00:00Z',
    });
    expect(moments).not.toHaveProperty('otp-arrival day-5');
  });

  it('changes a letter or its reader in place', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const ladder = ladderWith('otp-arrival', 'day-10', { to: 'lead' });
    await publish({ change: { ladders: { 'otp-arrival': ladder } } });
    const call = (await engine.cases.followUps(id)).find((f) => f.rung === 'day-10');
    expect(call).toMatchObject({ status: 'waiting', to: 'lead' });
  });

  it('tells of other sending hours in the sentences of rungs that keep their dates', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const basis = async () =>
      (await engine.cases.followUps(id)).find((f) => f.rung === 'day-10')?.basis.join(' ');
    expect(await basis()).toContain('between 9:00 and 17:00');
    await publish({ change: { sendingHours: { from: 9, to: 16 } } });
    expect(await basis()).toContain('between 9:00 and 16:00');
    expect(await basis()).not.toContain('17:00');
  });

  it('is seen by another process with its next fact', async () => {
    const url = (engine.db.pool.options as { connectionString: string }).connectionString;
    const other = engineOn({ url, drop: () => Promise.resolve() }, tuesday);
    try {
      const id = await openCase('2026-11-01', other);
      const again = await openCase('2026-11-01', other);
      const asked = { type: 'otp-requested', on: '2026-11-02', channel: 'post' };
      await other.cases.record(id, asked, lead);
      await publish({
        change: { ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { days: 4 }) } },
      });
      await other.cases.record(again, asked, lead);
      const expected = { 'otp-arrival day-5': '2026-11-06T09:00:00Z' };
      expect(await sendMoments(again)).toMatchObject(expected);
      expect(await sendMoments(id)).toMatchObject(expected);
    } finally {
      await other.close();
    }
  });

  it('lets a letter that went stand, and withdraws one that did not', async () => {
    const [sent, unsent] = [await openCase(), await openCase()];
    for (const id of [sent, unsent]) {
      await record(id, { type: 'otp-requested', on: '2026-10-28', channel: 'post' });
      await engine.due.drain();
    }
    await engine.db.query(
      "UPDATE letter SET status = 'sent', settled_at = now() WHERE case_id = $1",
      [sent],
    );
    const ladder = shippedPolicy.ladders['otp-arrival'].filter((r) => r.rung !== 'day-5');
    const { number } = await engine.policies.draft(
      { reason: 'x', change: { ladders: { 'otp-arrival': ladder } } },
      lead,
    );
    const { number: preview } = await engine.policies.preview(number, lead);
    const cases = await engine.policies.previewedCases(preview, 200);
    const kinds = (id: string) =>
      cases.find((c) => c.caseId === id)?.changes.map((c) => `${c.rung} ${c.change}`);
    expect([kinds(sent), kinds(unsent)]).toEqual([undefined, ['day-5 letter-withdrawn']]);
    await engine.policies.publish(number, preview, lead);
    const status = async (id: string) =>
      (await engine.db.query('SELECT status FROM letter WHERE case_id = $1', [id]))[0];
    expect([await status(sent), await status(unsent)]).toEqual([
      { status: 'sent' },
      { status: 'withdrawn' },
    ]);
  });

  it('withdraws the open task of a rung that is gone, and brings it back with the rung', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-10-20', channel: 'post' });
    await engine.due.drain();
    const tasks = () => engine.tasks.forCase(id);
    expect(await tasks()).toMatchObject([{ kind: 'otp-arrival/day-10', status: 'open' }]);
    const ladder = shippedPolicy.ladders['otp-arrival'].filter((r) => r.rung !== 'day-10');
    await publish({ change: { ladders: { 'otp-arrival': ladder } } });
    expect(await tasks()).toMatchObject([{ status: 'withdrawn' }]);
    await restoreShipped();
    expect(await tasks()).toMatchObject([{ status: 'open' }]);
  });

  it('needs a preview of the draft as it stands, not over an hour old', async () => {
    const { number } = await engine.policies.draft({ reason: 'x' }, lead);
    const outdated = { code: 'preview-outdated' };
    const policies = engine.policies;
    await expect(policies.publish(number, 999, lead)).rejects.toMatchObject(outdated);
    const first = await policies.preview(number, lead);
    await policies.redraft(number, { reason: 'y', change: { parkedForDays: 91 } }, 1, lead);
    expect(await policies.latestPreview(number)).toBeNull();
    await expect(policies.publish(number, first.number, lead)).rejects.toMatchObject(outdated);
    const second = await policies.preview(number, lead);
    await expect(policies.publish(number, first.number, lead)).rejects.toMatchObject(outdated);
    engine.clock.set('2026-11-03T11:00:01Z');
    await expect(policies.publish(number, second.number, lead)).rejects.toMatchObject(outdated);
    engine.clock.set('2026-11-03T11:00:00Z');
    await policies.publish(number, second.number, lead);
    expect(await policies.inForce()).toMatchObject({ number, publishedBy: lead });
  });

  it('is refused when the caseload has changed since what was seen, and changes nothing', async () => {
    const id = await openCase();
    const change = { ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { days: 6 }) } };
    const { number } = await engine.policies.draft({ reason: 'x', change }, lead);
    const { number: seen } = await engine.policies.preview(number, lead);
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const before = await sendMoments(id);
    await expect(engine.policies.publish(number, seen, lead)).rejects.toMatchObject({
      code: 'preview-outdated',
      message: expect.stringContaining('caseload has changed'),
    });
    expect(await sendMoments(id)).toEqual(before);
    expect(await engine.policies.currentDraft()).toMatchObject({ number });
    // A note changes no date, so what was seen still holds.
    const again = await engine.policies.preview(number, lead);
    await record(id, { type: 'note-added', at: tuesday, text: 'Rang them.' });
    await engine.policies.publish(number, again.number, lead);
  });

  it('leaves no rung of a case by the policy before, however many write meanwhile', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => openCase()));
    const change = { ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { days: 4 }) } };
    const { number } = await engine.policies.draft({ reason: 'x', change }, lead);
    const { number: seen } = await engine.policies.preview(number, lead);
    const asked = { type: 'otp-requested', on: '2026-11-02', channel: 'post' };
    // Half are written before it may begin, so it is refused once or more, and tried again.
    const writing = Promise.all(ids.map((id) => record(id, asked)));
    let preview = seen;
    for (;;) {
      const failure = await engine.policies.publish(number, preview, lead).then(
        () => null,
        (error: { code: string }) => error,
      );
      if (!failure) break;
      expect(failure.code).toBe('preview-outdated');
      preview = (await engine.policies.preview(number, lead)).number;
    }
    await writing;
    for (const id of ids)
      expect(await sendMoments(id)).toMatchObject({ 'otp-arrival day-5': '2026-11-06T09:00:00Z' });
    expect((await engine.audit.audit()).drift).toEqual([]);
  });

  it('sets bells for what moved, once it is committed', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'post' });
    const rung: DueMoment[] = [];
    class Heard extends BellSetter {
      override async setFor(moments: readonly DueMoment[]): Promise<void> {
        expect((await engine.policies.inForce()).policy.ladders['otp-arrival'][0]?.days).toBe(2);
        rung.push(...moments);
      }
    }
    const policies = new PoliciesService(engine.db, engine.clock, new Heard(), engine.settings);
    const change = { ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { days: 2 }) } };
    const { number } = await policies.draft({ reason: 'x', change }, lead);
    const preview = await policies.preview(number, lead);
    expect(rung).toEqual([]);
    await policies.publish(number, preview.number, lead);
    expect(rung).toContainEqual({
      clock: 'otp-arrival',
      at: Temporal.Instant.from('2026-11-04T09:00:00Z'),
    });
  });
});

describe('a bank holiday announced late', () => {
  let database: TestDatabase;
  let then: Engine;

  afterEach(() => then.close());

  /** An engine at that moment, whose calendar does not know the holiday yet. */
  async function before(now: string, holiday: string): Promise<void> {
    database = await testDatabase();
    then = engineOn(database, now);
    const known = shippedBankHolidays().filter((h: BankHoliday) => h.date !== holiday);
    officerId = await buildOfficer(then.db);
    await publish({ bankHolidays: known }, then);
  }

  it('moves what waits for the day of the state funeral, Monday 19 September 2022', async () => {
    // Announced on Saturday 10 September 2022.
    await before('2022-09-09T10:00:00Z', '2022-09-19');
    const { locationId } = await buildSite(then.db);
    const { id } = await then.cases.open({ locationId, officerId, on: '2022-08-24' }, lead);
    const write = (fact: object) => then.cases.record(id, fact, lead);
    await write({ type: 'otp-requested', on: '2022-08-24', channel: 'post' });
    await write({ type: 'otp-received', on: '2022-08-30' });
    await write({ type: 'provider-asked', at: '2022-09-09T09:00:00Z', about: 'people' });
    expect(await sendMoments(id, then)).toMatchObject({
      // Day 26 is Monday 19 September: the last warning goes that day, the call too.
      'otp-validity day-26': '2022-09-19T08:00:00Z',
      'otp-validity day-26-call': '2022-09-19T08:00:00Z',
      'otp-validity expired': '2022-09-21T23:00:00Z',
      'provider-silence working-day-5': '2022-09-16T08:00:00Z',
      'provider-silence working-day-10': '2022-09-23T08:00:00Z',
    });
    then.clock.set('2022-09-10T09:00:00Z');
    const holiday = { date: '2022-09-19', title: 'Bank Holiday for the State Funeral' };
    await publish({ addBankHolidays: [holiday] }, then);
    expect(await sendMoments(id, then)).toMatchObject({
      // A last warning goes back to Friday, the call on to Tuesday; the code dies when it dies.
      'otp-validity day-26': '2022-09-16T08:00:00Z',
      'otp-validity day-26-call': '2022-09-20T08:00:00Z',
      'otp-validity expired': '2022-09-21T23:00:00Z',
      'provider-silence working-day-5': '2022-09-16T08:00:00Z',
      'provider-silence working-day-10': '2022-09-26T08:00:00Z',
    });
    const [, , call] = await then.cases
      .followUps(id)
      .then((all) => all.filter((f) => f.clock === 'otp-validity' && f.rung.startsWith('day-2')));
    expect(call?.basis.join(' ')).toContain('Bank Holiday for the State Funeral');
    then.clock.set('2022-09-19T10:00:00Z');
    await then.due.drain();
    expect(await sendMoments(id, then)).toHaveProperty('otp-validity day-26-call');
    then.clock.set('2022-09-20T08:00:00Z');
    await then.due.drain();
    expect(then.troubles).toEqual([]);
    expect(await then.tasks.forCase(id)).toMatchObject([{ kind: 'otp-validity/day-26-call' }]);
    expect((await then.audit.audit()).drift).toEqual([]);
  });

  it('moves what waits for the day of the coronation, Monday 8 May 2023', async () => {
    // Announced on Sunday 6 November 2022, half a year ahead.
    await before('2022-11-04T10:00:00Z', '2023-05-08');
    const { locationId } = await buildSite(then.db);
    const { id } = await then.cases.open({ locationId, officerId, on: '2022-07-01' }, lead);
    // Edition 21/22 is valid to 30 June 2023; a ladder of its own gives a rung on 8 May.
    await then.cases.record(
      id,
      {
        type: 'dspt-published',
        on: '2022-07-01',
        level: 'met',
        edition: '21/22',
        coverage: 'own',
      },
      lead,
    );
    await publish(
      {
        change: {
          ladders: {
            'dspt-currency': ladderWith('dspt-currency', 'days-60', { daysBeforeEnd: 53 }),
          },
        },
      },
      then,
    );
    expect(await sendMoments(id, then)).toMatchObject({
      'dspt-currency days-60': '2023-05-08T08:00:00Z',
      'dspt-currency days-30': '2023-05-31T08:00:00Z',
    });
    then.clock.set('2022-11-06T12:00:00Z');
    const holiday = {
      date: '2023-05-08',
      title: 'Bank holiday for the coronation of King Charles III',
    };
    const { number } = await then.policies.draft(
      { reason: 'Announced today', addBankHolidays: [holiday] },
      lead,
    );
    const preview = await then.policies.preview(number, lead);
    expect(preview.totals).toMatchObject({ cases: 1, moves: 1, appears: 0, vanishes: 0 });
    await then.policies.publish(number, preview.number, lead);
    expect(await sendMoments(id, then)).toMatchObject({
      'dspt-currency days-60': '2023-05-09T08:00:00Z',
      'dspt-currency days-30': '2023-05-31T08:00:00Z',
    });
  });

  it('moves a last warning forward when the day it would go back to is over', async () => {
    await before('2022-09-09T10:00:00Z', '2022-09-19');
    const { locationId } = await buildSite(then.db);
    const { id } = await then.cases.open({ locationId, officerId, on: '2022-08-24' }, lead);
    await then.cases.record(
      id,
      { type: 'otp-requested', on: '2022-08-24', channel: 'email' },
      lead,
    );
    then.clock.set('2022-09-18T12:00:00Z');
    await then.due.drain();
    const holiday = { date: '2022-09-19', title: 'Bank Holiday for the State Funeral' };
    await publish({ addBankHolidays: [holiday] }, then);
    expect(await sendMoments(id, then)).toMatchObject({
      'otp-validity day-26': '2022-09-20T08:00:00Z',
    });
  });
});

describe('a draft that cannot be taken', () => {
  const wrong = async (input: object) =>
    engine.policies.draft({ reason: 'x', ...input }, lead).then(
      () => [],
      (error: { problems: { pointer: string }[] }) => error.problems.map((p) => p.pointer),
    );

  it.each<[string, object, string[]]>([
    ['without a reason', { reason: ' ' }, ['/reason']],
    ['with a field nobody knows', { colour: 'red' }, ['/colour']],
    ['of both kinds', { document: shippedPolicy, change: {} }, ['/change']],
    [
      'with hours that end before they begin',
      { change: { sendingHours: { from: 12, to: 9 } } },
      ['/change/sendingHours'],
    ],
    [
      'with several faults',
      { change: { passcodeGoodForDays: 0, sendingHours: { from: 'x', to: 17 } } },
      ['/change/sendingHours/from', '/change/passcodeGoodForDays'],
    ],
    [
      'with a letter nobody has written',
      {
        change: {
          ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { letter: 'hi' }) },
        },
      },
      ['/change/ladders/otp-arrival/0/letter'],
    ],
    [
      'that writes to a person where there is none',
      {
        document: {
          ...shippedPolicy,
          ladders: {
            ...shippedPolicy.ladders,
            'otp-arrival': ladderWith('otp-arrival', 'day-7', { to: 'person' }),
          },
        },
      },
      ['/document/ladders/otp-arrival/1/to'],
    ],
    [
      'that would not note the end of a passcode',
      {
        change: {
          ladders: {
            'otp-validity': shippedPolicy.ladders['otp-validity'].filter((r) => r.act !== 'record'),
          },
        },
      },
      ['/change/ladders/otp-validity'],
    ],
    [
      'with days that are none, or there already',
      { addBankHolidays: [{ date: '2026-02-30', title: 'x' }] },
      ['/addBankHolidays/0/date'],
    ],
    [
      'with a holiday that is there already',
      { addBankHolidays: [{ date: '2026-12-25', title: 'Christmas again' }] },
      ['/addBankHolidays/0/date'],
    ],
    [
      'without one that is not there',
      { removeBankHolidays: ['2026-12-24'] },
      ['/removeBankHolidays/0'],
    ],
  ])('is refused: %s', async (_, input, pointers) => {
    expect(await wrong(input)).toEqual(pointers);
  });
});
