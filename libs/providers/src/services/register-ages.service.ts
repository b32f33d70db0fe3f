import {
  type AgingRegister,
  agingRegisters,
  type Freshness,
  freshnessOf,
  london,
  londonDay,
} from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** How a live service fares. */
export interface ServiceStanding {
  service: string;
  /** ISO 8601 instants; null before the first. */
  succeededAt: string | null;
  failedAt: string | null;
  /** Why the last reading failed; null when it went well. */
  failure: string | null;
  /** When it is read next; null for as soon as possible. */
  nextAt: string | null;
}

/** The newest day that files and services have told of a register, `YYYY-MM-DD`. */
export interface RegisterDay {
  register: AgingRegister;
  asOf: string;
}

/**
 * Gives a row of `RegisterDay` for each register of which anything is known. A live service that was
 * read and had nothing new makes its register as fresh as a file of that day would.
 */
export const registerDaysSql = `
  SELECT register, max("asOf") AS "asOf"
    FROM (SELECT kind AS register, as_of AS "asOf" FROM import_run
           WHERE as_of IS NOT NULL AND undone_at IS NULL
          UNION ALL
          SELECT service, (succeeded_at AT TIME ZONE '${london}')::date FROM register_service
           WHERE succeeded_at IS NOT NULL) known
   WHERE register IN ('${agingRegisters.join("', '")}') GROUP BY register`;

/** Tells how old each register is, and how the live services fare. */
@Injectable()
export class RegisterAges {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * One for each register whose age matters, by today's London day.
   * @param days where they have been read already
   */
  async freshness(days?: readonly RegisterDay[]): Promise<Freshness[]> {
    const rows = days ?? (await this.db.query<RegisterDay>(registerDaysSql, [], 'register-days'));
    const today = londonDay(this.clock.now());
    const asOf = new Map(rows.map((row) => [row.register, row.asOf]));
    return agingRegisters.map((register) =>
      freshnessOf(register, asOf.get(register) ?? null, today),
    );
  }

  /** The services that have been read, or tried, at least once. */
  async services(): Promise<ServiceStanding[]> {
    return this.db.query<ServiceStanding>(
      `SELECT service, succeeded_at AS "succeededAt", failed_at AS "failedAt", failure,
              next_at AS "nextAt"
         FROM register_service ORDER BY service`,
    );
  }
}
