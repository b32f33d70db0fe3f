import {
  BadInput,
  type BankHoliday,
  type InputProblem,
  inputProblems,
  type Policy,
  policyChangeSchema,
  policySchema,
  shippedPolicy,
} from '@app/domain';
import { z } from 'zod';

const day = z.iso.date('give the day as YYYY-MM-DD');
const title = z.string().trim().min(1, 'name the holiday').max(100, 'at most 100 characters');
const bankHoliday = z.strictObject({ date: day, title });

/**
 * What a draft is written from: a whole document or the parts of it that change, and likewise the
 * whole list of bank holidays or those that come and go. What is not named stays as it is.
 */
export const draftSchema = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1, 'say why, for whoever reads the history')
    .max(500, 'at most 500 characters'),
  document: policySchema.optional(),
  change: policyChangeSchema.optional(),
  bankHolidays: z.array(bankHoliday).max(2000, 'at most 2,000 days').optional(),
  addBankHolidays: z.array(bankHoliday).max(100, 'at most 100 days').optional(),
  removeBankHolidays: z.array(day).max(100, 'at most 100 days').optional(),
});

/** What versions differ in. */
export interface DraftContent {
  policy: Policy;
  bankHolidays: readonly BankHoliday[];
}

/**
 * The content a draft has after this input.
 * @param base the draft as it was, or the version in force
 * @throws BadInput names every wrong value
 */
export function readDraft(input: unknown, base: DraftContent): DraftContent & { reason: string } {
  const parsed = draftSchema.safeParse(input);
  if (!parsed.success) throw badDraft(inputProblems(parsed.error, 'a policy draft'));
  const { reason, document, change, ...days } = parsed.data;
  if (document && change)
    throw badDraft([problem('/change', 'send the whole document or a change of it, not both')]);
  const policy = document ?? withChange(base.policy, change ?? {});
  const problems = [
    ...(change ? whole(policy) : []),
    ...ladderProblems(policy).map((p) => ({
      ...p,
      pointer: `/${document ? 'document' : 'change'}${p.pointer}`,
    })),
  ];
  if (problems.length > 0) throw badDraft(problems);
  return { reason, policy, bankHolidays: holidaysAfter(base.bankHolidays, days) };
}

const withChange = (base: Policy, change: z.infer<typeof policyChangeSchema>): Policy => ({
  ...base,
  ...change,
  ladders: { ...base.ladders, ...change.ladders },
});

/** Parts that are right by themselves may not fit together. */
function whole(policy: Policy): InputProblem[] {
  const parsed = policySchema.safeParse(policy);
  if (parsed.success) return [];
  return inputProblems(parsed.error, 'a policy').map((p) => ({
    ...p,
    pointer: `/change${p.pointer}`,
  }));
}

/**
 * What the shape cannot say: a letter needs a text, which is written for the clock it belongs to;
 * and a rung that records a fact must stay, for the stages of a case follow from it.
 */
function ladderProblems({ ladders }: Policy): InputProblem[] {
  return (Object.keys(shippedPolicy.ladders) as (keyof Policy['ladders'])[]).flatMap((clock) => {
    const shipped = shippedPolicy.ladders[clock];
    const rungs = ladders[clock];
    const letters = [...new Set(shipped.flatMap((r) => r.letter ?? []))];
    const at = `/ladders/${clock}`;
    const toPeople = shipped.some((r) => r.to === 'person');
    const records = shipped.filter((r) => r.act === 'record');
    return [
      ...rungs.flatMap((r, n) => [
        ...(r.letter !== undefined && !letters.includes(r.letter)
          ? [problem(`${at}/${n}/letter`, noSuchLetter(r.letter, letters))]
          : []),
        ...(r.to === 'person' && !toPeople
          ? [problem(`${at}/${n}/to`, 'this clock is not about one person; write to the provider')]
          : []),
        ...(r.act === 'record' && !records.some((s) => s.rung === r.rung)
          ? [problem(`${at}/${n}/act`, `nothing is recorded under the name "${r.rung}"`)]
          : []),
      ]),
      ...records
        .filter((s) => !rungs.some((r) => r.rung === s.rung && r.act === 'record'))
        .map((s) => problem(at, `keep the rung "${s.rung}": it records what the case turns on`)),
    ];
  });
}

const noSuchLetter = (letter: string, letters: readonly string[]): string =>
  letters.length === 0
    ? 'this clock has no letter; make it a task'
    : `there is no letter "${letter}" for this clock; it has ${letters.join(', ')}`;

type Days = Pick<
  z.infer<typeof draftSchema>,
  'bankHolidays' | 'addBankHolidays' | 'removeBankHolidays'
>;

function holidaysAfter(
  base: readonly BankHoliday[],
  { bankHolidays = [...base], addBankHolidays = [], removeBankHolidays = [] }: Days,
): BankHoliday[] {
  const days = new Map(bankHolidays.map((h) => [h.date, h]));
  const problems: InputProblem[] = [];
  for (const [n, date] of removeBankHolidays.entries())
    if (!days.delete(date))
      problems.push(problem(`/removeBankHolidays/${n}`, `${date} is no bank holiday here`));
  for (const [n, holiday] of addBankHolidays.entries()) {
    const known = days.get(holiday.date);
    if (known)
      problems.push(
        problem(`/addBankHolidays/${n}/date`, `${holiday.date} is there already: ${known.title}`),
      );
    else days.set(holiday.date, holiday);
  }
  if (problems.length > 0) throw badDraft(problems);
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

const problem = (pointer: string, message: string): InputProblem => ({
  pointer,
  code: 'invalid',
  message,
});

function badDraft(problems: InputProblem[]): BadInput {
  const [first] = problems;
  return new BadInput(
    'invalid-policy',
    `The draft cannot be taken: ${first?.pointer.slice(1) || 'draft'}: ${first?.message}.`,
    problems,
  );
}
