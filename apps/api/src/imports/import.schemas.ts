import type { ImportResult } from '@app/providers';
import { z } from 'zod';
import { instant } from '../json/api-schemas';
import { flag, listOf, pageQuery } from '../json/lists';
import type { ImportRun } from './import-runs';

const counts = z
  .strictObject({ providers: z.int(), sites: z.int() })
  .meta({ id: 'RegisterCounts' });

const numbers = {
  rows: z.int().describe('Rows below the header that are not blank.'),
  read: z.int().describe('Rows taken in full.'),
  created: counts,
  updated: counts,
  unchanged: counts,
  quarantined: z.int().describe('Rows of which something was set aside; `problems` says what.'),
};

export const importResult: z.ZodType<ImportResult> = z
  .strictObject({
    kind: z.literal('cqc'),
    file: z.string(),
    ...numbers,
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

const importRun: z.ZodType<ImportRun> = z
  .strictObject({
    id: z.string(),
    kind: z.string(),
    fileName: z.string(),
    importedAt: instant,
    importedBy: z.string(),
    ...numbers,
    problems: z.int().describe('How many problems it noted.'),
  })
  .meta({ id: 'ImportRun', description: 'One import as the list shows it.' });

export const importList = listOf(importRun).meta({ id: 'ImportList' });

export const importQuery = pageQuery;

export const uploadQuery = z.strictObject({
  fileName: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .default('upload.csv')
    .describe('The name people know the file by.'),
  dryRun: flag.describe('Only check and count; change nothing.'),
});
