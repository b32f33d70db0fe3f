import type { CaseRow } from '@app/cases';
import { parties, stages, stallCodes, waitedFor } from '@app/domain';
import { type CaseAsk, type CaseLine, caseSorts } from '@app/measures';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { flag, listOf, pageQuery } from '../json/lists';

export const stage = z.enum(stages);
export const waitingOn = z.enum(waitedFor);

const fields = {
  id: z.string(),
  locationId: z.string(),
  stage,
  waitingOn: waitingOn.nullable().describe('Who has to act next; null when it is closed.'),
  officerId: z.string(),
  openedOn: day,
  stalls: z
    .array(z.enum(stallCodes))
    .describe('Why it is not moving: codes. Empty while it moves.'),
  useBy: day.nullable().describe('The last day its passcode is good.'),
  breachedAt: instant.nullable().describe('When NHSmail’s 48 hours ran out without a reply.'),
  nextAt: instant.nullable().describe('When something goes out next.'),
  practice: z.boolean().describe('Belongs to the practice caseload of invented homes.'),
};

export const caseSchema: z.ZodType<CaseRow> = z
  .strictObject({
    ...fields,
    version: z.int().describe('The number in its ETag.'),
    open: z.boolean(),
    changedAt: instant,
    parkedUntil: day
      .nullable()
      .describe('Rests until this day: chosen, or because no date is running.'),
    parkedWhy: z.string().nullable().describe('Why it rests.'),
    earlierCaseId: z
      .string()
      .nullable()
      .describe('The case of the same home under its former registration.'),
  })
  .meta({ id: 'Case', description: 'An application, as its facts make it.' });

/** Who takes the time of a case, and since when. */
export const standing = {
  party: z
    .enum(parties)
    .nullable()
    .describe('Who takes the time: as `waitingOn`, but `post` while the passcode is on its way.'),
  waitingSince: instant
    .nullable()
    .describe('Since when it has stood at this stage and waited for them.'),
};

const caseLine: z.ZodType<CaseLine> = z
  .strictObject({
    ...fields,
    home: z.string(),
    town: z.string().nullable(),
    officer: z.string().describe('The officer’s name.'),
    ...standing,
    parkedUntil: day.nullable().describe('Rests until this day.'),
    providerId: z.string().nullable().describe('Of the provider that runs the home.'),
    provider: z.string().nullable().describe('The provider’s name.'),
    localAuthority: z.string().nullable().describe('As CQC writes it.'),
    stalledAt: instant
      .nullable()
      .describe(
        'Since when it has not moved, for the oldest of its reasons, but not before it was opened.',
      ),
  })
  .meta({ id: 'CaseLine', description: 'One case as lists show it.' });

export const caseList = listOf(caseLine).meta({ id: 'CaseList' });

const since = z
  .string()
  .regex(/^\d{1,4}(-\d{1,4})?$/, 'must be days, as 14, or from and to, as 14-29')
  .refine(isRange, 'must go from fewer days to more')
  .transform((text) => {
    const [least = 0, most] = text.split('-').map(Number);
    return most === undefined ? { least } : { least, most };
  });

function isRange(text: string): boolean {
  const [least = 0, most = Infinity] = text.split('-').map(Number);
  return least <= most;
}

const asWritten = z.string().min(1).max(200).optional();

/** How lists of cases are narrowed; with the same names as in the addresses of their pages. */
export const narrower = {
  stage: stage.optional(),
  waitingOn: waitingOn.optional(),
  party: z
    .enum(parties)
    .optional()
    .describe('Who takes the time: as `waitingOn`, but `post` apart from `provider`.'),
  officer: z.uuid('must be an officer’s id').optional().describe('Id of the officer.'),
  breached: flag.describe('Only those whose reply from NHSmail is late.'),
  slow: flag.describe('Only those that stand longer than nine in ten of your own did.'),
  since: since
    .optional()
    .describe('Stalled for so many days or more: `14`; or from and to: `14-29`.'),
  provider: asWritten.describe('Id of the provider: all homes of a group.'),
  authority: asWritten.describe('Local authority as CQC writes it; `none`: not given.'),
  icb: asWritten.describe('Integrated care board as CQC writes it; `none`: not given.'),
  careHome: z
    .enum(['yes', 'no'], 'must be yes or no')
    .transform((text) => text === 'yes')
    .optional()
    .describe('Of care homes, or of other services.'),
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Words of the home’s name, postcode, town, telephone, provider or ids.'),
};

export const caseQuery = pageQuery.extend({
  ...narrower,
  stalled: z
    .enum(['true', 'false', ...stallCodes], 'must be true, false or the code of a reason')
    .transform((text) => (text === 'true' || text === 'false' ? text === 'true' : text))
    .optional()
    .describe('Only those that are not moving: true, or the code of a reason.'),
  open: flag.describe('false: only closed ones. Otherwise only open ones.'),
  sort: z
    .enum(caseSorts, `must be one of ${caseSorts.join(', ')}`)
    .default('next')
    .describe('`next`: what happens next first. `waiting`: what has stood longest first.'),
});

/** What a query of the API asks for, as pages have it. */
export function askOf(
  query: Partial<Omit<z.output<typeof caseQuery>, 'limit' | 'cursor'>>,
): CaseAsk {
  const { breached, slow, stalled, open, ...same } = query;
  return {
    ...(same as CaseAsk),
    ...(breached && { breached }),
    ...(slow && { slow }),
    ...(stalled && { stalled: stalled === true ? 'yes' : stalled }),
    ...(open === false && { closed: true }),
  };
}

export const newCase = z
  .strictObject({
    locationId: z.string().min(1).max(50),
    officer: z
      .uuid('must be an officer’s id')
      .optional()
      .describe('Id of the officer who will look after it; the one who asks unless given.'),
    on: z.iso
      .date('must be a day as YYYY-MM-DD')
      .optional()
      .describe('The day it was opened; today unless given.'),
  })
  .meta({ id: 'NewCase', description: 'A case to be opened for a site.' });
