import type { CaseRow } from '@app/cases';
import { z } from 'zod';
import { day } from '../json/api-schemas';
import { caseSchema } from './case.schemas';
import { type StandingAnswer, standingSchema } from './standing.schemas';

const { readiness, stalls, slow, passcode, readers } = standingSchema.shape;

const details = z.strictObject({ readiness, stalls, slow, interval: passcode, readers });

/** A case, with what is missing, what is in the way, and how long its passcode is surely good. */
export const caseDetailsSchema = z
  .strictObject({ ...(caseSchema as unknown as z.ZodObject).shape, ...details.shape })
  .meta({
    id: 'CaseDetails',
    description: 'An application as its facts make it, and what they come to at this moment.',
  });

export type CaseDetails = Omit<CaseRow, 'stalls'> & z.output<typeof details>;

/** Which day to look back to. */
export const caseDayQuery = z.strictObject({
  on: day.optional().describe('A day gone by, Europe/London.'),
});

export const presentDetails = (row: CaseRow, standing: StandingAnswer): CaseDetails => ({
  ...row,
  readiness: standing.readiness,
  stalls: standing.stalls,
  slow: standing.slow,
  interval: standing.passcode,
  readers: standing.readers,
});
