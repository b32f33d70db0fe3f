import type { SetAbsence } from '@app/officers';
import { z } from 'zod';
import { day } from '../json/api-schemas';

const from = z.iso.date('must be a day such as 2026-12-24').describe('First day away, London.');
const until = z.iso.date('must be a day such as 2026-12-31').describe('Last day away, London.');

export const newAbsence = z
  .strictObject({
    officerId: z.uuid().describe('Who is away. Only leads may name somebody else.'),
    coveredBy: z.uuid().describe('Who sees and works their cases on these days.'),
    from,
    until,
  })
  .meta({ id: 'NewAbsence', description: 'Somebody will be away; both days count.' });

export const absenceList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        officerId: z.string(),
        officer: z.string().describe('Name of who is away.'),
        coveredBy: z.string(),
        coverer: z.string().describe('Name of who covers.'),
        from: day,
        until: day,
      }),
    ),
  })
  .meta({
    id: 'AbsenceList',
    description: 'Absences that run or are to come.',
  }) satisfies z.ZodType<{
  items: SetAbsence[];
}>;
