import { workshopKinds } from '@app/domain';
import type { Workshop } from '@app/measures';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf } from '../json/lists';

const kind = z.enum(workshopKinds).describe('`surgery`: one home at a time.');

export const newWorkshop = z
  .strictObject({
    heldOn: z.iso.date('must be a day such as 2026-10-14').describe('The day it was held, London.'),
    kind,
    title: z.string().max(200),
    homes: z.int().describe('How many homes came.'),
    people: z.int().nullable().default(null).describe('How many people came, if counted.'),
    locations: z
      .array(z.string().max(20))
      .max(500)
      .default([])
      .describe('Location ids of the homes that came, as far as they are known.'),
  })
  .meta({ id: 'NewWorkshop', description: 'A workshop or surgery. No names of people.' });

export const changedWorkshop = newWorkshop
  .extend({ number: z.int().min(1).describe('The number of the edit this one was made from.') })
  .meta({ id: 'ChangedWorkshop', description: 'A workshop said anew; what was said is kept.' });

export const withdrawal = z
  .strictObject({ number: z.int().min(1).describe('The number of the edit that is taken back.') })
  .meta({ id: 'WorkshopWithdrawal', description: 'That a workshop does not count.' });

export const workshopSchema = z
  .strictObject({
    id: z.uuid(),
    number: z.int().describe('1 when recorded, one more with each edit.'),
    heldOn: day,
    kind,
    title: z.string(),
    homes: z.int(),
    people: z.int().nullable(),
    locations: z.array(z.string()),
    isWithdrawn: z.boolean(),
    by: z.string().describe('Name of the officer of this edit.'),
    at: instant,
  })
  .meta({ id: 'Workshop', description: 'A workshop or one-to-one surgery.' });

export const workshopList = listOf(workshopSchema).meta({
  id: 'WorkshopList',
  description: 'The newest held first.',
});

export const workshopHistory = z
  .strictObject({ items: z.array(workshopSchema) })
  .meta({ id: 'WorkshopHistory', description: 'Every edit, the newest first.' });

export const workshopMade = z
  .strictObject({ id: z.uuid() })
  .meta({ id: 'WorkshopMade', description: 'What was recorded.' });

export const asWorkshop = (one: Workshop): z.input<typeof workshopSchema> => ({
  ...one,
  locations: [...one.locations],
});
