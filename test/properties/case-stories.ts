import fc from 'fast-check';
import { DateTime } from 'luxon';
import { bankHolidaysOfEngland } from './bank-holidays';
import { type Happening, happening, starting } from './happenings';

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
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: -45, max: 35 }) },
      { weight: 4, arbitrary: fc.integer({ min: -3, max: 8 }) },
      { weight: 1, arbitrary: fc.integer({ min: -560, max: 60 }) },
    ),
    timeOfDay,
  )
  .map(([days, minutes]) => days * day + minutes);

const happenings = fc
  .tuple(
    fc.array(fc.record({ what: starting, moment }), { maxLength: 2 }),
    fc.array(fc.record({ what: happening, moment }), { minLength: 1, maxLength: 12 }),
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

const shortYear = (year: number): string => String(year % 100).padStart(2, '0');

/** The fact as it is sent: with its day or instant, and days and editions counted from its year. */
function toldAs({ when, editionEnds, parkedForDays, ...fields }: Happening, at: DateTime) {
  return {
    ...fields,
    ...(when === 'on' ? { on: at.toISODate() } : { at: iso(at) }),
    ...(editionEnds === undefined
      ? {}
      : { edition: `${shortYear(at.year + editionEnds - 1)}/${shortYear(at.year + editionEnds)}` }),
    ...(parkedForDays === undefined ? {} : { until: at.plus({ days: parkedForDays }).toISODate() }),
  };
}

type Told = Record<string, unknown>;

const ofTheSite = ['site-dormant', 'site-reopened'];

/** What may not follow what, of one person: the account of who is gone begins no new life. */
const endsOf: Record<string, string[]> = {
  'account-created': ['account-activated', 'leaver-marked', 'account-disabled'],
  'account-activated': ['leaver-marked', 'account-disabled', 'person-removed'],
};

/**
 * Leaves out what the rules say nothing about: an account made or activated for somebody who had
 * left, somebody who leaves and joins in one day, and a home taken
 * off the register while it gives no care, or of which that is told after it has opened again.
 */
function settled(facts: Told[]): Told[] {
  const earlier = (f: Told, types: readonly string[]): boolean =>
    facts.some(
      (o) =>
        types.includes(String(o.type)) &&
        o.person === f.person &&
        String(o.on ?? o.at).slice(0, 10) <= String(f.on),
    );
  return facts.filter((f) => {
    if (f.type === 'site-dormant')
      return !facts.some((o) => o.type === 'site-reopened' && String(o.on) >= String(f.on));
    if (f.type === 'site-deregistered')
      return !facts.some((o) => ofTheSite.includes(String(o.type)));
    if (f.type === 'joiner-confirmed')
      return !facts.some((o) => o.type === 'leaver-marked' && o.on === f.on);
    return !earlier(f, endsOf[String(f.type)] ?? []);
  });
}

/** Extra days off, as when a holiday is announced at short notice. */
const extraHolidays = fc.array(fc.integer({ min: -40, max: 60 }), { minLength: 1, maxLength: 6 });

const length = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 600 }) },
);

/**
 * Cases as they may go, and as they may not: facts in order and out of it, learned late, repeated,
 * retracted, on closed cases; over every kind of clock change, holiday and leap day.
 */
export const storiesOf = (firstYear: number, lastYear: number): fc.Arbitrary<Story> =>
  fc
    .record({
      year: fc.integer({ min: firstYear, max: lastYear }),
      dayOfYear: fc.nat(364),
      asOfMinutes: timeOfDay,
      runsForDays: length,
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
        facts: settled(
          list.map(({ what, moment: minutes }) => toldAs(what, wallClock(today, minutes))),
        ),
        bankHolidays: [
          ...bankHolidaysOfEngland.filter((on) => Math.abs(Number(on.slice(0, 4)) - s.year) <= 2),
          ...s.extraHolidays.map((days) => today.plus({ days }).toISODate() ?? ''),
        ],
      };
    });

/** 2018 to 2027: the years the holidays that come with the project reach over. */
export const stories = storiesOf(2018, 2027);

/** 2020 to 2035: dates far ahead, for whose years no bank holidays are known yet. */
export const storiesFarAhead = storiesOf(2020, 2035);
