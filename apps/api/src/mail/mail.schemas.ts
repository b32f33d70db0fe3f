import { letterTroubles } from '@app/letters';
import { z } from 'zod';
import { letterFields } from '../cases/letter.schemas';
import { instant } from '../json/api-schemas';
import { letterDecisions } from './letter-decisions';

const troubledLetter = z
  .strictObject({
    ...letterFields,
    trouble: z
      .enum(letterTroubles)
      .nullable()
      .describe('Why it needs a person; null for one that is tried again by itself.'),
    wanted: z.boolean().describe('False when its reason has ended: it is not to be sent again.'),
  })
  .meta({ id: 'TroubledLetter', description: 'A letter that stopped, or is being put off.' });

export const mailSchema = z
  .strictObject({
    asOf: instant,
    halt: z
      .strictObject({
        reason: z.string(),
        since: instant,
        retryAt: instant.describe('When one letter is tried.'),
        waiting: z.int(),
      })
      .nullable()
      .describe('Why all mail waits; null while it goes out.'),
    waiting: z.int().describe('Letters that are to go, now or later.'),
    due: z.int().describe('Of those, letters whose moment has come.'),
    dueSince: instant.nullable(),
    lastSentAt: instant.nullable(),
    sentLastHour: z.int(),
    perMinute: z.int().describe('Letters in any minute at most.'),
    needsSomebody: z.array(troubledLetter).describe('At most 200, the one that stopped first.'),
    putOff: z.array(troubledLetter).describe('At most 200, the one tried next first.'),
    leftOut: z
      .array(
        z.strictObject({
          caseId: z.string(),
          locationId: z.string(),
          home: z.string(),
          letter: z.string(),
          dueAt: instant,
          leftOutAt: instant,
          reason: z
            .string()
            .describe('`passed-over`: a newer one went instead; else why, in a few words.'),
        }),
      )
      .describe('What was to go in the last 14 days and did not; at most 200, newest first.'),
  })
  .meta({ id: 'Mail', description: 'How mail is doing.' });

export const letterDecided = z
  .strictObject({
    decision: z
      .enum(letterDecisions)
      .describe(
        '`arrived`, `send-again`: of a letter of which nobody knows. `not-arrived`: of one that is not needed any more. `dealt-with`: the home has been told what a refused letter says. `try-now`: of one that is put off.',
      ),
  })
  .meta({ id: 'LetterDecision', description: 'What a person decides about a letter.' });
