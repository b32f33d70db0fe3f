import { randomUUID } from 'node:crypto';
import { Conflict, NotFound, Refused } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { asKey } from '../../as-key';
import { waitForWriting } from '../import-history';
import { refreshSites } from '../merging/refresh-sites';
import { subjects } from '../subjects';
import { type CorrectedValue, readCorrection } from './read-correction';

/** A value of a site that a person put right. */
export interface Correction {
  id: string;
  locationId: string;
  siteName: string;
  field: string;
  /** What the person says. */
  value: CorrectedValue;
  /** What the register's own source said when it was corrected; null for nothing. */
  sourceValue: CorrectedValue | null;
  correctedBy: string;
  /** ISO 8601 UTC. */
  correctedAt: string;
  reason: string;
  /** What the source says since, when that is something new: a person decides. */
  asked: { value: CorrectedValue; importId: string; fileName: string; asOf: string | null } | null;
}

const query = `
  SELECT c.id, c.location_id AS "locationId", s.name AS "siteName", c.field, c.value,
         nullif(c.source_value, 'null') AS "sourceValue", c.corrected_by AS "correctedBy",
         c.corrected_at AS "correctedAt", c.reason,
         CASE WHEN c.asked_value IS NOT NULL
              THEN jsonb_build_object('value', c.asked_value, 'importId', r.id,
                                      'fileName', r.file_name, 'asOf', r.as_of) END AS asked
    FROM site_correction c JOIN site s USING (location_id)
    LEFT JOIN import_run r ON r.id = c.asked_by
   WHERE c.ended_at IS NULL`;

const mostListed = 500;

