import { type MeasureCode, measureCodes, type MeasureDefinition, splits } from '@app/domain';
import type { Page } from '@app/measures';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { pageQuery } from '../json/lists';
import type { ToldSnapshot } from './measures.reader';

const month = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-10')
  .describe('A month, Europe/London.');

const split = z
  .enum(splits)
  .describe('`all`: the whole area in one; else by local authority, ICB, or care home and other.');

const code = z.enum(measureCodes);

/** The code of a measure as an address may write it: `m3` or `M3`. */
export const readMeasureCode = (text: string): MeasureCode | null =>
  measureCodes.find((one) => one === text.toUpperCase()) ?? null;

export const measureQuery = z
  .strictObject({
    day: z.iso.date('must be a day such as 2026-10-31').optional(),
    month: month.optional(),
    split: split.default('all'),
  })
  .refine(({ day: one, month: other }) => one === undefined || other === undefined, {
    path: ['month'],
    message: 'give a day or a month, not both',
  });

export const snapshotsQuery = pageQuery.extend({
  measure: code,
  split: split.default('all'),
  from: month.optional().describe('The first month wanted.'),
  to: month.optional().describe('The last month wanted.'),
});

const figures = z
  .record(
    z.string(),
    z
      .union([z.number(), z.enum(['fewer-than-5', 'withheld'])])
      .describe(
        'Where the caller does not see every case: `fewer-than-5` for 1 to 4 of a place, and `withheld` where the total would tell such a count.',
      ),
  )
  .describe('By the keys of the definition; what is 0 may be left out.');

const part = z
  .string()
  .describe(
    'The local authority or ICB as CQC writes it, or `care-home` and `other`; empty for the whole area, or where the register gives none.',
  );

/** All measures of one part of the area. */
export const measuredPart = z.strictObject({
  part,
  measures: z
    .partialRecord(code, figures)
    .describe('By code. Why cases stalled (M9) is missing where it could not be told.'),
});

export const measureList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        code,
        name: z.string(),
        meaning: z.string(),
        numerator: z.string(),
        denominator: z.string().nullable(),
        unit: z.enum(['sites', 'cases', 'days', 'passcodes', 'contacts', 'submissions']),
        counts: z
          .enum(['day', 'month'])
          .describe('As it stood at the end of the day, or what happened in the month up to it.'),
        source: z.string(),
        leftOut: z.string(),
        headline: z
          .strictObject({ value: z.string(), of: z.string().nullable() })
          .nullable()
          .describe('The figure that stands for the measure, and the one it is a share of.'),
        figures: z.array(z.strictObject({ key: z.string(), words: z.string() })),
      }),
    ),
  })
  .meta({ id: 'MeasureList', description: 'What each measure counts.' }) satisfies z.ZodType<{
  items: readonly MeasureDefinition[];
}>;

export const measureSchema = z
  .strictObject({
    measure: code,
    split,
    month,
    day: day.describe('The last day counted.'),
    takenAt: instant.nullable().describe('When it was kept for good; null while it still changes.'),
    isLate: z.boolean().describe('It was kept late: from what was known at `takenAt`.'),
    parts: z.array(z.strictObject({ part, figures })),
  })
  .meta({ id: 'Measure', description: 'One measure of a month.' });

export const snapshotList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        month,
        measure: code,
        split,
        part,
        figures,
        day,
        takenAt: instant,
        isLate: z.boolean(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({
    id: 'MeasureSnapshotList',
    description: 'Months as they were kept: they never change.',
  }) satisfies z.ZodType<Page<ToldSnapshot>>;
