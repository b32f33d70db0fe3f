import type { Backtest, PolicyPreview, PolicyVersion, PreviewedCase, RungChange } from '@app/cases';
import { draftSchema } from '@app/cases';
import { policySchema } from '@app/domain';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';

const summary = {
  number: z.int(),
  status: z
    .enum(['draft', 'published', 'superseded'])
    .describe('"published" is in force; "superseded" was before.'),
  revision: z.int().describe('How often the draft was written.'),
  author: z.string().describe('`officer:<id>`, or `system` for what came with the program.'),
  reason: z.string(),
  createdAt: instant,
  changedAt: instant,
  publishedAt: instant.nullable(),
  publishedBy: z.string().nullable(),
};

/** A version as the history shows it. */
export type PolicySummary = Omit<PolicyVersion, 'policy' | 'bankHolidays'>;

const policySummary: z.ZodType<PolicySummary> = z
  .strictObject(summary)
  .meta({ id: 'PolicySummary', description: 'A version without its content.' });

export const policyList = listOf(policySummary).meta({ id: 'PolicyList' });

export const policyQuery = pageQuery;

const bankHoliday = z.strictObject({ date: day, title: z.string() });

/** A version as it is answered. */
export type PolicyAnswer = PolicySummary & {
  document: PolicyVersion['policy'];
  bankHolidays: PolicyVersion['bankHolidays'];
};

export const policyAnswer = z
  .strictObject({ ...summary, document: policySchema, bankHolidays: z.array(bankHoliday) })
  .meta({ id: 'Policy', description: 'Durations, rungs and bank holidays: one version.' });

/** What may be posted: described here, read and checked where drafts are made. */
export const newPolicyDraft = draftSchema.meta({
  id: 'NewPolicyDraft',
  description:
    'A whole document or the parts that change, and likewise the bank holidays. What is not named stays as it is.',
});

const place = z
  .strictObject({
    status: z.enum(['waiting', 'done', 'superseded']),
    dueAt: instant,
    sendAt: instant,
    act: z.enum(['letter', 'task', 'record']),
    to: z.enum(['provider', 'person', 'officer', 'lead']).nullable(),
    letter: z.string().nullable(),
  })
  .nullable();

const rungChange: z.ZodType<RungChange> = z.strictObject({
  change: z.enum([
    'moves',
    'appears',
    'vanishes',
    'changes',
    'reworded',
    'passed-over',
    'task-withdrawn',
    'task-restored',
    'letter-withdrawn',
    'letter-restored',
  ]),
  clock: z.string(),
  rung: z.string(),
  anchorFact: z.string(),
  person: z.string().nullable(),
  from: place,
  to: place,
});

const home = {
  caseId: z.string(),
  locationId: z.string(),
  home: z.string(),
  town: z.string().nullable(),
  practice: z.boolean(),
};

const previewedCase: z.ZodType<PreviewedCase> = z.strictObject({
  position: z.int(),
  ...home,
  changes: z.array(rungChange),
});

/** How many cases and rungs another policy moves, by what becomes of them. */
export const changeTotals = z.strictObject({
  cases: z.int(),
  moves: z.int(),
  appears: z.int(),
  vanishes: z.int(),
  changes: z.int(),
  reworded: z.int(),
  'passed-over': z.int(),
  'task-withdrawn': z.int(),
  'task-restored': z.int(),
  'letter-withdrawn': z.int(),
  'letter-restored': z.int(),
});

const preview = {
  number: z.int().describe('To be named when the draft is published.'),
  policy: z.int(),
  revision: z.int(),
  asOf: instant,
  madeBy: z.string(),
  totals: changeTotals,
};

/** A preview with one page of its cases. */
export type PreviewAnswer = PolicyPreview & { items: PreviewedCase[]; nextCursor: string | null };

export const policyPreview: z.ZodType<PreviewAnswer> = z
  .strictObject({ ...preview, ...listOf(previewedCase).shape })
  .meta({ id: 'PolicyPreview', description: 'What publishing would do, case by case.' });

export const publication = z.strictObject({
  preview: z.int().min(1).describe('The number of the preview you have seen.'),
});

const fired = z
  .strictObject({
    at: instant,
    outcome: z.enum(['sent', 'merged', 'task', 'recorded', 'superseded', 'suppressed']),
  })
  .nullable();

const totals = z.strictObject({
  letters: z.int(),
  tasks: z.int(),
  records: z.int().describe('Ends and breaches.'),
  refused: z.int().describe('Facts that would not have been taken.'),
});

export const backtestAnswer: z.ZodType<Backtest> = z
  .strictObject({
    policy: z.int(),
    inForce: z.int(),
    from: instant,
    until: instant,
    cases: z.int(),
    differing: z.int().describe('Cases that would have gone otherwise; 200 of them are listed.'),
    totals: z.strictObject({ inForce: totals, draft: totals }),
    rungs: z.array(
      z.strictObject({
        clock: z.string(),
        rung: z.string(),
        act: z.enum(['letter', 'task', 'record']),
        inForce: z.int(),
        draft: z.int(),
      }),
    ),
    items: z.array(
      z.strictObject({
        ...home,
        differences: z.array(
          z.strictObject({
            clock: z.string(),
            rung: z.string(),
            anchor: day,
            person: z.string().nullable(),
            inForce: fired,
            draft: fired,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Backtest', description: 'The last twelve months, replayed under both.' });
