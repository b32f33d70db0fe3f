import type { Task } from '@app/cases';
import { z } from 'zod';
import { instant } from '../json/api-schemas';
import { listOf } from '../json/lists';

export const taskSchema: z.ZodType<Task> = z
  .strictObject({
    id: z.string(),
    caseId: z.string(),
    followUpId: z.string().nullable(),
    about: z
      .string()
      .nullable()
      .describe('The letter or message it is about, when no clock made it.'),
    addressee: z.enum(['officer', 'lead']),
    kind: z
      .string()
      .describe(
        '`clock/rung`, or what else asks for it, such as `mail/unknown`: names what to do.',
      ),
    status: z.enum(['open', 'done', 'withdrawn']),
    dueAt: instant,
    createdAt: instant,
    settledAt: instant.nullable(),
    settledBy: z.string().nullable(),
    reason: z.string().nullable().describe('The note, or why it was withdrawn.'),
  })
  .meta({ id: 'Task', description: 'A call or check for a person to make.' });

export const taskList = listOf(taskSchema).meta({ id: 'TaskList' });

export const taskDone = z
  .strictObject({ note: z.string().trim().min(1).max(500).optional() })
  .meta({ id: 'TaskDone', description: 'A task that has been done.' });
