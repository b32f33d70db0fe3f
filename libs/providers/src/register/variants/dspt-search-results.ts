import { type DsptStatus, readDsptStatus, readListCode } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import type { Arrival } from '../reading/arrival';
import type { ReadNotes } from '../reading/read-notes';
import type { Header, TableVariant } from '../reading/variant';
import { readDay } from '../values/read-day';
import { type ColumnNames, hasColumns, NamedColumns, type RowReading } from './named-columns';

type Column = 'code' | 'name' | 'status' | 'publishedOn' | 'sector' | 'commissioner';

/** What the columns have been called since 2019, the usual name first. */
const names: ColumnNames<Column> = {
  code: ['Code', 'ODS Code'],
  name: ['Organisation Name'],
  status: ['Status', 'Latest Status', 'Publication Status'],
  publishedOn: ['Date Of Publication', 'Publication Date'],
  sector: ['Primary Sector', 'Sector'],
  commissioner: [
    'Commissioner (From ODS)',
    'Integrated Care Board (where available, from ODS)',
    'Integrated Care Board',
  ],
};
/** What the list of 2019 calls its columns; nothing else has both. */
const namesOf2019 = { code: ['ODSCode'], status: ['PublicationStatus'] };

/**
 * The public list of DSPT publications, as the website's search exports it: one organisation a row,
 * of every sector. Statuses are kept as they are written; what they come to is read beside them.
 */
export const dsptSearchResults: TableVariant = {
  name: 'dspt-search-results',
  kind: 'dspt',
  title: 'DSPT search results',
  speaks: {
    dsptStatus: [
      'name',
      'status_text',
      'level',
      'edition',
      'published_on',
      'sector',
      'commissioner',
    ],
    dsptPublication: ['level', 'edition'],
  },
  names: {
    dsptStatus: {
      name: 'Organisation Name',
      status_text: 'Status',
      published_on: 'Date Of Publication',
      sector: 'Primary Sector',
    },
  },
  needs: ['Code', 'Organisation Name', 'Status', 'Date Of Publication'],
  recognise: isDsptHeader,
  async *read({ header, rows, notes }) {
    const columns = new NamedColumns(header, names, ['code', 'name', 'status', 'publishedOn']);
    const reader = new DsptReader(columns, notes);
    for await (const batch of rows)
      yield batch.flatMap((row) => reader.read(columns.read(row, notes)));
  },
};

function isDsptHeader(header: Header): boolean {
  const hasAll = (...columns: Column[]): boolean => hasColumns(header, names, columns);
  return (
    (hasAll('code', 'name', 'status') && (hasAll('publishedOn') || hasAll('sector'))) ||
    hasColumns(header, namesOf2019, ['code', 'status'])
  );
}

/** Statuses that tell of no publication, whatever day stands beside them. */
const notPublications: ReadonlySet<string> = new Set([
  'not-published',
  'not-individually-registered',
]);
/** So many ways of writing a status are kept in mind; a list has some forty. */
const mostStatuses = 1000;
/** Days since 30 December 1899, as a spreadsheet counts them: of the years 2009 to 2064. */
const serial = /^([45]\d{4})(?:\.\d+)?$/;

class DsptReader {
  private readonly statuses = new Map<string, DsptStatus>();
  private readonly unknown = new Set<string>();

  constructor(
    private readonly columns: NamedColumns<Column>,
    private readonly notes: ReadNotes,
  ) {}

  read(row: RowReading<Column>): Arrival[] {
    if (!row.isPlain('code') || !row.isPlain('status')) return [];
    const code = readListCode(row.text('code'));
    const statusText = row.text('status');
    if (code === '') {
      row.setAside('code', 'missing-code', 'The row has no organisation code, so it is nobody’s.');
      return [];
    }
    if (statusText === '') {
      row.setAside('status', 'missing-status', `${code} has no status in this row.`);
      return [];
    }
    const { level, edition } = this.statusOf(statusText, row);
    const day = this.dayOf(row);
    if (day) this.notes.sawDay(day);
    const listed: Arrival<'dsptStatus'> = {
      subject: 'dsptStatus',
      row: row.row,
      key: { code },
      values: {
        ...this.textOf(row, 'name'),
        status_text: statusText,
        level,
        edition,
        ...(day === undefined ? {} : { published_on: day }),
        ...this.textOf(row, 'sector'),
        ...this.textOf(row, 'commissioner'),
      },
      mayCreate: true,
    };
    if (!day || notPublications.has(level)) return [listed];
    const published: Arrival<'dsptPublication'> = {
      subject: 'dsptPublication',
      row: row.row,
      key: { code, status_text: statusText, published_on: day },
      values: { level, edition },
      mayCreate: true,
    };
    return [listed, published];
  }

  /** Unknown statuses are taken as they are, and told of once each. */
  private statusOf(text: string, row: RowReading<Column>): DsptStatus {
    const known = this.statuses.get(text);
    if (known) return known;
    const status = readDsptStatus(text);
    if (this.statuses.size < mostStatuses) this.statuses.set(text, status);
    const isNew = status.level === 'unknown' && !this.unknown.has(status.words);
    if (isNew && this.unknown.size < mostStatuses) {
      this.unknown.add(status.words);
      row.warn(
        'status',
        'unknown-status',
        `“${text}” is not a known DSPT status: it lets nobody apply until somebody says what it comes to.`,
      );
    }
    return status;
  }

  /** The day, null when the row gives none, or undefined when the file says nothing of it. */
  private dayOf(row: RowReading<Column>): string | null | undefined {
    if (!this.columns.has('publishedOn')) return undefined;
    const text = row.text('publishedOn');
    if (text === '') return null;
    const [, days] = serial.exec(text) ?? [];
    if (days !== undefined)
      return Temporal.PlainDate.from('1899-12-30')
        .add({ days: Number(days) })
        .toString();
    const read = readDay(text, 'day-first');
    if ('value' in read) return read.value;
    row.setAside('publishedOn', read.wrong.code, read.wrong.message);
    return undefined;
  }

  private textOf(row: RowReading<Column>, column: 'name' | 'sector' | 'commissioner') {
    if (!this.columns.has(column) || !row.isPlain(column)) return {};
    return { [column]: row.text(column) || null };
  }
}
