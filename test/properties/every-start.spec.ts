import type { SimulationResult } from '@app/domain';
import { DateTime } from 'luxon';
import { SendingTimes } from '@app/night-audit';
import { expectAgreement, simulated } from './agreement';
import { bankHolidaysOfEngland } from './bank-holidays';
import type { Story } from './case-stories';

const zone = 'Europe/London';
const years = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027];
const hour = 3_600_000;
const sendingTimes = new SendingTimes(new Set(bankHolidaysOfEngland));

/** Holidays of the year and its neighbours, as a person would give them. */
const holidaysAround = (year: number): string[] =>
  bankHolidaysOfEngland.filter((on) => Math.abs(Number(on.slice(0, 4)) - year) <= 1);

const utc = (at: DateTime): string => at.toUTC().toISO({ suppressMilliseconds: true }) ?? '';

function story(at: DateTime, fact: Record<string, unknown>): Story {
  const asOf = utc(at);
  return { asOf, until: asOf, facts: [fact], bankHolidays: holidaysAround(at.year) };
}

function daysOf(year: number): DateTime[] {
  const first = DateTime.fromObject({ year, hour: 8 }, { zone });
  return Array.from({ length: first.daysInYear }, (_, n) => first.plus({ days: n }));
}

/** What holds of every rung, whoever worked it out. */
function expectDecent({ followUps }: SimulationResult): void {
  for (const { clock, rung, dueAt, sendAt } of followUps) {
    const goes = DateTime.fromISO(sendAt).toMillis();
    const due = DateTime.fromISO(dueAt, { zone });
    const problems = [
      ...(isRecord(rung) && goes !== due.toMillis() ? ['a record that moved'] : []),
      ...(isRecord(rung) || sendingTimes.isOpen(goes) ? [] : ['out of sending hours']),
      ...(rung === 'day-26' && goes > due.toMillis() ? ['a last warning after its day'] : []),
      ...(rung !== 'day-26' && goes < due.toMillis() ? ['before it is due'] : []),
      ...(Math.abs(goes - due.toMillis()) > 5 * 24 * hour ? ['far from its day'] : []),
      ...(clock === 'nhsmail-reply' || due.toFormat('HH:mm:ss.SSS') === wallClockTime(rung)
        ? []
        : ['not at its time of day']),
    ];
    expect({ clock, rung, dueAt, sendAt, problems }).toMatchObject({ problems: [] });
  }
}

const isRecord = (rung: string): boolean => rung === 'expired' || rung === 'breach';

const wallClockTime = (rung: string): string =>
  rung === 'expired' ? '00:00:00.000' : '09:00:00.000';

describe.each(years)('every day of %i', (year) => {
  it('a code requested by post that day', () => {
    for (const day of daysOf(year)) {
      const fact = { type: 'otp-requested', on: day.toISODate(), channel: 'post' };
      const result = expectAgreement(story(day, fact));
      expect(result.followUps).toHaveLength(8);
      expectDecent(result);
    }
  });

  it('an application submitted that day, each day at another hour', () => {
    daysOf(year).forEach((day, n) => {
      const at = day.set({ hour: n % 24, minute: n % 2 === 0 ? 0 : 59 });
      expectDecent(expectAgreement(story(at, { type: 'submitted', at: utc(at) })));
    });
  });

  it('every hour around both changes of the clocks: 48 hours are 48 hours', () => {
    for (const change of clockChanges(year))
      for (let n = -50; n <= 50; n++) {
        const at = change.plus({ hours: n });
        const result = expectAgreement(story(at, { type: 'submitted', at: utc(at) }));
        expectDecent(result);
        const breach = result.followUps.find((f) => f.rung === 'breach');
        expect(DateTime.fromISO(breach?.dueAt ?? '').toMillis()).toBe(at.toMillis() + 48 * hour);
      }
  });
});

/** The two moments of a year at which London changes its distance from Greenwich, by looking. */
function clockChanges(year: number): DateTime[] {
  const changes: DateTime[] = [];
  let before = DateTime.fromObject({ year }, { zone: 'utc' });
  for (let at = before.plus({ hours: 1 }); at.year === year; at = at.plus({ hours: 1 })) {
    if (at.setZone(zone).offset !== before.setZone(zone).offset) changes.push(at);
    before = at;
  }
  expect(changes).toHaveLength(2);
  return changes;
}

describe('examples anyone can check on a wall calendar', () => {
  const due = (asked: Story, rung: string) =>
    simulated(asked).followUps.find((f) => f.rung === rung)?.dueAt;
  const at = (iso: string) => DateTime.fromISO(iso, { zone });

  it('17:00 on Friday 23 October 2026 and 48 hours is 16:00 on Sunday 25 October', () => {
    const asked = story(at('2026-10-23T17:00'), { type: 'submitted', at: '2026-10-23T16:00:00Z' });
    expect(due(asked, 'breach')).toBe('2026-10-25T16:00:00Z');
    expectAgreement(asked);
  });

  it('17:00 on Friday 26 March 2027 and 48 hours is 18:00 on Sunday 28 March', () => {
    const asked = story(at('2027-03-26T17:00'), { type: 'submitted', at: '2027-03-26T17:00:00Z' });
    expect(due(asked, 'breach')).toBe('2027-03-28T17:00:00Z');
    expectAgreement(asked);
  });

  it.each([
    ['2027-03-10', '2027-04-07T23:00:00Z'],
    ['2026-10-10', '2026-11-08T00:00:00Z'],
    ['2026-12-24', '2027-01-22T00:00:00Z'],
    ['2024-02-01', '2024-03-01T00:00:00Z'],
    ['2023-02-01', '2023-03-02T00:00:00Z'],
    ['2027-12-31', '2028-01-29T00:00:00Z'],
  ])('a code issued on %s is dead from %s', (on, dead) => {
    const asked = story(at(`${on}T08:00`), { type: 'otp-requested', on, channel: 'email' });
    asked.facts.push({ type: 'otp-issued', on });
    expect(due(asked, 'expired')).toBe(dead);
    expectAgreement(asked);
  });
});
