import { factTypes, parties, stages, stallCodes, stallReasons } from '@app/domain';
import type { Learned, SlowPart, StalledSummary } from '@app/measures';
import { z } from 'zod';
import { instant } from '../json/api-schemas';
import { stalledQuery } from './stalled.schemas';

const count = z.int().min(0);

const learnedSchema = z
  .strictObject({
    sample: count.describe('How many such stalls ended in cases that went live or were closed.'),
    median: z.number().describe('Half were over within so many days.'),
    by: z
      .array(z.strictObject({ fact: z.string(), label: z.string(), times: count }))
      .describe('The facts that ended them, the most frequent first.'),
  })
  .nullable()
  .describe('What unblocked it in your own cases of the last year; null when fewer than 20 ended.');

export const stalledSummarySchema = z
  .strictObject({
    asOf: instant,
    open: count.describe('Open cases within the filters, stalled or not.'),
    stalled: count.describe('Those of them that are stalled.'),
    reasons: z.array(
      z.strictObject({
        code: z.enum(stallCodes),
        label: z.string(),
        cases: count.describe('A case with several reasons counts under each.'),
        unblocks: z.string().describe('What usually helps, by the rules.'),
        learned: learnedSchema,
      }),
    ),
    stages: z.array(z.strictObject({ stage: z.enum(stages), cases: count })),
    ages: z.array(
      z.strictObject({
        least: count.describe('Days stalled at least.'),
        most: count.nullable().describe('At most; null: or longer.'),
        cases: count,
      }),
    ),
    providers: z
      .array(
        z.strictObject({
          providerId: z.string().nullable(),
          name: z.string().nullable(),
          cases: count,
        }),
      )
      .describe('The twenty with the most.'),
    authorities: z.array(z.strictObject({ localAuthority: z.string().nullable(), cases: count })),
    slow: z
      .array(
        z.strictObject({
          stage: z.enum(stages),
          party: z.enum(parties).describe('Who takes the time.'),
          open: count.describe('Open cases that stand so.'),
          slow: count.describe('Those that have stood longer than the limit.'),
          slowMedian: z
            .int()
            .nullable()
            .describe('Half of the slow ones have stood for so many days or more.'),
          limit: z.number().describe('Nine in ten took at most so many days, or the fixed rule.'),
          median: z.number().nullable().describe('Half took at most; null if not known.'),
          basis: z.enum(['own-cases', 'fixed-rule']),
        }),
      )
      .describe('Where open cases, stalled or not, are slower than usual.'),
    practice: z.boolean().describe('Counts of the practice caseload are among them.'),
  })
  .meta({ id: 'StalledSummary', description: 'Stalled cases, counted from every side.' });

export type StalledSummaryAnswer = z.output<typeof stalledSummarySchema>;

/** The same filters as the list, all of it at once. */
export const stalledSummaryQuery = stalledQuery.omit({ limit: true, cursor: true });

const labelOf = new Map(stallReasons.map((reason) => [reason.code, reason]));

export function presentSummary(
  summary: StalledSummary,
  slow: readonly SlowPart[],
  { unblockings }: Learned,
): StalledSummaryAnswer {
  return {
    ...summary,
    reasons: summary.reasons.map(({ code, cases }) => {
      const learned = unblockings.find((one) => one.code === code);
      return {
        code,
        label: labelOf.get(code)?.label ?? code,
        cases,
        unblocks: labelOf.get(code)?.unblocks ?? '',
        learned: learned
          ? {
              sample: learned.sample,
              median: learned.median,
              by: learned.by.map(({ fact, times }) => ({ fact, label: factLabel(fact), times })),
            }
          : null,
      };
    }),
    ages: summary.ages.map(({ least, most, cases }) => ({ least, most: most ?? null, cases })),
    slow: [...slow],
  };
}

const factLabel = (type: string): string =>
  Object.entries(factTypes).find(([name]) => name === type)?.[1].label ?? type;
