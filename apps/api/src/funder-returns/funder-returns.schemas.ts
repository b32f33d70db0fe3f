import { longestNote, type ReturnMonth, type ReturnNote } from '@app/measures';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf } from '../json/lists';
import { measuredPart } from '../measures/measures.schemas';
import type { ToldReturn } from './funder-returns.reader';

export const monthOf = /^\d{4}-(?:0[1-9]|1[0-2])$/;

const month = z.string().describe('A month, Europe/London, such as `2026-10`.');

const state = z
  .enum(['so-far', 'draft', 'sent'])
  .describe('`so-far`: the month is not over. A return that was sent never changes.');

const sentOn = day.nullable().describe('When it was sent.');
const sentBy = z.string().nullable().describe('Name of the officer who sent it.');

export const returnList = listOf(z.strictObject({ month, state, sentOn, sentBy })).meta({
  id: 'FunderReturnList',
  description: 'Months with a return, the newest first.',
}) satisfies z.ZodType<{
  items: ReturnMonth[];
}>;

const note = z.strictObject({
  number: z.int().describe('1 for the first; send it back with the next.'),
  text: z.string(),
  by: z.string(),
  at: instant,
}) satisfies z.ZodType<ReturnNote>;

export const returnSchema = z
  .strictObject({
    month,
    association: z.string(),
    state,
    day: day.describe('The last day counted.'),
    takenAt: instant.nullable().describe('When the figures were kept; null while they change.'),
    isLate: z.boolean(),
    sentOn,
    sentBy,
    note: note.nullable(),
    area: measuredPart,
    authorities: z.array(measuredPart),
  })
  .meta({ id: 'FunderReturn', description: 'What the association tells its funder of a month.' });

export const asReturn = (one: ToldReturn): z.input<typeof returnSchema> => ({
  ...one,
  area: { ...one.area },
  authorities: [...one.authorities],
});

export const newNote = z
  .strictObject({
    number: z.int().min(0).describe('The number of the note this one was made from; 0 for none.'),
    text: z.string().max(longestNote).describe('What is said beside the figures.'),
  })
  .meta({ id: 'NewFunderReturnNote', description: 'A note; those before it are kept.' });

export const sending = z
  .strictObject({
    sentOn: z.iso.date('must be a day such as 2026-11-03').describe('The day it was sent.'),
  })
  .meta({ id: 'FunderReturnSent', description: 'That a return was sent.' });
