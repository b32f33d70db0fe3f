import fc from 'fast-check';
import { DateTime } from 'luxon';
import { bankHolidaysOfEngland } from './bank-holidays';

/** A simulation in its published JSON shape. */
export interface Story {
  asOf: string;
  until: string;
  facts: Record<string, unknown>[];
  bankHolidays: string[];
}

const day = 24 * 60;
const zone = 'Europe/London';

/** Wall-clock minutes of the day at which rules change their minds, and any other. */
const timeOfDay = fc.oneof(
  fc.constantFrom(0, 1, 8 * 60, 9 * 60 - 1, 9 * 60, 11 * 60, 17 * 60 - 1, 17 * 60, day - 1),
  fc.integer({ min: 0, max: day - 1 }),
);

/** A fact's moment: wall-clock minutes after the midnight before `asOf`, mostly in the weeks around. */
const moment = fc
  .tuple(fc.oneof(fc.integer({ min: -45, max: 35 }), fc.integer({ min: -3, max: 8 })), timeOfDay)
  .map(([days, minutes]) => days * day + minutes);

const onDay = (type: string, fields: object = {}) => fc.constant({ type, when: 'on', ...fields });
const atInstant = (type: string, fields: object = {}) =>
  fc.constant({ type, when: 'at', ...fields });

const channel = fc.constantFrom('post', 'post', 'post', 'email');
const outcome = fc.constantFrom('accepted', 'rejected', 'already-exists', 'question');

/** What may happen to a case; what starts and stops clocks happens most. */
const happening = fc.oneof(
  { weight: 9, arbitrary: channel.map((c) => ({ type: 'otp-requested', when: 'on', channel: c })) },
  { weight: 5, arbitrary: onDay('otp-issued') },
  { weight: 4, arbitrary: onDay('otp-received') },
  { weight: 2, arbitrary: atInstant('otp-used') },
  { weight: 1, arbitrary: atInstant('otp-used', { override: 'it worked all the same' }) },
  { weight: 2, arbitrary: onDay('contact-id-confirmed') },
  { weight: 5, arbitrary: atInstant('submitted') },
  { weight: 1, arbitrary: atInstant('submitted', { override: 'sent once more' }) },
  {
    weight: 4,
    arbitrary: outcome.map((o) => ({ type: 'nhsmail-replied', when: 'at', outcome: o })),
  },
  { weight: 2, arbitrary: atInstant('opted-out') },
  { weight: 2, arbitrary: atInstant('opted-in') },
  { weight: 2, arbitrary: atInstant('closed', { reason: 'declined' }) },
  { weight: 2, arbitrary: atInstant('reopened') },
  { weight: 1, arbitrary: onDay('case-opened') },
  { weight: 1, arbitrary: onDay('agreed') },
  { weight: 1, arbitrary: atInstant('note-added', { text: 'rang them' }) },
  {
    weight: 1,
    arbitrary: atInstant('handed-over', { officer: '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11' }),
  },
  { weight: 5, arbitrary: fc.nat(11).map((fact) => ({ type: 'retracted', when: 'at', fact })) },
);

/** What sets clocks going, days before the story is told or as it goes on. */
const start = fc.record({
  what: fc.oneof(
    {
      weight: 3,
      arbitrary: channel.map((c) => ({ type: 'otp-requested', when: 'on', channel: c })),
    },
    { weight: 1, arbitrary: atInstant('submitted') },
  ),
  moment,
});

const happenings = fc
  .tuple(
    fc.array(start, { maxLength: 1 }),
    fc.array(fc.record({ what: happening, moment }), { minLength: 1, maxLength: 11 }),
  )
  .map(([begun, then]) => [...begun, ...then]);

const midnight = (year: number, dayOfYear: number) =>
  DateTime.fromObject({ year }, { zone }).plus({ days: dayOfYear });

const iso = (at: DateTime): string => at.toUTC().toISO({ suppressMilliseconds: true }) ?? '';

const wallClock = (start: DateTime, minutes: number): DateTime =>
  start.plus({ days: Math.floor(minutes / day) }).set({
    hour: Math.floor((((minutes % day) + day) % day) / 60),
    minute: ((minutes % 60) + 60) % 60,
  });

/** Extra days off, as when a holiday is announced at short notice. */
const extraHolidays = fc.array(fc.integer({ min: -40, max: 60 }), { minLength: 1, maxLength: 6 });

/**
 * Cases as they may go, and as they may not: facts in order and out of it, learned late, repeated,
 * retracted, on closed cases; 2018 to 2027, so over every kind of clock change, holiday and leap day.
 */
export const stories: fc.Arbitrary<Story> = fc
  .record({
    year: fc.integer({ min: 2018, max: 2027 }),
    dayOfYear: fc.nat(364),
    asOfMinutes: timeOfDay,
    runsForDays: fc.integer({ min: 0, max: 60 }),
    inOrder: fc.boolean(),
    happenings,
    extraHolidays: fc.option(extraHolidays, { nil: [] as number[] }),
  })
  .map((s) => {
    const today = midnight(s.year, s.dayOfYear);
    const list = s.inOrder ? [...s.happenings].sort((a, b) => a.moment - b.moment) : s.happenings;
    return {
      asOf: iso(wallClock(today, s.asOfMinutes)),
      until: iso(wallClock(today, s.asOfMinutes).plus({ days: s.runsForDays })),
      facts: list.map(({ what: { when, ...fields }, moment: minutes }) => {
        const at = wallClock(today, minutes);
        return { ...fields, ...(when === 'on' ? { on: at.toISODate() } : { at: iso(at) }) };
      }),
      bankHolidays: [
        ...bankHolidaysOfEngland.filter((on) => Math.abs(Number(on.slice(0, 4)) - s.year) <= 1),
        ...s.extraHolidays.map((days) => today.plus({ days }).toISODate() ?? ''),
      ],
    };
  });
