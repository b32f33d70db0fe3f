import { callMatters, stages } from '@app/domain';
import { type Today, todaySectionNames } from '@app/measures';
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

const section = z.enum(todaySectionNames).describe('The part of the page.');

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
    sections: z
      .array(z.strictObject({ section, count: z.int() }))
      .describe('How many rows each part of the page has; counting stops at 100.'),
    rows: z
      .array(
        z.strictObject({
          section,
          matter: z
            .enum(callMatters)
            .describe('What it is about: a call about it is recorded under this name.'),
          at: instant.describe('What its place goes by: since when it is due, or when it ends.'),
          ...home,
          phone: z.string().nullable().describe('Of the home, as the register has it.'),
          stage: z.enum(stages),
          waitingOn,
          useBy: day.nullable().describe('The last day its passcode is good.'),
          breachedAt: instant.nullable().describe('When NHSmail’s 48 hours ran out.'),
          parkedUntil: day.nullable(),
          parkedWhy: z.string().nullable(),
          tasks: z
            .array(
              z.strictObject({
                id: z.string(),
                kind: z.string(),
                about: z.string().nullable(),
                dueAt: instant,
              }),
            )
            .describe('Open tasks about it, earliest due first.'),
          letter: z
            .strictObject({
              id: z.string(),
              subject: z.string(),
              status: z.enum(['refused', 'unknown']),
              plannedAt: instant,
              serverReply: z.string().nullable(),
            })
            .nullable()
            .describe('A letter somebody has to decide about.'),
          ends: z
            .strictObject({ clock: z.string(), rung: z.string(), at: instant })
            .nullable()
            .describe('When an account or a DSPT ends unless something is done before.'),
        }),
      )
      .describe(
        'Whatever asks for the same matter of a case is one row; at most 30, in the order of the page. What was put off until a later day is not among them.',
      ),
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