/** What people put right in the register, over what its files say. */
@Injectable()
export class Corrections {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts a value right. It stays until the register's source says something new, which is asked about.
   * @returns the correction's id
   * @throws NotFound for the site; BadInput for field and value; Refused when it is the value already
   */
  async correct(
    locationId: string,
    field: string,
    value: unknown,
    reason: string,
    actor: string,
  ): Promise<string> {
    const right = readCorrection(field, value);
    const why = reason.replace(/[\u0000-\u001f]+/g, ' ').trim();
    if (why === '') throw new Refused('no-reason', 'Say why, so that others can follow it.');
    return this.db.transaction(async (tx) => {
      await waitForWriting(tx);
      const site = await lockSite(tx, locationId, field);
      if (JSON.stringify(site.value) === JSON.stringify(right))
        throw new Refused('same-value', 'The register has this value already.');
      const before = await endOpen(tx, locationId, field, this.now());
      const source = before ?? { value: site.value, id: site.source };
      if (JSON.stringify(source.value) === JSON.stringify(right))
        throw new Refused(
          'source-value',
          'This is what the register’s own source says; take your correction back instead.',
        );
      const id = randomUUID();
      await tx.query(
        `INSERT INTO site_correction (id, location_id, field, value, source_value, source_id,
                                      corrected_by, corrected_at, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          locationId,
          field,
          JSON.stringify(right),
          JSON.stringify(source.value),
          source.id,
          actor,
          this.now(),
          why,
        ],
      );
      await setValue(tx, locationId, field, right, 'corrected', this.now());
      return id;
    });
  }

  /**
   * Decides between a correction and what the source says since.
   * @throws NotFound; Conflict when nothing is asked
   */
  decide(id: string, decision: 'keep' | 'take', actor: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      await waitForWriting(tx);
      const found = await lockCorrection(tx, id);
      if (found.askedValue === null)
        throw new Conflict('nothing-asked', 'Nothing is asked about this correction.');
      await end(tx, id, decision === 'keep' ? 'kept' : 'taken', this.now());
      if (decision === 'take') {
        await setValue(
          tx,
          found.locationId,
          found.field,
          found.askedValue,
          found.askedBy,
          this.now(),
        );
        return;
      }
      // The same correction again, against what the source says now.
      await tx.query(
        `INSERT INTO site_correction (id, location_id, field, value, source_value, source_id,
                                      corrected_by, corrected_at, reason)
         SELECT $2, location_id, field, value, asked_value, asked_by, $3, $4, reason
           FROM site_correction WHERE id = $1`,
        [id, randomUUID(), actor, this.now()],
      );
    });
  }

  /** Goes back to what the register's source says, or said last. @throws NotFound */
  withdraw(id: string, _actor: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      await waitForWriting(tx);
      const found = await lockCorrection(tx, id);
      await end(tx, id, 'withdrawn', this.now());
      const value = found.askedValue ?? found.sourceValue;
      const source = found.askedValue === null ? found.sourceId : found.askedBy;
      await setValue(tx, found.locationId, found.field, value, source, this.now());
    });
  }

  /** Corrections that a source contradicts anew, oldest first; the first 500. */
  openQuestions(): Promise<Correction[]> {
    return this.db.query<Correction>(
      `${query} AND c.asked_value IS NOT NULL ORDER BY c.corrected_at, c.id LIMIT ${mostListed}`,
    );
  }

  /** What people put right at a site, and still holds. */
  ofSite(locationId: string): Promise<Correction[]> {
    return this.db.query<Correction>(`${query} AND c.location_id = $1 ORDER BY c.field`, [
      locationId,
    ]);
  }

  private now(): string {
    return this.clock.now().toString();
  }
}

async function lockSite(
  tx: Sql,
  locationId: string,
  field: string,
): Promise<{ value: unknown; source: string }> {
  const [site] = await tx.query<{ value: unknown; source: string }>(
    `SELECT to_jsonb(s) -> $2 AS value, coalesce(s.sources ->> $2, s.import_id::text) AS source
       FROM site s WHERE location_id = $1 FOR NO KEY UPDATE`,
    [asKey(locationId), field],
  );
  if (!site) throw new NotFound('no-such-site', 'There is no such site.');
  return site;
}

interface OpenCorrection {
  locationId: string;
  field: string;
  sourceValue: CorrectedValue | null;
  sourceId: string | null;
  askedValue: CorrectedValue | null;
  askedBy: string | null;
}

async function lockCorrection(tx: Sql, id: string): Promise<OpenCorrection> {
  const [found] = await tx.query<OpenCorrection>(
    `SELECT location_id AS "locationId", field, source_value AS "sourceValue",
            source_id AS "sourceId", asked_value AS "askedValue", asked_by AS "askedBy"
       FROM site_correction WHERE id = $1 AND ended_at IS NULL FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound('no-such-correction', 'There is no such correction, or it ended.');
  return found;
}

const end = (tx: Sql, id: string, how: string, at: string): Promise<unknown> =>
  tx.query('UPDATE site_correction SET ended_at = $2, ended_how = $3 WHERE id = $1', [id, at, how]);

/** Ends the correction that another takes the place of. @returns what the source said against it */
async function endOpen(
  tx: Sql,
  locationId: string,
  field: string,
  at: string,
): Promise<{ value: unknown; id: string | null } | null> {
  const [found] = await tx.query<{ value: unknown; id: string | null }>(
    `UPDATE site_correction SET ended_at = $3, ended_how = 'withdrawn'
      WHERE location_id = $1 AND field = $2 AND ended_at IS NULL
     RETURNING coalesce(asked_value, source_value) AS value, coalesce(asked_by, source_id) AS id`,
    [locationId, field, at],
  );
  return found ?? null;
}

/** @param source the import the value comes from, or `corrected` when a person gave it */
async function setValue(
  tx: Sql,
  locationId: string,
  field: string,
  value: unknown,
  source: string | null,
  at: string,
): Promise<void> {
  if (!(field in subjects.site.fields)) throw new Error(`A site has no ${field}.`);
  const corrected = source === 'corrected';
  await tx.query(
    `UPDATE site s
        SET ${field} = (jsonb_populate_record(NULL::site, jsonb_build_object($2::text, $3::jsonb))).${field},
            corrected = CASE WHEN $4 THEN ARRAY(SELECT DISTINCT f FROM unnest(s.corrected || $2::text) f ORDER BY f)
                             ELSE array_remove(s.corrected, $2::text) END,
            sources = CASE WHEN $4 OR $5::text IS NULL OR $5::text = s.import_id::text
                           THEN CASE WHEN $4 THEN s.sources ELSE s.sources - $2::text END
                           ELSE s.sources || jsonb_build_object($2::text, $5::text) END,
            changed_at = $6
      WHERE location_id = $1`,
    [locationId, field, JSON.stringify(value), corrected, corrected ? null : source, at],
  );
  await refreshSites(tx, 'SELECT $1::text', [locationId]);
}
