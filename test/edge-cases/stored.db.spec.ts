/*
 * Edge cases of the domain rules, section 10, that depend on what is stored and fired: 3, 8, 15, 54,
 * 57, 58, 59 and 64, on the real use cases and a real database. Only the clock is set by hand, and
 * nothing is sent.
 */
import { StaleVersion } from '@app/domain';
import { shippedBankHolidays } from '@app/cases';
import * as a from '../builders/facts';
import { buildOfficer, buildSite } from '../builders/register';
import { type Engine, testEngine } from '../harness/engine';

/** Monday 2 November 2026, eight in the morning. */
const monday = '2026-11-02T08:00:00Z';
const actor = 'officer:test';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(monday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(monday));
afterEach(() => expect(engine.troubles).toEqual([]));

async function openCase(name?: string): Promise<string> {
  const { locationId } = await buildSite(engine.db, {
    ...(name ? { name } : {}),
    sealer: engine.sealer,
    contact: { name: 'Jo Manager', email: 'jo@home.example' },
  });
  return (await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, actor)).id;
}

async function openCaseWith(...facts: a.GivenFact[]): Promise<string> {
  const id = await openCase();
  for (const fact of facts) await engine.cases.record(id, fact, actor);
  return id;
}

const record = (id: string, fact: a.GivenFact) => engine.cases.record(id, fact, actor);

async function at(moment: string): Promise<void> {
  engine.clock.set(moment);
  await engine.due.drain();
}

/** "rung outcome" of a clock, as stored. */
const outcomes = async (id: string, clock: string): Promise<string[]> =>
  (await engine.cases.followUps(id))
    .filter((f) => f.clock === clock)
    .map((f) => `${f.rung} ${f.outcome ?? f.status}`);

const sendMoments = async (id: string): Promise<Record<string, string>> =>
  Object.fromEntries((await engine.cases.followUps(id)).map((f) => [f.rung, f.sendAt.toString()]));

describe('supersession is stored at once', () => {
  it('3: a new request cancels every reminder of the old code in one transaction', async () => {
    const id = await openCaseWith(a.requested('2026-11-02'));
    engine.clock.set('2026-11-05T10:00:00Z');
    await record(id, a.requested('2026-11-05'));
    const stored = await engine.cases.followUps(id);
    const old = stored.filter((f) => f.anchor === '2026-11-02');
    expect(new Set(old.map((f) => f.outcome))).toEqual(new Set(['superseded']));
    expect(stored.filter((f) => f.anchor === '2026-11-05').map((f) => f.status)).toEqual(
      Array(8).fill('waiting'),
    );
  });

  it('8: an issue date learned late leaves what was sent and moves the rest', async () => {
    const id = await openCaseWith(a.requested('2026-11-02', 'email'));
    await at('2026-11-16T09:00:00Z');
    engine.clock.set('2026-11-20T10:00:00Z');
    await record(id, a.issued('2026-11-09'));
    expect(await outcomes(id, 'otp-validity')).toEqual([
      'day-14 sent',
      'day-21 waiting',
      'day-26 waiting',
      'day-26-call waiting',
      'expired waiting',
    ]);
    expect(await sendMoments(id)).toMatchObject({
      'day-14': '2026-11-16T09:00:00Z',
      'day-21': '2026-11-30T09:00:00Z',
      expired: '2026-12-08T00:00:00Z',
    });
    expect((await engine.cases.timeline(id)).map((f) => f.type)).toContain('follow-up-fired');
  });

  it('15: a note with a passcode in it leaves no trace', async () => {
    const id = await openCase();
    const note = a.note('2026-11-02T07:00:00Z', 'The OTP is 482913');
    await expect(record(id, note)).rejects.toMatchObject({ code: 'secret-refused' });
    expect((await engine.cases.timeline(id)).map((f) => f.type)).toEqual(['case-opened']);
  });
});

