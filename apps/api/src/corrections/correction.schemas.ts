import { z } from 'zod';
import { day, instant } from '../json/api-schemas';

const anyValue = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
  .describe('A text, a day `YYYY-MM-DD`, a number, yes or no, or a list of texts.');

const field = z.string().describe('As `/sites/{locationId}/values` names it.');

const fromImport = z.strictObject({
  by: z.literal('import'),
  importId: z.string(),
  kind: z.string(),
  variant: z.string().nullable(),
  fileName: z.string(),
  asOf: day.nullable().describe('The day the file speaks of.'),
  importedAt: instant,
  importedBy: z.string(),
});

const fromPerson = z.strictObject({
  by: z.literal('person'),
  correctionId: z.string(),
  correctedBy: z.string(),
  correctedAt: instant,
  reason: z.string(),
  sourceValue: anyValue.nullable().describe('What the register’s own source said.'),
  askedValue: anyValue.optional().describe('What it says since: to be decided.'),
});

export const siteValues = z
  .strictObject({
    items: z.array(
      z.strictObject({ field, value: anyValue, from: z.union([fromImport, fromPerson]) }),
    ),
  })
  .meta({ id: 'SiteValues', description: 'Each value of a site, and where it comes from.' });

const valueChange = z.strictObject({
  field,
  from: anyValue.nullable(),
  to: anyValue.nullable(),
});

export const siteHistory = z
  .strictObject({
    items: z.array(
      z.strictObject({
        at: instant,
        by: z.string(),
        what: z.enum(['created', 'changed', 'corrected']),
        importId: z.string().nullable(),
        fileName: z.string().nullable(),
        asOf: day.nullable(),
        reason: z.string().nullable().describe('Why a person put it right.'),
        changes: z.array(valueChange).describe('Empty when the record was made.'),
      }),
    ),
  })
  .meta({ id: 'SiteHistory', description: 'What changed in a site’s record, the newest first.' });

export type SiteHistoryAnswer = z.output<typeof siteHistory>;

export const correctionInput = z.strictObject({
  field: z.string().max(100),
  value: anyValue,
  reason: z.string().min(1).max(500).describe('How it is known.'),
});

export const correctionId = z.strictObject({ id: z.string() });

export const correctionList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        locationId: z.string(),
        siteName: z.string(),
        field,
        value: anyValue,
        sourceValue: anyValue.nullable(),
        correctedBy: z.string(),
        correctedAt: instant,
        reason: z.string(),
        asked: z
          .strictObject({
            value: anyValue,
            importId: z.string(),
            fileName: z.string(),
            asOf: day.nullable(),
          })
          .nullable()
          .describe('What the register says since.'),
      }),
    ),
  })
  .meta({ id: 'Corrections', description: 'Values that people put right.' });

export const correctionDecision = z.strictObject({
  decision: z
    .enum(['keep', 'take', 'withdraw'])
    .describe(
      'Keep the correction or take the register’s value where it says something new; `withdraw` takes the correction back at any time.',
    ),
});
