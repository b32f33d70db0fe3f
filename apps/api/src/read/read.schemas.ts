import type { ReadColumn, ReadTable } from '@app/measures';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';

const mostRows = 1000;

/** How a flat table is asked for. */
export const readQuery = z.strictObject({
  limit: z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(mostRows, 'must be 1000 or less')
    .default(mostRows)
    .describe('How many rows at most.'),
  cursor: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('As `nextLink` of the page before has it, or `changesLink` of the last one.'),
  changedSince: instant.optional().describe('Only rows that changed at this moment or later.'),
});

export type ReadQuery = z.output<typeof readQuery>;

const types: Readonly<Record<ReadColumn['type'], z.ZodType>> = {
  text: z.string(),
  day,
  instant,
  number: z.number(),
  'yes-no': z.boolean(),
};

/** A page of rows. */
const pageSchema = (row: z.ZodType) =>
  z.strictObject({
    items: z.array(row),
    nextLink: z.string().nullable().describe('The address of the next page; null on the last.'),
  });

/** A page of rows that can be followed. */
const followedSchema = (row: z.ZodType) =>
  pageSchema(row).extend({
    changesLink: z
      .string()
      .nullable()
      .describe(
        'On the last page: the address of what changes from now on. Reading it again and again, and keeping the newest of each row, misses no change; some rows may come again, and rows that were removed are not told of.',
      ),
  });

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A page of a table, by its columns. */
export function readSchema({ name, meaning, columns, isFollowed }: ReadTable) {
  const row = z
    .strictObject(
      Object.fromEntries(
        columns.map((column) => {
          const type = types[column.type];
          return [
            column.name,
            (column.isNullable ? type.nullable() : type).describe(column.meaning),
          ];
        }),
      ),
    )
    .meta({ id: `Read${capital(name)}Row`, description: meaning });
  const schema = isFollowed ? followedSchema(row) : pageSchema(row);
  return schema.meta({ id: `Read${capital(name)}`, description: meaning });
}

/** Names of the columns of `/api/v1/read/measures`, in their order. */
export const measureColumns = [
  ['month', '`YYYY-MM`.'],
  ['measure', '`M1` to `M12`.'],
  ['split', '`all`, `authority`, `icb` or `care-home`.'],
  ['part', 'Which authority, ICB or kind of service; empty for all of the area.'],
  ['figure', 'Which number of the measure, a stable code.'],
  ['value', 'The number; null where it is withheld.'],
  ['withheld', 'It could tell of a single home.'],
  ['day', 'Last day counted, Europe/London.'],
  ['takenAt', 'When the month was kept for good.'],
] as const;

export const readMeasures = pageSchema(
  z
    .strictObject({
      month: z.string(),
      measure: z.string(),
      split: z.string(),
      part: z.string(),
      figure: z.string(),
      value: z.number().nullable(),
      withheld: z.boolean(),
      day,
      takenAt: instant,
    })
    .meta({ id: 'ReadMeasuresRow', description: 'One figure of a measure in a month.' }),
).meta({ id: 'ReadMeasures', description: 'Months kept for good, a month a page.' });
