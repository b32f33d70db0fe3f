import type { StoredFollowUp } from '@app/follow-ups';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf } from '../json/lists';

/** A stored rung, in the words of a simulation. */
const followUpSchema = z
  .strictObject({
    id: z.string(),
    clock: z.string(),
    rung: z.string(),
    anchor: day.describe('The day it counts from.'),
    anchorFact: z.string().describe('Id of the fact that started the clock.'),
    person: z
      .string()
      .nullable()
      .describe('The person, by name, or the ticket it is about; null when it is about neither.'),
    dueAt: instant.describe('The moment the rule names.'),
    sendAt: instant.describe('That moment moved into sending hours.'),
    to: z.enum(['provider', 'person', 'officer', 'lead']).nullable(),
    act: z.enum(['letter', 'task', 'record']),
    letter: z.string().nullable(),
    outcome: z.enum(['pending', 'sent', 'merged', 'task', 'recorded', 'superseded', 'suppressed']),
    reason: z.string().nullable().describe('Why it came to nothing, when it did.'),
    letterId: z.string().nullable(),
    settledAt: instant.nullable(),
    basis: z.array(z.string()).readonly().describe('How the date came about, a sentence a step.'),
  })
  .meta({ id: 'FollowUp', description: 'A letter, call or note that a clock wants.' });

export const followUpList = listOf(followUpSchema).meta({ id: 'FollowUpList' });

export type FollowUpAnswer = z.output<typeof followUpSchema>;

export function presentFollowUp(followUp: StoredFollowUp): FollowUpAnswer {
  return {
    id: followUp.id,
    clock: followUp.clock,
    rung: followUp.rung,
    anchor: followUp.anchor,
    anchorFact: followUp.anchorFact,
    person: followUp.person,
    dueAt: followUp.dueAt.toString(),
    sendAt: followUp.sendAt.toString(),
    to: followUp.to,
    act: followUp.act,
    letter: followUp.letter,
    outcome: followUp.outcome ?? 'pending',
    reason: followUp.reason,
    letterId: followUp.letterId,
    settledAt: followUp.settledAt,
    basis: followUp.basis,
  };
}
