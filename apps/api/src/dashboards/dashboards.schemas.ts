import { passcodeChannels, passcodeEvents, stages } from '@app/domain';
import { knownDsptLevels } from '@app/dspt';
import type { DashboardFilter } from '@app/measures';
import { z } from 'zod';
import { day } from '../json/api-schemas';
import { monthsBack } from './months-asked';

const month = z
  .string()
  .regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-10')
  .describe('A month, Europe/London.');

const place = z.string().trim().min(1).max(200);

/** The longest stretch of months that is counted at once. */
const mostMonths = 60;

export const dashboardQuery = z
  .strictObject({
    authority: place
      .optional()
      .describe('Local authority as CQC writes it, or `none` where the register gives none.'),
    icb: place.optional().describe('As `authority`.'),
    careHome: z
      .enum(['yes', 'no'], 'must be yes or no')
      .optional()
      .describe('Care homes only, or everything else only.'),
    officer: z
      .uuid('must be an officer’s id')
      .optional()
      .describe('Whose cases; for those who see them.'),
    from: month.optional().describe('The first month; a year back when left out.'),
    to: month.optional().describe('The last month, included; the present one when left out.'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    error: 'must not come after "to"',
  })
  .refine(
    ({ from, to }) => from === undefined || to === undefined || monthsBack(to, mostMonths) < from,
    { path: ['from'], error: `must be within ${mostMonths} months of "to"` },
  );

/** What was asked for, with the months that were left out. */
export function filterOf(
  { authority, icb, careHome, officer, from, to }: z.output<typeof dashboardQuery>,
  today: string,
): DashboardFilter {
  const last = to ?? (from !== undefined && from > today ? from : today.slice(0, 7));
  const asked = {
    authority,
    icb,
    careHome: careHome === undefined ? undefined : careHome === 'yes',
    officerId: officer?.toLowerCase(),
  };
  return {
    ...(Object.fromEntries(
      Object.entries(asked).filter(([, value]) => value !== undefined),
    ) as Partial<DashboardFilter>),
    from: from ?? monthsBack(last, 11),
    to: last,
  };
}

const told = z
  .union([z.int(), z.enum(['fewer-than-5', 'withheld'])])
  .describe(
    'Of a place, where the caller does not see every case: `fewer-than-5` for 1 to 4, and `withheld` where the total would tell such a count.',
  );

const stage = z.enum(stages);

const isKept = z
  .boolean()
  .describe('As it was kept when the month ended; else as it is known at present.');

const behind = z
  .int()
  .describe(
    'Cases with facts that are not counted yet: 0, but for seconds after something happened.',
  );

export const funnelSchema = z
  .strictObject({
    opened: told.describe('Cases opened in the months asked for.'),
    aftercare: told.describe('Open cases in aftercare now.'),
    steps: z.array(
      z.strictObject({
        stage,
        reached: told.describe('Of those opened in the months, how many came at least as far.'),
        now: told.describe('Open cases that stand there now, whenever they were opened.'),
      }),
    ),
    behind,
  })
  .meta({ id: 'Funnel', description: 'From prospect to live.' });

export const stageTimesSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        stage,
        stays: told.describe('Stays at the stage that ended in the months asked for.'),
        median: z.number().nullable().describe('Days; null when too few stays may be told.'),
        ninetieth: z.number().nullable().describe('Nine in ten were this quick or quicker.'),
      }),
    ),
    behind,
  })
  .meta({ id: 'StageTimes', description: 'Days per stage.' });

const channels = z.strictObject(
  Object.fromEntries(passcodeChannels.map((channel) => [channel, told])) as Record<
    (typeof passcodeChannels)[number],
    typeof told
  >,
);

export const passcodesSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        month,
        isKept,
        counts: z.strictObject(
          Object.fromEntries(passcodeEvents.map((event) => [event, channels])) as Record<
            (typeof passcodeEvents)[number],
            typeof channels
          >,
        ),
      }),
    ),
    behind,
  })
  .meta({ id: 'Passcodes', description: 'What became of passcodes, month by month.' });

export const repliesSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        month,
        isKept,
        within: told.describe('Replies within 48 hours.'),
        late: told.describe('48 hours that ended without one.'),
      }),
    ),
    behind,
  })
  .meta({ id: 'Replies', description: 'NHSmail’s promise of 48 hours, month by month.' });

const covered = {
  locations: told.describe('Registered, not dormant, in scope.'),
  live: told.describe('With a case that has been live.'),
  found: told.describe('Has NHSmail, source unknown.'),
  met: told.describe('DSPT at Standards Met or better.'),
  approaching: told.describe('DSPT at Approaching Standards or better.'),
};

export const coverageSchema = z
  .strictObject({
    day,
    isDsptKnown: z
      .boolean()
      .describe('False while no DSPT list tells of any of the locations: `met` says nothing then.'),
    total: z.strictObject(covered),
    authorities: z.array(z.strictObject({ localAuthority: z.string().nullable(), ...covered })),
    months: z
      .array(z.strictObject({ month, covered: z.strictObject(covered).nullable() }))
      .describe('As kept when each month ended, null where nothing was; the present one as it is.'),
    behind,
  })
  .meta({ id: 'Coverage', description: 'NHSmail and DSPT by local authority and over time.' });

export const expiriesSchema = z
  .strictObject({
    expiringOn: day.describe('The next 30 June.'),
    locations: covered.locations,
    authorities: z.array(
      z.strictObject({
        localAuthority: z.string().nullable(),
        locations: told,
        met: told.describe('Ending, at Standards Met or better.'),
        approaching: told.describe('Ending, at Approaching Standards: the next must be Met.'),
      }),
    ),
    levels: z.array(
      z.strictObject({
        level: z.enum([...knownDsptLevels, 'unknown', 'lapsed', 'not-listed']),
        sites: told,
      }),
    ),
  })
  .meta({ id: 'Expiries', description: 'DSPT publications that end by the next 30 June.' });

export const comingSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        day,
        reminders: told.describe(
          'Matters to be written about; several of one address go as one letter.',
        ),
        tasks: told.describe('Calls and checks for a person.'),
      }),
    ),
  })
  .meta({ id: 'Coming', description: 'What is planned for the next 30 days.' });
