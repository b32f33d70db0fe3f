import { isNhsRunLocation } from '@app/domain';
import type { Arrival } from '../reading/arrival';
import type { ReadNotes } from '../reading/read-notes';
import type { Header, TableRow, TableVariant } from '../reading/variant';
import { hasColumns, NamedColumns, type RowReading } from './named-columns';
import { siteColumnNames, siteOfRow } from './row-of-site';
import { siteCode } from './site-code';

const names = { ...siteColumnNames, type: ['Location type', 'Type'] } as const;
type Column = keyof typeof names;
const needed = ['location', 'code'] as const satisfies readonly Column[];

/**
 * Any table that has CQC location ids and ODS codes side by side, whatever else it holds: the table
 * made from CQC's API in 2021, or one an officer has put together. It tells the codes of sites we
 * know, and nothing else.
 */
export const odsCodeMapping: TableVariant = {
  name: 'ods-code-mapping',
  kind: 'ods',
  title: 'list of CQC location IDs with their ODS codes',
  speaks: { site: ['ods_code'] },
  needs: needed.map((column) => names[column][0]),
  recognise: (header) => hasColumns(header, names, needed),
  read,
};

async function* read(table: {
  header: Header;
  rows: AsyncIterable<readonly TableRow[]>;
  notes: ReadNotes;
}): AsyncGenerator<readonly Arrival[]> {
  const columns = new NamedColumns(table.header, names, needed);
  const firstWith = new Map<string, { site: string; row: number }>();
  let before: Arrival<'site'> | null = null;
  for await (const rows of table.rows) {
    const arrivals: Arrival[] = [];
    for (const source of rows) {
      const row = columns.read(source, table.notes);
      const arrival = arrivalOf(row);
      // A ratings file has a row for each rating of a site; one of them is enough.
      if (arrival === null || isSame(arrival, before)) continue;
      before = arrival;
      warnOfRepeat(arrival, row, firstWith);
      arrivals.push(arrival);
    }
    yield arrivals;
  }
}

function arrivalOf(row: RowReading<Column>): Arrival<'site'> | null {
  const site = siteOfRow(row);
  if (!site) return null;
  const type = row.text('type');
  // GP practices, dentists and hospitals have codes of other forms, which are theirs to use.
  const isCare = (type === '' || type === 'Social Care Org') && !isNhsRunLocation(site.identity);
  const ods_code = isCare ? siteCode(row, 'code') : row.text('code').toUpperCase() || null;
  if (ods_code === undefined) return null;
  return {
    subject: 'site',
    row: row.row,
    key: { location_id: site.identity },
    values: { ods_code },
    mayCreate: false,
    // A row without a code could tell nothing, whatever site it is: nobody is asked about it.
    ...(ods_code === null ? {} : { said: site.said }),
  };
}

const isSame = (a: Arrival<'site'>, b: Arrival<'site'> | null): boolean =>
  a.key.location_id === b?.key.location_id && a.values.ods_code === b.values.ods_code;

/** A site code is one site's own: two sites with the same one cannot both be right. */
function warnOfRepeat(
  { key, values }: Arrival<'site'>,
  row: RowReading<Column>,
  firstWith: Map<string, { site: string; row: number }>,
): void {
  const code = values.ods_code;
  if (typeof code !== 'string') return;
  const first = firstWith.get(code);
  if (!first) {
    // Copies: a part of a long text would keep all of it in memory.
    const site = Buffer.from(key.location_id).toString();
    firstWith.set(Buffer.from(code).toString(), { site, row: row.row });
  } else if (first.site !== key.location_id)
    row.warn(
      'code',
      'shared-ods-code',
      `${code} stands for ${first.site} too, in row ${first.row}; find out whose it is.`,
    );
}
