import type { ImportJob } from '@app/providers';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf } from '../json/lists';
import { fileQuery, importResult } from './import.schemas';

const states = [
  'waiting',
  'reading',
  'previewed',
  'accepted',
  'importing',
  'done',
  'refused',
  'cancelled',
] as const satisfies readonly ImportJob['state'][];

/** A file on its way in, as programs see it. */
export interface ImportJobAnswer {
  id: string;
  kind: string;
  fileName: string;
  fileBytes: number;
  givenAsOf: string | null;
  askedBy: string;
  askedAt: string;
  state: ImportJob['state'];
  cancelAsked: boolean;
  progress: { doneBytes: number; allBytes: number };
  result: ImportJob['result'];
  acceptedBy: string | null;
  endedAt: string | null;
}

export const importJob: z.ZodType<ImportJobAnswer> = z
  .strictObject({
    id: z.string(),
    kind: z.string().describe('`any` until it is recognised.'),
    fileName: z.string(),
    fileBytes: z.int(),
    givenAsOf: day.nullable().describe('The day of its data as somebody said it.'),
    askedBy: z.string(),
    askedAt: instant,
    state: z
      .enum(states)
      .describe(
        'waiting → reading → previewed (look at `changes`, then accept) → accepted → importing → done. A refused file says why in `result`.',
      ),
    cancelAsked: z.boolean(),
    progress: z.strictObject({ doneBytes: z.int(), allBytes: z.int() }),
    result: importResult
      .nullable()
      .describe('What it would do once previewed, what it did once done.'),
    acceptedBy: z.string().nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'ImportJob', description: 'A file on its way into the register.' });

export const importJobList = listOf(importJob).meta({ id: 'ImportJobList' });

export const jobUploadQuery = fileQuery.extend({ kind: fileQuery.shape.kind.default('any') });

export const acceptance = z
  .strictObject({
    confirmed: z
      .boolean()
      .default(false)
      .describe('Far fewer rows than last time are right: needed when `result.fewer` is set.'),
  })
  .meta({ id: 'ImportAcceptance' });

/** What programs may know of a job; how it is leased is nobody's business. */
export function toJobAnswer(job: ImportJob): ImportJobAnswer {
  const { id, kind, fileName, fileBytes, givenAsOf, askedBy, askedAt, state, cancelAsked } = job;
  const { progress, result, acceptedBy, endedAt } = job;
  const { doneBytes = 0, allBytes = 0 } = progress;
  return {
    ...{ id, kind, fileName, fileBytes, givenAsOf, askedBy, askedAt, state, cancelAsked },
    progress: { doneBytes, allBytes },
    ...{ result, acceptedBy, endedAt },
  };
}
