import { z } from 'zod';

/**
 * How a rung counts from the start of its clock:
 * - `days`: calendar days, at 09:00; `months`: calendar months, at 09:00, no later than the month's
 *   last day;
 * - `workingDays`: 09:00 of that working day after the day it started;
 * - `hours`: elapsed hours, whatever the clocks on the wall do;
 * - `daysBeforeEnd`: calendar days before the last good day, at 09:00; `atEnd`: the first moment
 *   after that day;
 * - none of them: at the start itself.
 */
const offsets = {
  days: z.int().min(0).max(3660),
  months: z.int().min(0).max(120),
  workingDays: z.int().min(1).max(500),
  hours: z
    .int()
    .min(0)
    .max(24 * 366),
  daysBeforeEnd: z.int().min(0).max(3660),
  atEnd: z.literal(true),
};

export type Unit = keyof typeof offsets | 'atStart';

const units = Object.keys(offsets) as (keyof typeof offsets)[];

const addressee = z.enum(['provider', 'person', 'officer', 'lead']);

export type Addressee = z.infer<typeof addressee>;

const rungPolicy = z.strictObject({
  rung: z.string().min(1),
  ...z.strictObject(offsets).partial().shape,
  act: z.enum(['letter', 'task', 'record']),
  to: addressee.optional(),
  letter: z.string().min(1).optional(),
  /** The letter must precede a deadline: it rolls back to a working day, not forward. */
  last: z.boolean().optional(),
  /** Letters that answer an event are not held back for merging. */
  routine: z.boolean().optional(),
});

/** One step of a ladder. */
export type RungPolicy = z.infer<typeof rungPolicy>;

/** Whom each act may be for, and whether it says something. */
const fits: Record<RungPolicy['act'], { to: readonly (Addressee | undefined)[]; letter: boolean }> =
  {
    letter: { to: ['provider', 'person'], letter: true },
    task: { to: ['officer', 'lead'], letter: false },
    record: { to: [undefined], letter: false },
  };

/** The unit a rung counts in; null when it names several. */
export function unitOf(rung: RungPolicy): Unit | null {
  const named = units.filter((unit) => rung[unit] !== undefined);
  return named.length > 1 ? null : (named[0] ?? 'atStart');
}

/** What the rungs of one clock may be. */
interface Allowed {
  units: readonly Unit[];
  /** The letters that can be written from what the clock knows. */
  letters?: readonly string[];
  /** Whether it runs once for each person, so that a letter can go to them. */
  perPerson?: true;
}

/** What is wrong with a rung by itself: the field, and a sentence about it. */
function faults(rung: RungPolicy, { units, letters = [], perPerson }: Allowed): [string, string][] {
  const { rung: name, act, to, letter } = rung;
  const fit = fits[act];
  const unit = unitOf(rung);
  const checks: [boolean, string, string][] = [
    [unit === null, 'rung', `count "${name}" in one unit only`],
    [
      unit !== null && !units.includes(unit),
      'rung',
      `"${name}" must count in ${units.join(' or ')} on this clock`,
    ],
    [
      !fit.to.includes(to),
      'to',
      `a ${act} goes to ${fit.to.map((t) => t ?? 'nobody').join(' or ')}`,
    ],
    [to === 'person' && !perPerson, 'to', 'this clock is about no person; use "provider"'],
    [fit.letter && letter === undefined, 'letter', 'name the letter'],
    [!fit.letter && letter !== undefined, 'letter', `a ${act} has no letter`],
    [
      fit.letter && letter !== undefined && !letters.includes(letter),
      'letter',
      letters.length > 0
        ? `this clock can send ${letters.join(' or ')}`
        : 'this clock sends no letters',
    ],
  ];
  return checks.filter(([wrong]) => wrong).map(([, field, message]) => [field, message]);
}

const ladder = (allowed: Allowed) =>
  z
    .array(rungPolicy)
    .min(1, 'a ladder needs a rung')
    .superRefine((rungs, check) => {
      const names = rungs.map((rung) => rung.rung);
      for (const [n, rung] of rungs.entries()) {
        const twice: [string, string][] =
          names.indexOf(rung.rung) < n ? [['rung', `"${rung.rung}" is there twice`]] : [];
        for (const [field, message] of [...twice, ...faults(rung, allowed)])
          check.addIssue({ code: 'custom', path: [n, field], message });
      }
    });

const dspt: Allowed = { units: ['daysBeforeEnd', 'atEnd'], letters: ['dspt-expiring'] };

export const policySchema = z.strictObject({
  sendingHours: z
    .strictObject({
      from: z.int().min(0).max(23),
      to: z.int().min(1).max(24),
    })
    .refine(({ from, to }) => from < to, 'sending hours must begin before they end'),
  /**
   * The hour in Europe/London from which officers have their morning letter; what is not out by noon
   * is no morning letter.
   */
  morningLetterAt: z.int().min(5).max(11),
  /** Calendar days a passcode is good for after its day of issue; the last one counts. */
  passcodeGoodForDays: z.int().min(1).max(365),
  /** Calendar days within which a passcode asked for is surely issued; bounds what is unknown. */
  passcodeIssuedWithinDays: z.int().min(0).max(90),
  /** Calendar days until a case parked for silence is looked at again. */
  parkedForDays: z.int().min(1).max(3660),
  /** Working days until a case with no date running is looked at again. */
  reviewAfterWorkingDays: z.int().min(1).max(250),
  ladders: z.strictObject({
    'otp-arrival': ladder({
      units: ['days'],
      letters: ['otp-on-its-way', 'otp-arrived', 'otp-expiring'],
    }),
    'otp-validity': ladder({ units: ['days', 'atEnd'], letters: ['otp-arrived', 'otp-expiring'] }),
    'nhsmail-reply': ladder({ units: ['hours', 'atStart'], letters: ['submitted'] }),
    activation: ladder({ units: ['days'], letters: ['activate'], perPerson: true }),
    inactivity: ladder({ units: ['days'], letters: ['keep-alive'], perPerson: true }),
    leaver: ladder({ units: ['days', 'atStart'], letters: ['leaver'], perPerson: true }),
    'long-leave': ladder({ units: ['months', 'days'], letters: ['long-leave'], perPerson: true }),
    'dspt-currency': ladder(dspt),
    'approaching-to-met': ladder(dspt),
    'provider-silence': ladder({ units: ['workingDays'], letters: ['reminder'] }),
    ticket: ladder({ units: ['workingDays'] }),
  }),
});

