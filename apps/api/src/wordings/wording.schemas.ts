import { letterKindNames, wordingSchema } from '@app/letters';
import { z } from 'zod';
import { instant } from '../json/api-schemas';

const kind = z.enum(letterKindNames as [string, ...string[]]).describe('The kind of letter.');

const version = z
  .strictObject({
    kind,
    number: z.int(),
    status: z
      .enum(['draft', 'published', 'superseded', 'discarded'])
      .describe('"published" is in force; "superseded" was before.'),
    wording: wordingSchema.nullable().describe('null: as shipped with the program.'),
    author: z.string().describe('`officer:<id>` who wrote it last.'),
    changedAt: instant,
    publishedAt: instant.nullable(),
    publishedBy: z.string().nullable(),
  })
  .meta({ id: 'WordingVersion', description: 'One version of the wording of a letter.' });

export const wordingSummary = z
  .strictObject({
    kind,
    name: z.string(),
    reader: z.string().describe('Whom it goes to.'),
    when: z.string().describe('When it goes.'),
    version: z.int().describe('Grows with every change; the ETag.'),
    isShipped: z.boolean().describe('The wording shipped with the program is in force.'),
    hasDraft: z.boolean(),
    readingAge: z.number().describe('Of the wording in force, in years; 11 or lower is good.'),
  })
  .meta({ id: 'WordingSummary', description: 'A kind of letter and how its wording stands.' });

const named = z.record(z.string(), z.string());

export const wordingAnswer = wordingSummary
  .extend({
    inForce: wordingSchema,
    shipped: wordingSchema,
    published: version.nullable().describe('null while nothing was ever published.'),
    draft: version.nullable(),
    warnings: z.array(z.string()).describe('What to see to before the draft is published.'),
    fields: named.describe('What may stand as ((field)), and what it means.'),
    required: z.array(z.string()).describe('Fields that every wording must have.'),
    conditions: named.describe('What may stand as ((condition??text)), and when it holds.'),
    samples: z.array(z.string()).describe('Samples a preview can be made of.'),
  })
  .meta({ id: 'WordingState', description: 'The wording of one kind of letter.' });

export const wordingList = z.strictObject({ items: z.array(wordingSummary) });
export const wordingHistory = z.strictObject({ items: z.array(version) });

export const previewQuestion = z
  .strictObject({
    wording: wordingSchema
      .optional()
      .describe('The draft, or else the one in force, unless given.'),
    sample: z.string().max(100).optional(),
    caseId: z.uuid().optional().describe('With the home, officer and reader of a real case.'),
  })
  .meta({ id: 'WordingPreviewQuestion', description: 'What a preview is to be of.' });

export const previewAnswer = z
  .strictObject({
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    isReal: z.boolean().describe('The dates are those of the case, and not examples.'),
    readingAge: z.number(),
  })
  .meta({ id: 'WordingPreview', description: 'What a letter would say. Nothing is sent.' });

export type WordingSummaryAnswer = z.output<typeof wordingSummary>;
export type WordingAnswer = z.output<typeof wordingAnswer>;
