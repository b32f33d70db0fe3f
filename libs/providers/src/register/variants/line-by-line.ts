import { checkHeadquartersOdsCode, checkProviderId, readDsptStatus } from '@app/domain';
import type { Arrival } from '../reading/arrival';
import type { ReadNotes } from '../reading/read-notes';
import type { Header, TableRow, TableVariant } from '../reading/variant';
import { managerName } from '../values/manager-name';
import { readDay } from '../values/read-day';
import { readPhone } from '../values/read-phone';
import { listOf } from '../values/split-list';
import { type LineColumn, lineColumns } from './line-by-line-columns';
import { hasColumns, NamedColumns, type RowReading } from './named-columns';
import { type NamedSite, siteOfRow } from './row-of-site';
import { siteCode } from './site-code';

const needed = ['location', 'status'] as const satisfies readonly LineColumn[];
const ofParent = ['parentName', 'parentId', 'parentCode', 'parentStatus'] as const;

/**
 * The programme's “Line by line” workbook (domain rules, section 5): a row a site, with its DSPT
 * status and that of its parent. It adds to sites we know what CQC's files leave out; name, address
 * and area are CQC's own to say, and serve here only to recognise a row that fits no site.
 */
export const lineByLine: TableVariant = {
  name: 'line-by-line',
  kind: 'line-by-line',
  title: '“Line by line” workbook',
  speaks: {
    provider: ['brand', 'ods_code'],
    site: ['ods_code', 'phone', 'registered_managers', 'registered_on', 'dormant'],
    dsptStatus: ['status_text', 'level', 'edition', 'published_on'],
    dsptPublication: ['level', 'edition'],
  },
  needs: needed.map((column) => lineColumns[column][0]),
  recognise: (header) =>
    hasColumns(header, lineColumns, needed) &&
    ofParent.some((column) => hasColumns(header, lineColumns, [column])),
  read,
};

async function* read(table: {
  header: Header;
  rows: AsyncIterable<readonly TableRow[]>;
  notes: ReadNotes;
}): AsyncGenerator<readonly Arrival[]> {
  const columns = new NamedColumns(table.header, lineColumns, needed);
  const reader = new LineReader(columns, table.notes);
  for await (const rows of table.rows)
    yield rows.flatMap((row) => reader.read(columns.read(row, table.notes)));
}

type Row = RowReading<LineColumn>;

class LineReader {
  /** What was said of parents: a chain of homes says it in every row. */
  private readonly told = new Set<string>();

  constructor(
    private readonly columns: NamedColumns<LineColumn>,
    private readonly notes: ReadNotes,
  ) {}

  read(row: Row): Arrival[] {
    const names = Object.keys(lineColumns) as LineColumn[];
    if (!names.every((column) => row.isPlain(column))) return [];
    const site = siteOfRow(row);
    if (!site) return [];
    const code = siteCode(row, 'code');
    return [
      ...this.provider(row),
      this.site(row, site, code),
      ...this.ownStatus(row, code ?? null),
      ...this.parentStatus(row),
    ];
  }

  private site(
    row: Row,
    { identity, said }: NamedSite,
    code: string | null | undefined,
  ): Arrival<'site'> {
    const manager = this.columns.has('manager')
      ? { registered_managers: listOf(row.text('manager').split(/[;|]/), managerName) }
      : {};
    return {
      subject: 'site',
      row: row.row,
      key: { location_id: identity },
      values: {
        ...(code === undefined || !this.columns.has('code') ? {} : { ods_code: code }),
        ...this.checked(row, 'phone', 'phone', readPhone),
        ...manager,
        ...this.checked(row, 'startedOn', 'registered_on', (text) => readDay(text, 'day-first')),
        ...this.yesOrNo(row, 'dormant'),
      },
      mayCreate: false,
      said: { ...said, ...everythingSaid(row) },
    };
  }

  /** The provider, if we know it: a workbook's word makes none. */
  private provider(row: Row): Arrival[] {
    const id = row.text('parentId');
    if (id === '') return [];
    const check = checkProviderId(id);
    if (check.verdict !== 'ok') row.warn('parentId', check.code, check.message);
    if (check.verdict === 'block') return [];
    const values = { ...this.brand(row), ...this.headquarters(row) };
    if (Object.keys(values).length === 0 || !this.isNew(['provider', check.value, values]))
      return [];
    return [
      {
        subject: 'provider',
        row: row.row,
        key: { provider_id: check.value },
        values,
        mayCreate: false,
      },
    ];
  }

