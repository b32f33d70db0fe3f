import type { BankHoliday } from '@app/domain';
import { ladderWith, publishPolicy, sendMoments } from '../../../../test/builders/policies';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { testDatabase } from '../../../../test/harness/database';
import { type Engine, engineOn } from '../../../../test/harness/engine';
import { shippedBankHolidays } from '../clock-settings';

const lead = 'officer:lead';

describe('a bank holiday announced late', () => {
  let then: Engine;
  let officerId: string;

  afterEach(() => then.close());

  /** An engine at that moment, whose calendar does not know the holiday yet. */
  async function before(now: string, holiday: string): Promise<void> {
    then = engineOn(await testDatabase(), now);
    const known = shippedBankHolidays().filter((h: BankHoliday) => h.date !== holiday);
    officerId = await buildOfficer(then.db);
    await publishPolicy(then, { bankHolidays: known });
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
    expect(await sendMoments(then, id)).toMatchObject({
      // Day 26 is Monday 19 September: the last warning goes that day, the call too.
      'otp-validity day-26': '2022-09-19T08:00:00Z',
      'otp-validity day-26-call': '2022-09-19T08:00:00Z',
      'otp-validity expired': '2022-09-21T23:00:00Z',
      'provider-silence working-day-5': '2022-09-16T08:00:00Z',
      'provider-silence working-day-10': '2022-09-23T08:00:00Z',
    });
    then.clock.set('2022-09-10T09:00:00Z');
    const holiday = { date: '2022-09-19', title: 'Bank Holiday for the State Funeral' };
    await publishPolicy(then, { addBankHolidays: [holiday] });
    expect(await sendMoments(then, id)).toMatchObject({
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
    expect(await sendMoments(then, id)).toHaveProperty('otp-validity day-26-call');
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
    await publishPolicy(then, {
      change: {
        ladders: {
          'dspt-currency': ladderWith('dspt-currency', 'days-60', { daysBeforeEnd: 53 }),
        },
      },
    });
    expect(await sendMoments(then, id)).toMatchObject({
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
    expect(await sendMoments(then, id)).toMatchObject({
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
    await publishPolicy(then, { addBankHolidays: [holiday] });
    expect(await sendMoments(then, id)).toMatchObject({
      'otp-validity day-26': '2022-09-20T08:00:00Z',
    });
  });
});
