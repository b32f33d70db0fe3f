import { factSchema, factTypes, type FactType } from '@app/domain';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf } from '../json/lists';
import { caseSchema } from './case.schemas';
import { factExamples } from './fact-examples';

/** The shape of one type, with its name, what it means and an example. */
const described = (type: FactType) =>
  factSchema(type).meta({
    id: `NewFact.${type}`,
    description: `${factTypes[type].label}.`,
    examples: [{ type, ...factExamples[type] }],
  });

const [first, ...others] = (Object.keys(factTypes) as FactType[]).map(described);
if (!first) throw new Error('There is no type of fact.');

/** What may be posted: described here, read and checked where facts are recorded. */
export const newFact = z.discriminatedUnion('type', [first, ...others]).meta({
  id: 'NewFact',
  description:
    'Something that happened to a case: on a day (Europe/London) or at an instant. Any may carry `override`, the reason why a rule is set aside; a person is named, or given by the ref of an answer.',
});

/** A fact as it was sent, with its place in the history. */
export const recordedFact = z
  .strictObject({
    id: z.string(),
    seq: z.int().describe('1 for the first fact of the case, then without gaps.'),
    type: z.string().describe('As posted; `follow-up-fired` is recorded by the machine.'),
    on: day.optional(),
    at: instant.optional(),
    code: z.string().optional(),
    level: z.string().optional(),
    edition: z.string().optional(),
    coverage: z.string().optional(),
    postcode: z.string().optional(),
    found: z.string().optional(),
    channel: z.string().optional(),
    person: z.string().optional().describe('By the name that was given.'),
    mobile: z.string().optional(),
    email: z.string().optional(),
    role: z.string().optional(),
    outcome: z.string().optional(),
    reference: z.string().optional(),
    about: z.string().optional(),
    until: z.string().optional(),
    again: z.string().optional().describe('Of a call: the day on which its matter comes up again.'),
    text: z.string().optional(),
    stall: z.string().optional(),
    officer: z.string().optional(),
    job: z.string().optional(),
    asker: z.string().optional().describe('Who said whether letters are wanted.'),
    how: z.string().optional().describe('How they said it.'),
    reason: z
      .string()
      .optional()
      .describe('As given; of a follow-up that was suppressed, why its reader is not written to.'),
    fact: z.string().optional().describe('Id of the fact that this one takes back.'),
    clock: z.string().optional(),
    rung: z.string().optional(),
    anchorFact: z.string().optional(),
    override: z.string().optional().describe('Why a block was set aside.'),
    recordedAt: instant,
    recordedBy: z.string(),
    retractedBy: z.string().nullable().describe('Id of the fact that took this one back.'),
  })
  .meta({ id: 'Fact', description: 'One fact of a case. It never changes.' });

export type FactAnswer = z.output<typeof recordedFact>;

export const factList = listOf(recordedFact).meta({ id: 'FactList' });

export const factRecorded = z
  .strictObject({ fact: recordedFact, case: caseSchema })
  .meta({ id: 'FactRecorded', description: 'The fact, and the case as it now is.' });
