import { importKinds, type ImportResult, type ListedImport } from '@app/providers';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { flag, listOf, pageQuery } from '../json/lists';
import { changeTotals } from '../policies/policy.schemas';

const counts = z.object({ providers: z.int(), sites: z.int() }).catchall(z.int()).meta({
  id: 'RegisterCounts',
  description: 'Providers and sites, and whatever else the kind of file tells of.',
});

const numbers = {
  rows: z.int().describe('Rows below the header that are not blank; of JSON, records.'),
  read: z.int().describe('Rows taken in full.'),
  created: counts,
  updated: counts,
  unchanged: counts,
  quarantined: z.int().describe('Rows of which something was set aside; `problems` says what.'),
};

const kind = z.enum(importKinds);

/** Only a list of bank holidays has these. */
const ofBankHolidays = {
  divisions: z
    .array(
      z.strictObject({
        division: z.enum(['england-and-wales', 'scotland', 'northern-ireland']),
        events: z.int().describe('Days in this file.'),
        added: z.array(day),
        removed: z.array(day),
        counts: z.boolean().describe('Whether the working calendar is made of it.'),
      }),
    )
    .optional()
    .describe('Of bank holidays: what the file says of each part of the United Kingdom.'),
  moves: changeTotals.optional().describe('Of bank holidays: how many dates move with them.'),
  policy: z
    .int()
    .optional()
    .describe('Of bank holidays: the version of the policy they came into force with.'),
};

const gone = z
  .strictObject({
    count: z.int(),
    first: z
      .array(z.strictObject({ subject: z.string(), key: z.string(), name: z.string().nullable() }))
      .describe('Up to 200 of them.'),
  })
  .describe('What the last file of this sort told of and this one does not. It stays as it is.');

export const importResult: z.ZodType<ImportResult> = z
  .strictObject({
    kind: z.enum(['any', ...importKinds]).describe('`any`: it was not recognised.'),
    file: z.string(),
    variant: z.string().optional().describe('Which of the kind’s files it was.'),
    asOf: day.optional().describe('The day its data speak of.'),
    importId: z
      .string()
      .nullable()
      .optional()
      .describe('The import it is listed as; null when nothing was kept.'),
    digest: z.string().optional().describe('Of a dry run: SHA-256 of every change it would make.'),
    ...numbers,
    older: z
      .int()
      .optional()
      .describe('Values left as they are because a file of a later day said so.'),
    asked: z.int().optional().describe('Corrections by a person that the file contradicts anew.'),
    fewer: z
      .strictObject({ now: z.int(), before: z.int(), file: z.string() })
      .optional()
      .describe('Set when the file holds fewer than 80% of what the last one held.'),
    gone: gone.optional(),
    ...ofBankHolidays,
    refused: z
      .strictObject({ code: z.string(), message: z.string() })
      .nullable()
      .describe('Why nothing was changed; null when something was, or nothing had to be.'),
    problems: z.array(
      z.strictObject({
        row: z.int().describe('As a spreadsheet numbers it: the header is row 1.'),
        column: z.string().nullable(),
        code: z.string(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'ImportResult', description: 'What an import did.' });

const importRun: z.ZodType<ListedImport> = z
  .strictObject({
    id: z.string(),
    kind,
    variant: z.string().nullable().describe('Which of the kind’s files it was.'),
    fileName: z.string(),
    asOf: day.nullable().describe('The day its data speak of.'),
    importedAt: instant,
    importedBy: z.string(),
    undoneAt: instant.nullable().describe('When it was taken back; null while it counts.'),
    undoneBy: z.string().nullable(),
    ...numbers,
    problems: z.int().describe('How many problems it noted.'),
  })
  .meta({ id: 'ImportRun', description: 'One import as the list shows it.' });

export const importList = listOf(importRun).meta({ id: 'ImportList' });

export const importQuery = pageQuery;

/** How a file is sent. */
export const fileQuery = z.strictObject({
  kind: z.enum(['any', ...importKinds]).describe('What the file is; `any` finds it out.'),
  fileName: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .default('upload.csv')
    .describe('The name people know the file by; a day in it tells of which day its data are.'),
  asOf: z.iso
    .date('must be a day such as 2026-07-19')
    .optional()
    .describe('The day its data speak of, when the file does not say it.'),
});

export const uploadQuery = fileQuery.extend({
  kind: fileQuery.shape.kind.default('cqc'),
  dryRun: flag.describe('Only check and count; change nothing.'),
  confirmed: flag.describe('Far fewer rows than last time are right.'),
});

/** A value of a register in JSON: a text, a number, yes or no, texts, or nothing. */
const value = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])
  .describe('Days are `YYYY-MM-DD`.');

const change = z
  .strictObject({
    subject: z
      .string()
      .describe('`provider`, `site`, `dsptStatus`, `dsptPublication`, `odsOrganisation`…'),
    key: z.string().describe('The record’s id.'),
    name: z.string().nullable(),
    action: z.enum(['create', 'update']),
    row: z.int().nullable().describe('The row of the file; null when it is not kept any more.'),
    fields: z.array(
      z.strictObject({
        field: z.string(),
        old: value,
        new: value,
        oldFrom: z
          .strictObject({
            importId: z.string(),
            fileName: z.string(),
            asOf: day.nullable(),
          })
          .nullable()
          .describe('Where the old value comes from; null when there was none.'),
        asks: z
          .boolean()
          .describe('A person corrected the old value: it stays until a person decides.'),
      }),
    ),
  })
  .meta({ id: 'RegisterChange', description: 'What an import does to one record.' });

export const changeList = listOf(change).meta({ id: 'RegisterChangeList' });

export const changeQuery = pageQuery.extend({
  action: z
    .enum(['create', 'update'])
    .optional()
    .describe('Only new records, or only changed ones.'),
  q: z.string().trim().min(1).max(100).optional().describe('Part of a name or id.'),
});
