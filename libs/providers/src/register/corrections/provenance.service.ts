import { NotFound } from '@app/domain';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { asKey } from '../../as-key';
import { subjects } from '../subjects';
import type { SiteField } from './read-correction';

/** Where one value of a site comes from. */
export interface ValueOrigin {
  field: SiteField;
  value: unknown;
  from:
    | {
        by: 'import';
        importId: string;
        kind: string;
        variant: string | null;
        fileName: string;
        /** The day the file speaks of, `YYYY-MM-DD`. */
        asOf: string | null;
        /** ISO 8601 UTC. */
        importedAt: string;
        importedBy: string;
      }
    | {
        by: 'person';
        correctionId: string;
        correctedBy: string;
        /** ISO 8601 UTC. */
        correctedAt: string;
        reason: string;
        /** What the register's own source said. */
        sourceValue: unknown;
        /** Set when the source says something new since. */
        askedValue?: unknown;
      };
}

interface Row {
  site: Record<string, unknown>;
  imports: Record<string, Extract<ValueOrigin['from'], { by: 'import' }>>;
  corrections: Record<string, Extract<ValueOrigin['from'], { by: 'person' }>>;
}

/** Tells of each value of a site which file or person it comes from, and of which day. */
@Injectable()
export class Provenance {
  constructor(private readonly db: Database) {}

  /** Every value the register holds of a site; those it lacks are left out. @throws NotFound */
  async of(locationId: string): Promise<ValueOrigin[]> {
    const [row] = await this.db.query<Row>(statement, [asKey(locationId)]);
    if (!row) throw new NotFound('no-such-site', 'There is no such site.');
    const sources = row.site.sources as Record<string, string>;
    return (Object.keys(subjects.site.fields) as SiteField[]).flatMap((field) => {
      const value = row.site[field];
      if (value === null || value === undefined) return [];
      const from =
        row.corrections[field] ?? row.imports[sources[field] ?? String(row.site.import_id)];
      return from ? [{ field, value, from }] : [];
    });
  }
}

const statement = `
  SELECT to_jsonb(s) AS site,
         (SELECT coalesce(jsonb_object_agg(r.id, jsonb_build_object(
                   'by', 'import', 'importId', r.id, 'kind', r.kind, 'variant', r.variant,
                   'fileName', r.file_name, 'asOf', r.as_of, 'importedAt', r.imported_at,
                   'importedBy', r.imported_by)), '{}')
            FROM import_run r
           WHERE r.id = s.import_id
              OR r.id IN (SELECT value::uuid FROM jsonb_each_text(s.sources))) AS imports,
         (SELECT coalesce(jsonb_object_agg(c.field, jsonb_strip_nulls(jsonb_build_object(
                   'by', 'person', 'correctionId', c.id, 'correctedBy', c.corrected_by,
                   'correctedAt', c.corrected_at, 'reason', c.reason,
                   'askedValue', c.asked_value))
                 || jsonb_build_object('sourceValue', c.source_value)), '{}')
            FROM site_correction c
           WHERE c.location_id = s.location_id AND c.ended_at IS NULL) AS corrections
    FROM site s WHERE s.location_id = $1`;