  private brand(row: Row): { brand?: string | null } {
    if (!this.columns.has('brand')) return {};
    return { brand: row.text('brand').replace(/^BRAND /, '') || null };
  }

  private headquarters(row: Row): { ods_code?: string | null } {
    if (!this.columns.has('parentCode')) return {};
    const text = row.text('parentCode');
    if (text === '') return { ods_code: null };
    const check = checkHeadquartersOdsCode(text);
    if (check.verdict === 'warn') row.warn('parentCode', check.code, check.message);
    if (check.verdict !== 'block') return { ods_code: check.value };
    row.setAside('parentCode', check.code, check.message);
    return {};
  }

  private ownStatus(row: Row, code: string | null): Arrival[] {
    const text = row.text('status');
    if (code === null || text === '') return [];
    const { level, edition } = readDsptStatus(text);
    if (level === 'unknown') row.warn('status', 'unknown-status', unknownStatus(text));
    const day = this.checked(row, 'publishedOn', 'published_on', (t) => readDay(t, 'day-first'));
    const published_on = day.published_on ?? null;
    if (published_on) this.notes.sawDay(published_on);
    const status: Arrival<'dsptStatus'> = {
      subject: 'dsptStatus',
      row: row.row,
      key: { code },
      values: { status_text: text, level, edition, ...day },
      mayCreate: true,
    };
    if (published_on === null || noPublication.has(level)) return [status];
    const publication: Arrival<'dsptPublication'> = {
      subject: 'dsptPublication',
      row: row.row,
      key: { code, status_text: text, published_on },
      values: { level, edition },
      mayCreate: true,
    };
    return [status, publication];
  }

  private parentStatus(row: Row): Arrival[] {
    const text = row.text('parentStatus');
    const check = checkHeadquartersOdsCode(row.text('parentCode'));
    if (text === '' || check.verdict === 'block') return [];
    const { level, edition } = readDsptStatus(text);
    if (level === 'unknown') row.warn('parentStatus', 'unknown-status', unknownStatus(text));
    if (!this.isNew(['status', check.value, text])) return [];
    return [
      {
        subject: 'dsptStatus',
        row: row.row,
        key: { code: check.value },
        values: { status_text: text, level, edition },
        mayCreate: true,
      },
    ];
  }

  /** A value a reader makes of a column; nothing when the file has no such column or it is wrong. */
  private checked<Field extends string>(
    row: Row,
    column: LineColumn,
    field: Field,
    read: typeof readPhone,
  ): Partial<Record<Field, string | null>> {
    if (!this.columns.has(column)) return {};
    const text = row.text(column);
    const value = text === '' ? null : read(text);
    if (value !== null && 'wrong' in value) {
      row.setAside(column, value.wrong.code, value.wrong.message);
      return {};
    }
    return { [field]: value?.value ?? null } as Partial<Record<Field, string | null>>;
  }

  private yesOrNo(row: Row, column: 'dormant'): { dormant?: boolean | null } {
    if (!this.columns.has(column)) return {};
    const text = row.text(column).toUpperCase();
    if (text === '') return { dormant: null };
    if (['Y', 'YES', 'TRUE'].includes(text)) return { dormant: true };
    if (['N', 'NO', 'FALSE'].includes(text)) return { dormant: false };
    row.setAside(column, 'invalid-yes-no', `“${row.text(column)}” should be Y or N.`);
    return {};
  }

  private isNew(what: unknown): boolean {
    const text = Buffer.from(JSON.stringify(what)).toString();
    if (this.told.has(text)) return false;
    this.told.add(text);
    return true;
  }
}

/** These tell of no publication, whatever day stands beside them. */
const noPublication: ReadonlySet<string> = new Set([
  'not-published',
  'not-individually-registered',
]);

const unknownStatus = (text: string): string =>
  `“${text}” is not a known DSPT status: it lets nobody apply until somebody says what it comes to.`;

/** The whole row under the names the workbook's columns usually have, so that it can be read again. */
function everythingSaid(row: Row): Record<string, string> {
  const columns = Object.keys(lineColumns) as LineColumn[];
  const said = columns.map((column) => [lineColumns[column][0], row.text(column)] as const);
  return Object.fromEntries(said.filter(([, text]) => text !== ''));
}
