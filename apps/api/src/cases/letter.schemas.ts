import { letterStatuses } from '@app/letters';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf } from '../json/lists';

/** A letter without anything personal: not to whom, not what it says. */
export const letterFields = {
  id: z.string(),
  homes: z
    .array(z.strictObject({ caseId: z.string(), locationId: z.string(), name: z.string() }))
    .describe('The homes it is about: a manager of several gets one letter for all.'),
  kinds: z.array(z.string()).describe('What it is about; several due rungs become one letter.'),
  routine: z.boolean(),
  subject: z.string(),
  status: z
    .enum(letterStatuses)
    .describe('`unknown`: nobody knows if it arrived. It is not sent again by itself.'),
  plannedAt: instant,
  day: day.describe('The day it goes, or was last tried.'),
  nextAttemptAt: instant.nullable(),
  attempts: z.int(),
  settledAt: instant.nullable(),
  reply: z.string().nullable().describe('What the mail server said.'),
};

const letterSchema = z
  .strictObject(letterFields)
  .meta({ id: 'Letter', description: 'One letter of the send ledger.' });

export const letterList = listOf(letterSchema).meta({ id: 'LetterList' });
