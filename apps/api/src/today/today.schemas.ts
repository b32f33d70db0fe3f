import { stages } from '@app/domain';
import type { Today } from '@app/measures';
import { z } from 'zod';
import { waitingOn } from '../cases/case.schemas';
import { day, instant } from '../json/api-schemas';

const home = {
  caseId: z.string(),
  locationId: z.string(),
  home: z.string(),
  town: z.string().nullable(),
  practice: z.boolean(),
};

const count = (of: string) => z.int().describe(`How many ${of}; counting stops at 1,000.`);

export const todaySchema: z.ZodType<Today> = z
  .strictObject({
    asOf: instant,
    waitingOn: z
      .array(
        z.strictObject({
          on: waitingOn,
          cases: z.int(),
        }),
      )
      .describe('Open cases by who has to act next.'),
    tasks: z.array(
      z.strictObject({
        ...home,
        id: z.string(),
        kind: z.string(),
        about: z.string().nullable(),
        dueAt: instant,
      }),
    ),
    taskCount: count('tasks are open'),
    lateReplies: z.array(z.strictObject({ ...home, breachedAt: instant })),
    lateReplyCount: count('replies are late'),
    dyingPasscodes: z
      .array(z.strictObject({ ...home, useBy: day }))
      .describe('Passcodes that stop working within seven days, or have.'),
    dyingPasscodeCount: count('such passcodes there are'),
    toReview: z
      .array(
        z.strictObject({
          ...home,
          stage: z.enum(stages),
          parkedUntil: day,
          parkedWhy: z.string().nullable(),
        }),
      )
      .describe('Cases that rested until today or earlier: nothing else brings them up.'),
    toReviewCount: count('such cases there are'),
    troubledLetters: z.array(
      z.strictObject({
        ...home,
        id: z.string(),
        subject: z.string(),
        status: z.enum(['refused', 'unknown']),
        plannedAt: instant,
        serverReply: z.string().nullable(),
      }),
    ),
    troubledLetterCount: count('letters need a decision'),
    comingUp: z.array(
      z.strictObject({
        ...home,
        clock: z.string(),
        rung: z.string(),
        act: z.enum(['letter', 'task', 'record']),
        to: z.enum(['provider', 'person', 'officer', 'lead']).nullable(),
        letter: z.string().nullable(),
        at: instant,
      }),
    ),
    behind: z.int().describe('Follow-ups that should have gone out more than five minutes ago.'),
    failing: z.array(z.strictObject(home)),
    anySites: z.boolean(),
  })
  .meta({ id: 'Today', description: 'What needs somebody now.' });
