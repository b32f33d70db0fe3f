import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { badCursor, type Page, pageOf, readCursor, readLimit } from '../../sites/page';
import type { SubjectName } from '../subjects';
import { changedRecords } from './changed-records';

/** An import that a value comes from. */
export interface ValueSource {
  importId: string;
  fileName: string;
  /** The day its data speak of, `YYYY-MM-DD`. */
  asOf: string | null;
}

/** One value an import sets, or would set. */
export interface FieldChange {
  field: string;
  /** Null when there was none. */
  old: unknown;
  new: unknown;
  /** Where the old value comes from; null when there was none. */
  oldFrom: ValueSource | null;
  /** A person corrected the old value: it stays, and a person is asked which of the two is right. */
  asks: boolean;
}

/** One record an import creates or changes, or would. */
export interface RegisterChange {
  subject: SubjectName;
  /** Its id: a location ID, an ODS code… */
  key: string;
  name: string | null;
  action: 'create' | 'update';
  /** The row of the file, as a spreadsheet numbers it; null when it is not kept any more. */
  row: number | null;
  fields: FieldChange[];
}

export interface ChangeSearch {
  /** 1 to 200; 50 unless given. */
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  action?: 'create' | 'update' | undefined;
  /** Part of a name, or of an id. */
  q?: string | undefined;
}

/** A change as it is stored: `source` is the import the old value comes from. */
interface StoredChange extends Omit<RegisterChange, 'fields'> {
  fields: {
    field: string;
    old?: unknown;
    new: unknown;
    source?: string | null;
    asks?: boolean;
  }[];
}

interface PreviewRow extends StoredChange {
  position: number;
}

/** What imports changed, or would change: a page at a time, because a file may change every site. */
@Injectable()
export class ImportChanges {
  constructor(private readonly db: Database) {}

  /**
   * What a file on its way in would change, in the order of its rows.
   * @throws BadInput for a cursor of another list
   */
  async ofJob(jobId: string, search: ChangeSearch = {}): Promise<Page<RegisterChange>> {
    const limit = readLimit(search.limit);
    const rows = await this.db.query<PreviewRow>(
      `SELECT position, row, subject, key, name, action, fields FROM import_preview
        WHERE job_id = $1 AND position > $2
          AND ($3::text IS NULL OR action = $3)
          AND ($4::text IS NULL OR name ILIKE $4 OR key ILIKE $4)
        ORDER BY position LIMIT $5`,
      [
        jobId,
        search.cursor ? placeOf(search.cursor) : -1,
        search.action ?? null,
        likeOf(search.q),
        limit + 1,
      ],
    );
    const page = pageOf(rows, limit, (row) => [String(row.position)]);
    return { ...page, items: await this.withSources(page.items) };
  }

  /**
   * What an import changed, by kind of record and id. Of a record it created, those values are told
   * that no later import has replaced.
   * @throws BadInput for a cursor of another list
   */
  async ofImport(importId: string, search: ChangeSearch = {}): Promise<Page<RegisterChange>> {
    const limit = readLimit(search.limit);
    const after = search.cursor ? readCursor(search.cursor) : null;
    const rows = await changedRecords(this.db, importId, {
      action: search.action ?? null,
      like: likeOf(search.q),
      after,
      limit: limit + 1,
    });
    const page = pageOf(rows, limit, ({ subject, key }) => [subject, key]);
    return { ...page, items: await this.withSources(page.items) };
  }

  private async withSources(changes: readonly StoredChange[]): Promise<RegisterChange[]> {
    const ids = changes.flatMap(({ fields }) => fields.flatMap(({ source }) => source ?? []));
    const sources = new Map<string, ValueSource>();
    if (ids.length > 0)
      for (const source of await this.db.query<ValueSource>(
        `SELECT id AS "importId", file_name AS "fileName", as_of AS "asOf"
           FROM import_run WHERE id = ANY ($1)`,
        [[...new Set(ids)]],
      ))
        sources.set(source.importId, source);
    return changes.map(({ subject, key, name, action, row, fields }) => ({
      subject,
      key,
      name,
      action,
      row,
      fields: fields.map(({ field, old = null, new: value, source, asks = false }) => ({
        field,
        old,
        new: value,
        oldFrom: old === null ? null : (sources.get(source ?? '') ?? null),
        asks,
      })),
    }));
  }
}

/** The number of a change within a preview. */
function placeOf(cursor: string): string {
  const [place = ''] = readCursor(cursor, 1);
  if (!/^\d{1,9}$/.test(place)) throw badCursor();
  return place;
}

/** A pattern for part of a name; null for none. */
const likeOf = (q: string | undefined): string | null =>
  q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
