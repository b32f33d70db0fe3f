import { type Forecast, mostForecastDays } from '@app/measures';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { flag } from '../json/lists';

const wrongDays = `must be a whole number from 1 to ${mostForecastDays}`;

export const forecastQuery = z
  .strictObject({
    days: z.coerce
      .number(wrongDays)
      .int(wrongDays)
      .min(1, wrongDays)
      .max(mostForecastDays, wrongDays)
      .default(30)
      .describe('How many days, Europe/London, today the first of them.'),
    officer: z
      .uuid('must be an officer’s id')
      .optional()
      .describe('Only the cases of this officer.'),
    case: z.uuid('must be a case’s id').optional().describe('Only this case.'),
    rendered: flag.describe('With each letter as it would be sent; only for one case.'),
  })
  .refine((query) => !query.rendered || query.case !== undefined, {
    path: ['rendered'],
    error: 'letters are rendered for one case at a time: name it as "case"',
  });

const counts = {
  letters: z.int().describe('Letters that leave; several matters in one letter count once.'),
  tasks: z.int(),
  expiries: z.int().describe('Moments that pass and are recorded: an end, a breach.'),
};

const item = z.strictObject({
  caseId: z.string(),
  locationId: z.string(),
  home: z.string(),
  town: z.string().nullable(),
  practice: z.boolean(),
  clock: z.string(),
  rung: z.string(),
  at: instant.describe('When it goes out or passes.'),
  dueAt: instant.describe('The moment the rule names.'),
  act: z.enum(['letter', 'task', 'record']),
  to: z.enum(['provider', 'person', 'officer', 'lead']).nullable(),
  person: z.string().nullable().describe('The person or ticket of a clock that runs for each.'),
  letter: z.string().nullable().describe('The kind of letter.'),
  outcome: z
    .enum(['sent', 'merged', 'task', 'recorded', 'suppressed'])
    .describe('`merged`: in the letter of an item before it; `suppressed`: it does not go.'),
  opensLetter: z
    .boolean()
    .describe('The first of what its letter says; others of its manager may follow.'),
  rendered: z
    .strictObject({
      to: z.strictObject({ name: z.string().nullable(), address: z.string().nullable() }),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
    })
    .optional(),
});

export const forecastSchema: z.ZodType<Forecast> = z
  .strictObject({
    asOf: instant,
    until: instant.describe('The end, not itself included.'),
    total: z.strictObject(counts),
    days: z.array(z.strictObject({ day, ...counts, items: z.array(item) })),
  })
  .meta({ id: 'Forecast', description: 'What is to come if nobody records anything.' });
