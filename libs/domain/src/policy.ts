import { z } from 'zod';

/**
 * One step of a ladder. `days` counts calendar days from the anchor, `hours` elapsed hours. A rung
 * with neither falls on the anchor moment itself.
 */
const rungPolicy = z.strictObject({
  rung: z.string().min(1),
  days: z.int().min(0).max(3660).optional(),
  hours: z
    .int()
    .min(0)
    .max(24 * 366)
    .optional(),
  act: z.enum(['letter', 'task', 'record']),
  to: z.enum(['provider', 'person', 'officer', 'lead']).optional(),
  letter: z.string().optional(),
  /** The letter must precede a deadline: it rolls back to a working day, not forward. */
  last: z.boolean().optional(),
  /** Letters that answer an event are not held back for merging. */
  routine: z.boolean().optional(),
});

export type RungPolicy = z.infer<typeof rungPolicy>;

const ladder = z.array(rungPolicy).min(1);

export const policySchema = z.strictObject({
  sendingHours: z
    .strictObject({
      from: z.int().min(0).max(23),
      to: z.int().min(1).max(24),
    })
    .refine(({ from, to }) => from < to, 'sending hours must begin before they end'),
  /** Calendar days a passcode is good for after its day of issue; the last one counts. */
  passcodeGoodForDays: z.int().min(1).max(365),
  ladders: z.strictObject({
    'otp-arrival': ladder,
    'otp-validity': ladder,
    'nhsmail-reply': ladder,
  }),
});

/** Durations, rungs, recipients and letters: dated configuration, not code. */
export type Policy = z.infer<typeof policySchema>;

/** The parts of a policy that differ from the shipped one. */
export const policyChangeSchema = policySchema
  .partial()
  .extend({ ladders: policySchema.shape.ladders.partial().optional() });

export type PolicyChange = z.infer<typeof policyChangeSchema>;

/**
 * Sources: founding texts (post takes 5 to 7 days, a code is good for 28 days, NHSmail answers
 * within 48 hours); the days in between are the association's own defaults.
 */
export const shippedPolicy: Policy = {
  sendingHours: { from: 9, to: 17 },
  passcodeGoodForDays: 28,
  ladders: {
    'otp-arrival': [
      { rung: 'day-5', days: 5, act: 'letter', to: 'provider', letter: 'otp-on-its-way' },
      { rung: 'day-7', days: 7, act: 'letter', to: 'provider', letter: 'otp-arrived' },
      { rung: 'day-10', days: 10, act: 'task', to: 'officer' },
    ],
    'otp-validity': [
      { rung: 'day-14', days: 14, act: 'letter', to: 'provider', letter: 'otp-expiring' },
      { rung: 'day-21', days: 21, act: 'letter', to: 'provider', letter: 'otp-expiring' },
      {
        rung: 'day-26',
        days: 26,
        act: 'letter',
        to: 'provider',
        letter: 'otp-expiring',
        last: true,
      },
      { rung: 'day-26-call', days: 26, act: 'task', to: 'officer' },
      { rung: 'expired', act: 'record' },
    ],
    'nhsmail-reply': [
      { rung: 'expect', act: 'letter', to: 'provider', letter: 'submitted', routine: false },
      { rung: 'breach', hours: 48, act: 'record' },
      { rung: 'call', hours: 48, act: 'task', to: 'officer' },
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
