import {
  type BulkCounts,
  type BulkHead,
  bulkLetterKinds,
  bulkStates,
  type CaseOutcome,
  mostInBulk,
  results,
  type ShownRow,
  undoings,
  verdicts,
} from '@app/cases';
import {
  bulkFactTypes,
  factSchema,
  type FactType,
  factTypes,
  stages,
  waitedFor,
} from '@app/domain';
import { z } from 'zod';
import { caseQuery } from '../cases/case.schemas';
import { day, instant } from '../json/api-schemas';
import { listOf } from '../json/lists';

/** A fact as it is posted for one case, but for its moment, which may be left to the service. */
const momentless = (type: FactType) =>
  factSchema(type)
    .partial(factTypes[type].moment === 'on' ? { on: true } : { at: true })
    .meta({ id: `NewBulkFact.${type}`, description: `${factTypes[type].label}.` });

const [first, ...others] = bulkFactTypes.map(momentless);
if (!first) throw new Error('There is no fact for many cases at once.');

const record = z
  .strictObject({
    do: z.literal('record'),
    fact: z
      .discriminatedUnion('type', [first, ...others])
      .describe(
        'A fact as `POST /cases/{id}/facts` takes it. Without `on` it is of today; without `at` it happens as it is recorded.',
      ),
  })
  .meta({ id: 'BulkRecord' });

const letter = z
  .strictObject({
    do: z.literal('letter'),
    letter: z.strictObject({
      kind: z.enum(bulkLetterKinds as [string, ...string[]]),
      about: z.string().max(200).optional().describe('For `ask`: what is asked about, in a line.'),
      title: z.string().max(120).optional().describe('For `free`: its heading.'),
      text: z.string().max(4000).optional().describe('For `free`: the letter, line by line.'),
      clock: z.string().max(100).optional().describe('For `reminder`: whose letter.'),
    }),
  })
  .meta({ id: 'BulkLetter', description: 'To the contact of each home.' });

const opening = z
  .strictObject({
    do: z.literal('open-cases'),
    officer: z.uuid().optional().describe('Who looks after them; you unless said otherwise.'),
  })
  .meta({ id: 'BulkOpening' });

const ids = (what: string) => z.array(z.string().min(1).max(100)).max(mostInBulk).describe(what);

export const newBulk = z
  .strictObject({
    cases: ids('Ids of cases.').optional(),
    sites: ids('Location IDs of sites that are to get a case.').optional(),
    all: caseQuery
      .omit({ limit: true, cursor: true, sort: true })
      .optional()
      .describe('Every case a list with these filters would show, instead of `cases`.'),
    action: z.discriminatedUnion('do', [record, letter, opening]),
  })
  .meta({
    id: 'NewBulk',
    description: `One thing to be done to many cases: ${mostInBulk.toLocaleString('en-GB')} at most.`,
  });

export const carryOutBulk = z
  .strictObject({ revision: z.int().min(1).describe('Of the preview that was looked at.') })
  .meta({ id: 'CarryOutBulk' });

const counted = (names: readonly string[], what: string) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, z.int()]))).describe(what);

export const bulkSchema = z
  .strictObject({
    id: z.string(),
    state: z
      .enum(bulkStates)
      .describe('Ask again while it is `previewing`, `working` or `undoing`.'),
    revision: z.int().describe('Counts previews; what is carried out names the one looked at.'),
    kind: z.string().nullable().describe('What is done, without its words.'),
    madeAt: instant,
    confirmedAt: instant.nullable(),
    doneAt: instant.nullable(),
    undoneAt: instant.nullable(),
    notThere: z.int().describe('How many were chosen that are not there.'),
    rows: z.int(),
    waiting: z.int().describe('Rows that are still to be worked on.'),
    verdicts: counted(verdicts, 'How many rows the preview shows as what.'),
    results: counted(results, 'How many rows came to what.'),
    undoings: counted(undoings, 'How many rows were taken back, or not.'),
  })
  .meta({ id: 'Bulk', description: 'One action on many cases.' });

const step = <T extends z.ZodType>(of: T) => z.strictObject({ from: of, to: of }).optional();

const dated = z.strictObject({
  act: z.enum(['letter', 'task', 'record']),
  what: z.string().describe('The letter’s kind, else `clock/rung`.'),
  day: day.describe('The Europe/London day it goes or is due.'),
});

const outcome = z
  .strictObject({
    stage: step(z.union([z.enum(stages), z.literal('')])),
    waitingOn: step(z.enum(waitedFor).nullable()),
    open: step(z.boolean()),
    officer: step(z.string()),
    restsUntil: step(day.nullable()),
    next: step(day.nullable()),
    begins: z.array(dated),
    ends: z.array(dated),
    moves: z.array(dated.extend({ from: day })),
    callsWithdrawn: z.int(),
  })
  .meta({ id: 'BulkOutcome', description: 'What it comes to: from what to what.' });

const rowSchema = z
  .strictObject({
    id: z.string().describe('Its place among those chosen.'),
    locationId: z.string(),
    home: z.string(),
    caseId: z.string().nullable(),
    version: z.int().nullable().describe('Of the case as the preview saw it.'),
    verdict: z.enum(verdicts).nullable(),
    why: z.string().nullable().describe('Why it would not be done.'),
    outcome: outcome.nullable(),
    result: z
      .enum(results)
      .nullable()
      .describe('`skipped`: it changed since the preview, and was left alone.'),
    resultWhy: z.string().nullable(),
    facts: z.array(z.string()).describe('Ids of what was recorded.'),
    letters: z.array(z.string()),
    undo: z.enum(undoings).nullable(),
    undoWhy: z.string().nullable(),
  })
  .meta({ id: 'BulkRow', description: 'One case of an action on many.' });

export const bulkRows = listOf(rowSchema).meta({ id: 'BulkRowList' });

const sums = (names: readonly string[], found: Readonly<Record<string, number>>) =>
  Object.fromEntries(names.map((name) => [name, found[name] ?? 0]));

export const presentBulk = (head: BulkHead, counts: BulkCounts): z.output<typeof bulkSchema> => {
  const { madeBy: _, ...rest } = head;
  return {
    ...rest,
    rows: counts.rows,
    waiting: counts.waiting,
    verdicts: sums(verdicts, counts.verdicts),
    results: sums(results, counts.results),
    undoings: sums(undoings, counts.undoings),
  };
};

export type BulkRowAnswer = z.output<typeof rowSchema>;

type OutcomeAnswer = z.output<typeof outcome>;

/** Pairs of before and after by name. */
function presentOutcome({
  begins,
  ends,
  moves,
  callsWithdrawn,
  ...steps
}: CaseOutcome): OutcomeAnswer {
  const named = Object.entries(steps).map(([name, [from, to]]) => [name, { from, to }]);
  return {
    ...(Object.fromEntries(named) as Partial<OutcomeAnswer>),
    begins: [...begins],
    ends: [...ends],
    moves: [...moves],
    callsWithdrawn,
  };
}

export const presentRow = (row: ShownRow): BulkRowAnswer => ({
  id: String(row.n),
  locationId: row.locationId,
  home: row.home,
  caseId: row.caseId,
  version: row.version,
  verdict: row.verdict,
  why: row.why,
  outcome: row.outcome && presentOutcome(row.outcome),
  result: row.result,
  resultWhy: row.resultWhy,
  facts: row.facts,
  letters: row.letters,
  undo: row.undo,
  undoWhy: row.undoWhy,
});
