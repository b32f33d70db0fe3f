import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { asKey } from '../as-key';

/** A value that became another. */
export interface ValueChange {
  /** As `subjects.site.fields` names it. */
  field: string;
  from: unknown;
  to: unknown;
}

/** One moment in the history of a site's record. */
export type SiteEvent = {
  /** When it was done here, ISO 8601. */
  at: string;
  by: string;
} & (
  | {
      what: 'created' | 'changed';
      importId: string;
      fileName: string;
      /** The day the file speaks of, `YYYY-MM-DD`. */
      asOf: string | null;
      changes: ValueChange[];
    }
  | { what: 'corrected'; field: string; from: unknown; to: unknown; reason: string }
);

interface Row {
  what: SiteEvent['what'];
  at: string;
  by: string;
  importId: string;
  fileName: string;
  asOf: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  field: string;
  reason: string;
}

/** What became of a register's record is kept beside its values; it is no value itself. */
const bookkeeping = new Set(['sources', 'changed_at', 'corrected', 'search']);

/** So many moments are told, the newest. */
const most = 100;

/** Tells what imports and people changed in a site's record. */
@Injectable()
export class SiteHistory {
  constructor(private readonly db: Database) {}

  /** The newest first; imports that were undone are left out, as what they changed is gone. */
  async of(locationId: string): Promise<SiteEvent[]> {
    const rows = await this.db.query<Row>(events, [asKey(locationId), most]);
    return rows.map(({ what, at, by, importId, fileName, asOf, before, after, field, reason }) =>
      what === 'corrected'
        ? { what, at, by, field, from: before?.value ?? null, to: after?.value ?? null, reason }
        : { what, at, by, importId, fileName, asOf, changes: changesOf(before, after) },
    );
  }
}

function changesOf(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): ValueChange[] {
  return Object.keys({ ...before, ...after })
    .filter((field) => !bookkeeping.has(field))
    .map((field) => ({ field, from: before?.[field] ?? null, to: after?.[field] ?? null }));
}

const run = `r.imported_at AS at, r.imported_by AS by, r.id AS "importId",
         r.file_name AS "fileName", r.as_of AS "asOf"`;

const events = `
  SELECT * FROM (
    SELECT 'created' AS what, ${run}, NULL::jsonb AS before, NULL::jsonb AS after,
           NULL AS field, NULL AS reason, r.position
      FROM site s JOIN import_run r ON r.id = s.import_id WHERE s.location_id = $1
    UNION ALL
    SELECT 'changed', ${run}, c.before, c.after, NULL, NULL, r.position
      FROM register_change c JOIN import_run r ON r.id = c.import_id AND r.undone_at IS NULL
     WHERE c.subject = 'site' AND c.key = $1
    UNION ALL
    SELECT 'corrected', corrected_at, corrected_by, NULL, NULL, NULL,
           jsonb_build_object('value', source_value), jsonb_build_object('value', value),
           field, reason, NULL
      FROM site_correction WHERE location_id = $1) e
   ORDER BY at DESC, position DESC NULLS FIRST LIMIT $2`;
