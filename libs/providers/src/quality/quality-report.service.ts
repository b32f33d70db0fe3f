import {
  type ClassifiedStatuses,
  type KnownDsptLevel,
  londonDay,
  type QualityCode,
  qualityOf,
} from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { asKey } from '../as-key';
import { gatherSites, nextSites, registerStand } from './sites-to-check';

/** What is missing or doubtful in the register. */
export interface QualityReport {
  /** When the sites were last looked at, ISO 8601; null before the first time. */
  reviewedAt: string | null;
  /** Whether nothing has changed since. */
  upToDate: boolean;
  /** How many were looked at: registered sites of ours, and those of which only a name is known. */
  sites: number;
  /** How many sites each check has found; one that has found none is left out. */
  found: ReadonlyMap<QualityCode, number>;
}

/** Any number that nothing else of ours takes as a lock. */
const reviewLock = 7_262_435;

/** So many sites are judged before others get a turn at the processor. */
const atOnce = 1000;

/**
 * Looks through the register for what is missing or doubtful. All sites are looked at again when
 * something has changed, as what is doubtful of one may lie in another; lists and counts read what
 * was found.
 */
@Injectable()
export class QualityReports {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<QualityReport> {
    const [review, counts, stand] = await Promise.all([
      this.db.query<{ at: string; reviewed: string; sites: number }>(
        'SELECT reviewed_at AS at, reviewed, sites FROM quality_review',
      ),
      this.db.query<{ code: QualityCode; n: number }>(
        'SELECT code, count(*)::int AS n FROM quality_finding GROUP BY code',
      ),
      registerStand(this.db, this.today()),
    ]);
    const [last] = review;
    return {
      reviewedAt: last?.at ?? null,
      upToDate: last?.reviewed === stand,
      sites: last?.sites ?? 0,
      found: new Map(counts.map(({ code, n }) => [code, n])),
    };
  }

  /** What the last review has found of one site. */
  async ofSite(locationId: string): Promise<QualityCode[]> {
    const rows = await this.db.query<{ code: QualityCode }>(
      'SELECT code FROM quality_finding WHERE location_id = $1',
      [asKey(locationId)],
    );
    return rows.map(({ code }) => code);
  }

  /**
   * Looks at all sites again if anything has changed since the last time. Safe to run twice at once:
   * the second finds nothing changed.
   * @returns whether it had to
   */
  async review(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [reviewLock]);
      const today = this.today();
      const stand = await registerStand(tx, today);
      const [last] = await tx.query<{ reviewed: string }>('SELECT reviewed FROM quality_review');
      if (last?.reviewed === stand) return false;
      const sites = await gatherSites(tx);
      await this.judge(tx, await classifications(tx), today);
      await tx.query(
        `INSERT INTO quality_review (reviewed_at, reviewed, sites) VALUES ($1, $2, $3)
         ON CONFLICT (one_row) DO UPDATE
            SET (reviewed_at, reviewed, sites) = (excluded.reviewed_at, excluded.reviewed, excluded.sites)`,
        [this.clock.now().toString(), stand, sites],
      );
      return true;
    });
  }

  private today(): string {
    return londonDay(this.clock.now()).toString();
  }

  /** Only what differs from last time is written. */
  private async judge(tx: Sql, classified: ClassifiedStatuses, today: string): Promise<void> {
    await tx.query('CREATE TEMP TABLE found (code text, location_id text) ON COMMIT DROP');
    let after = '';
    for (;;) {
      const sites = await nextSites(tx, after, atOnce, classified, today);
      const found = sites.flatMap((site) =>
        qualityOf(site).map((code) => ({ code, id: site.locationId })),
      );
      await tx.query('INSERT INTO found SELECT * FROM unnest($1::text[], $2::text[])', [
        found.map(({ code }) => code),
        found.map(({ id }) => id),
      ]);
      const last = sites.at(-1);
      if (!last || sites.length < atOnce) break;
      after = last.locationId;
    }
    await tx.query('ANALYZE found');
    await tx.query(
      `DELETE FROM quality_finding q WHERE NOT EXISTS
         (SELECT FROM found f WHERE f.code = q.code AND f.location_id = q.location_id)`,
    );
    await tx.query(
      'INSERT INTO quality_finding (code, location_id) SELECT * FROM found ON CONFLICT DO NOTHING',
    );
  }
}

async function classifications(sql: Sql): Promise<ClassifiedStatuses> {
  const rows = await sql.query<{ words: string; level: KnownDsptLevel }>(
    'SELECT status_words AS words, level FROM dspt_classification WHERE ended_at IS NULL',
  );
  return new Map(rows.map(({ words, level }) => [words, level]));
}