describe('letters and people', () => {
  it('54: opted out: letters are suppressed, the officer still gets her task', async () => {
    const id = await openCaseWith(a.requested('2026-11-02'), a.optedOut('2026-11-02T07:30:00Z'));
    for (const day of ['2026-11-09', '2026-11-12']) await at(`${day}T09:00:00Z`);
    expect(await outcomes(id, 'otp-arrival')).toEqual([
      'day-5 suppressed',
      'day-7 suppressed',
      'day-10 task',
    ]);
  });

  it('54: a new case of the same site knows that it asked for no letters', async () => {
    const first = await openCaseWith(a.optedOut('2026-11-02T07:30:00Z'));
    const { locationId } = await engine.cases.get(first);
    await engine.cases.record(first, a.closed('2026-11-02T07:45:00Z'), actor);
    const officerId = await buildOfficer(engine.db);
    const opened = await engine.cases.open({ locationId, officerId, on: '2026-11-02' }, actor);
    await engine.cases.record(opened.id, a.requested('2026-11-02'), actor);
    await at('2026-11-09T09:00:00Z');
    expect(await outcomes(opened.id, 'otp-arrival')).toEqual([
      'day-5 suppressed',
      'day-7 suppressed',
      'day-10 waiting',
    ]);
    const [, wish] = await engine.cases.timeline(opened.id);
    expect(wish).toMatchObject({
      type: 'opted-out',
      recordedBy: 'system',
      override: 'They asked for no letters in the case opened on Sunday 1 November 2026.',
    });
    // They change their mind, and it holds for the case after that.
    await engine.cases.record(opened.id, a.optedIn('2026-11-09T09:00:00Z'), actor);
    await engine.cases.record(opened.id, a.closed('2026-11-09T09:00:00Z'), actor);
    const third = await engine.cases.open({ locationId, officerId, on: '2026-11-09' }, actor);
    expect((await engine.cases.timeline(third.id)).map((f) => f.type)).toEqual(['case-opened']);
  });

  it('55: one account holder objects: theirs stop, others are unaffected', async () => {
    const id = await openCaseWith(
      a.named('2026-11-02', 'Ann Lee', { email: 'ann@home.example' }),
      a.named('2026-11-02', 'Bob Roy', { email: 'bob@home.example' }),
      a.created('2026-11-02', 'Ann Lee'),
      a.created('2026-11-02', 'Bob Roy'),
      a.personOptedOut('2026-11-02T07:30:00Z', 'Ann Lee'),
    );
    await at('2026-11-05T09:00:00Z');
    const fired = (await engine.cases.followUps(id)).filter((f) => f.outcome !== null);
    expect(fired.map((f) => [f.person, f.outcome, f.reason])).toEqual([
      ['Ann Lee', 'suppressed', 'person-opted-out'],
      ['Bob Roy', 'sent', null],
    ]);
  });

  it('57: of two officers who edit together the second gets a conflict', async () => {
    const id = await openCase();
    const { version } = await engine.cases.get(id);
    await engine.cases.record(id, a.agreed('2026-11-02'), 'officer:one', version);
    const second = engine.cases.record(id, a.declined('2026-11-02'), 'officer:two', version);
    await expect(second).rejects.toBeInstanceOf(StaleVersion);
    expect((await engine.cases.state(id)).declinedOn).toBeNull();
  });
});

describe('time that passed, and time that changed', () => {
  it('58: down until after its end: no reminder goes, and the end is recorded at its true time', async () => {
    const id = await openCaseWith(a.requested('2026-11-02'));
    await at('2026-12-05T12:00:00Z');
    await at('2026-12-07T09:00:00Z');
    await at('2026-12-07T09:00:00Z');
    const letters = (await engine.cases.followUps(id)).filter((f) => f.letter !== null);
    expect(letters.map((f) => f.outcome)).not.toContain('sent');
    const expired = (await engine.cases.timeline(id)).filter(
      (f) => f.type === 'follow-up-fired' && f.details.rung === 'expired',
    );
    expect(expired.map((f) => f.at)).toEqual(['2026-12-01T00:00:00Z']);
  });

  it('58: down from Tuesday to Friday only the newest of two missed letters goes, and once', async () => {
    const id = await openCaseWith(a.requested('2026-10-29'));
    // Day 5 was Tuesday 3 November, day 7 Thursday the 5th.
    await at('2026-11-06T10:00:00Z');
    await at('2026-11-06T10:05:00Z');
    expect((await outcomes(id, 'otp-arrival')).slice(0, 2)).toEqual([
      'day-5 superseded',
      'day-7 sent',
    ]);
  });

  it('59: a bank holiday added at short notice moves what waits; what was sent stands', async () => {
    const id = await openCaseWith(a.requested('2026-11-02'));
    await at('2026-11-09T09:00:00Z');
    engine.clock.set('2026-11-11T10:00:00Z');
    const mourning = { date: '2026-11-12', title: 'Day of mourning' };
    const bankHolidays = [...shippedBankHolidays(), mourning];
    const { number } = await engine.policies.draft(
      { bankHolidays, reason: 'Proclaimed today.' },
      'officer:lead',
    );
    const preview = await engine.policies.preview(number, 'officer:lead');
    await engine.policies.publish(number, preview.number, 'officer:lead');
    expect(await outcomes(id, 'otp-arrival')).toEqual([
      'day-5 sent',
      'day-7 merged',
      'day-10 waiting',
    ]);
    expect(await sendMoments(id)).toMatchObject({
      'day-7': '2026-11-09T09:00:00Z',
      'day-10': '2026-11-13T09:00:00Z',
    });
  });

  it('64: each site of a group has a case of its own', async () => {
    const [one, other] = [await openCase('North House'), await openCase('South House')];
    await record(one, a.requested('2026-11-02'));
    await record(other, a.contactId('2026-11-02'));
    expect(await engine.cases.get(one)).toMatchObject({ stage: 'proving' });
    expect(await engine.cases.get(other)).toMatchObject({ stage: 'ready' });
  });
});
