import type { CaseRow } from '@app/cases';
import { stages, stallCodes, waitedFor } from '@app/domain';
import type { CaseLine } from '@app/measures';
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

const caseLine: z.ZodType<CaseLine> = z
  .strictObject({
    ...fields,
    home: z.string(),
    town: z.string().nullable(),
    officer: z.string().describe('The officer’s name.'),
  })
  .meta({ id: 'CaseLine', description: 'One case as lists show it.' });

export const caseList = listOf(caseLine).meta({ id: 'CaseList' });

export const narrower = {
  stage: stage.optional(),
  waitingOn: waitingOn.optional(),
  officer: z.uuid('must be an officer’s id').optional().describe('Id of the officer.'),
  breached: flag.describe('Only those whose reply from NHSmail is late.'),
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Part of the home’s name, postcode, town, provider or ids.'),
};

export const caseQuery = pageQuery.extend({
  ...narrower,
  stalled: z
    .enum(['true', 'false', ...stallCodes], 'must be true, false or the code of a reason')
    .transform((text) => (text === 'true' || text === 'false' ? text === 'true' : text))
    .optional()
    .describe('Only those that are not moving: true, or the code of a reason.'),
  open: flag.describe('false: only closed ones. Otherwise only open ones.'),
});

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
