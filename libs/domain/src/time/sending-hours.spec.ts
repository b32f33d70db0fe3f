import { Temporal } from 'temporal-polyfill';
import { isSendingMoment, nextSendingMoment, previousSendingMoment } from './sending-hours';
import { workingCalendar } from './working-calendar';

const hours = { from: 9, to: 17 };
const calendar = workingCalendar([
  { date: '2026-12-25', title: 'Christmas Day' },
  { date: '2026-12-28', title: 'Boxing Day (substitute day)' },
]);
const at = (iso: string) => Temporal.Instant.from(iso);

/** Moments in London, and where a letter due then goes: on to, and for a last warning back to. */
const table = [
  ['Thursday at 9:00', '2026-12-24T09:00:00Z', '2026-12-24T09:00:00Z', '2026-12-24T09:00:00Z'],
  ['Thursday just before 17:00', '2026-12-24T16:59:59.999Z', null, null],
  ['Thursday at 17:00', '2026-12-24T17:00:00Z', '2026-12-29T09:00:00Z', '2026-12-23T09:00:00Z'],
  ['Thursday at 8:59', '2026-12-24T08:59:59Z', '2026-12-24T09:00:00Z', '2026-12-23T09:00:00Z'],
  ['Christmas Day', '2026-12-25T10:00:00Z', '2026-12-29T09:00:00Z', '2026-12-24T09:00:00Z'],
  ['a Sunday', '2026-12-27T10:00:00Z', '2026-12-29T09:00:00Z', '2026-12-24T09:00:00Z'],
  ['summer, 9:00', '2026-07-01T08:00:00Z', null, null],
  ['summer, 8:59', '2026-07-01T07:59:00Z', '2026-07-01T08:00:00Z', '2026-06-30T08:00:00Z'],
  ['summer, 17:00', '2026-07-01T16:00:00Z', '2026-07-02T08:00:00Z', '2026-06-30T08:00:00Z'],
  [
    'Saturday before the clocks go back',
    '2026-10-24T08:00:00Z',
    '2026-10-26T09:00:00Z',
    '2026-10-23T08:00:00Z',
  ],
  [
    'Saturday before they go forward',
    '2027-03-27T09:00:00Z',
    '2027-03-29T08:00:00Z',
    '2027-03-26T09:00:00Z',
  ],
] as const;

describe('sending hours: 9:00 included to 17:00 excluded, London, on working days', () => {
  it.each(table)('%s', (_, moment, next, previous) => {
    const given = at(moment);
    const open = next === null || next === moment;
    expect(isSendingMoment(given, calendar, hours)).toBe(open);
    expect(nextSendingMoment(given, calendar, hours).toString()).toBe(next ?? moment);
    expect(previousSendingMoment(given, calendar, hours).toString()).toBe(previous ?? moment);
  });

  it('other hours may be set', () => {
    const long = { from: 8, to: 20 };
    expect(isSendingMoment(at('2026-12-24T19:59:00Z'), calendar, long)).toBe(true);
    expect(nextSendingMoment(at('2026-12-24T20:00:00Z'), calendar, long).toString()).toBe(
      '2026-12-29T08:00:00Z',
    );
  });
});
