import { type Officer, roles } from '@app/officers';
import { z } from 'zod';
import { listOf } from '../json/lists';

const role = z
  .enum(roles)
  .describe('A viewer sees counts alone; a lead also manages officers, rules and privacy.');

export const officerSchema: z.ZodType<Officer> = z
  .strictObject({ id: z.string(), email: z.string(), name: z.string(), role })
  .meta({ id: 'Officer', description: 'Somebody who may sign in.' });

export const officerList = listOf(officerSchema).meta({ id: 'OfficerList' });

export const newOfficer = z
  .strictObject({ email: z.string().max(254), name: z.string().max(200), role })
  .meta({ id: 'NewOfficer', description: 'Somebody who is to sign in from now on.' });
