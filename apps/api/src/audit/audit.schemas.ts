import type { AuditLine } from '@app/measures';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';

const auditLine: z.ZodType<AuditLine> = z
  .strictObject({
    id: z.string(),
    at: instant.describe('By the clock of the database.'),
    actor: z
      .string()
      .describe(
        '`officer:ID`, `link:ID`, `system:worker:JOB`, `command:VERB`, `nobody`, or ' +
          '`database:ROLE` for whoever wrote past the program.',
      ),
    via: z.string().describe('page, api, letter, mail, import, worker, command or database.'),
    action: z.string(),
    subject: z.string().describe('`case:ID`, `officer:ID`, `TABLE:KEY`…'),
    cases: z.array(z.string()),
    why: z.string().nullable().describe('The route, job or command that led to it.'),
    details: z.record(z.string(), z.unknown()).describe('Ids, columns and digests alone.'),
    network: z.string().nullable().describe('Shortened: it tells no single household.'),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditLine', description: 'Who changed or saw what.' });

export const auditList = listOf(auditLine).meta({
  id: 'AuditList',
  description: 'Who changed or saw what, the newest first.',
});

export const auditQuery = pageQuery.extend({
  actor: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Who; or a group of them by its beginning: `link:`, `system:`, `command:`.'),
  action: z.string().min(1).max(100).optional(),
  case: z.uuid().optional().describe('Id of a case.'),
  day: day.optional().describe('A day in Europe/London.'),
});