/** Durations, rungs, recipients and letters: dated configuration, not code. */
export type Policy = z.infer<typeof policySchema>;

export type ClockName = keyof Policy['ladders'];

/** The parts of a policy that differ from the shipped one. */
export const policyChangeSchema = policySchema
  .partial()
  .extend({ ladders: policySchema.shape.ladders.partial().optional() });

export type PolicyChange = z.infer<typeof policyChangeSchema>;

const toProvider = { act: 'letter', to: 'provider' } as const;
const toPerson = { act: 'letter', to: 'person', letter: 'activate' } as const;
const officerTask = { act: 'task', to: 'officer' } as const;

/** Source: DSPT is republished at least yearly (domain rules, C8 and C9). */
const dsptLadder: RungPolicy[] = [
  ...[90, 60, 30, 14].map((days) => ({
    rung: `days-${days}`,
    daysBeforeEnd: days,
    ...toProvider,
    letter: 'dspt-expiring',
  })),
  { rung: 'days-7', daysBeforeEnd: 7, ...toProvider, letter: 'dspt-expiring', last: true },
  { rung: 'expired', atEnd: true, act: 'record' },
];

/**
 * Sources: founding texts (post takes 5 to 7 days, a code is good for 28 days, NHSmail answers
 * within 48 hours) and the domain rules, section 4; the days in between are the association's own
 * defaults.
 */
export const shippedPolicy: Policy = {
  sendingHours: { from: 9, to: 17 },
  morningLetterAt: 8,
  passcodeGoodForDays: 28,
  passcodeIssuedWithinDays: 14,
  parkedForDays: 90,
  reviewAfterWorkingDays: 10,
  ladders: {
    'otp-arrival': [
      { rung: 'day-5', days: 5, ...toProvider, letter: 'otp-on-its-way' },
      { rung: 'day-7', days: 7, ...toProvider, letter: 'otp-arrived' },
      { rung: 'day-10', days: 10, ...officerTask },
    ],
    'otp-validity': [
      { rung: 'day-14', days: 14, ...toProvider, letter: 'otp-expiring' },
      { rung: 'day-21', days: 21, ...toProvider, letter: 'otp-expiring' },
      { rung: 'day-26', days: 26, ...toProvider, letter: 'otp-expiring', last: true },
      { rung: 'day-26-call', days: 26, ...officerTask },
      { rung: 'expired', atEnd: true, act: 'record' },
    ],
    'nhsmail-reply': [
      { rung: 'expect', ...toProvider, letter: 'submitted', routine: false },
      { rung: 'breach', hours: 48, act: 'record' },
      { rung: 'call', hours: 48, ...officerTask },
    ],
    activation: [
      { rung: 'day-3', days: 3, ...toPerson },
      { rung: 'day-10', days: 10, ...toPerson },
      { rung: 'day-20', days: 20, ...toPerson },
      { rung: 'day-27', days: 27, ...toPerson, last: true },
      { rung: 'at-risk', days: 30, ...officerTask },
    ],
    inactivity: [
      { rung: 'day-23', days: 23, ...toProvider, letter: 'keep-alive' },
      { rung: 'day-30', days: 30, ...officerTask },
      { rung: 'day-60', days: 60, ...officerTask },
      { rung: 'day-90', days: 90, ...officerTask },
    ],
    leaver: [
      { rung: 'marked', ...toProvider, letter: 'leaver', routine: false },
      { rung: 'day-30', days: 30, act: 'record' },
    ],
    'long-leave': [
      { rung: 'month-15', months: 15, ...toProvider, letter: 'long-leave' },
      { rung: 'month-17', months: 17, ...toProvider, letter: 'long-leave' },
      { rung: 'month-18', months: 18, ...officerTask },
    ],
    'dspt-currency': dsptLadder,
    'approaching-to-met': dsptLadder,
    'provider-silence': [
      { rung: 'working-day-5', workingDays: 5, ...toProvider, letter: 'reminder' },
      { rung: 'working-day-10', workingDays: 10, ...toProvider, letter: 'reminder' },
      { rung: 'working-day-20', workingDays: 20, ...officerTask },
      { rung: 'parked', workingDays: 30, act: 'record' },
    ],
    ticket: [
      { rung: 'working-day-2', workingDays: 2, ...officerTask },
      { rung: 'working-day-4', workingDays: 4, act: 'task', to: 'lead' },
    ],
  },
};

/** The shipped policy with some parts replaced. */
export function policyWith(change: PolicyChange): Policy {
  return {
    ...shippedPolicy,
    ...change,
    ladders: { ...shippedPolicy.ladders, ...change.ladders },
  };
}
