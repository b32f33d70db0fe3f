import { randomUUID } from 'node:crypto';
import {
  type Absence,
  BadInput,
  checkAbsence,
  lastDayIfEnded,
  londonDay,
  type NamedAbsence,
  NotFound,
} from '@app/domain';
import { audit } from '@app/history';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Officer } from '../officer';

/** An absence that has not ended. */
export interface SetAbsence extends NamedAbsence {
  id: string;
}

const columns = `a.id, a.officer_id AS "officerId", a.covered_by AS "coveredBy",
  a.from_day AS "from", a.until_day AS "until", o.name AS officer, c.name AS coverer`;
const tables = `officer_absence a JOIN officer o ON o.id = a.officer_id
  JOIN officer c ON c.id = a.covered_by`;

/**
 * Who is away, and who covers. While it lasts the covering officer sees and works the cases as their
 * own; the cases stay whose they are, and answers to letters go where they went.
 */
@Injectable()
export class Absences {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Officers set their own absence, leads anybody's.
   * @throws NotFound nobody who may sign in has that id, or it is somebody else's and no lead asks
   * @throws BadInput, Refused as `checkAbsence`, and when who is to cover may not work cases
   */
  async set(wish: Absence, by: Pick<Officer, 'id' | 'role'>): Promise<void> {
    if (by.role !== 'lead' && wish.officerId !== by.id) throw noSuchOfficer();
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      // Whoever sets an absence of one of the two at the same moment waits, and then sees this one.
      const both = await tx.query<Pick<Officer, 'id' | 'role'>>(
        `SELECT id, role FROM officer WHERE id = ANY ($1::uuid[]) AND disabled_at IS NULL
          ORDER BY id FOR UPDATE`,
        [[wish.officerId, wish.coveredBy]],
      );
      if (!both.some((one) => one.id === wish.officerId)) throw noSuchOfficer();
      const coverer = both.find((one) => one.id === wish.coveredBy);
      if (!coverer || coverer.role === 'viewer') throw cannotCover();
      const today = londonDay(now);
      checkAbsence(wish, await notEnded(tx, today.toString()), today);
      const id = randomUUID();
      await tx.query(
        `INSERT INTO officer_absence
           (id, officer_id, from_day, until_day, covered_by, set_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, wish.officerId, wish.from, wish.until, wish.coveredBy, by.id, now.toString()],
      );
      const { from, until, coveredBy } = wish;
      await audit(tx, {
        action: 'cover-set',
        subject: `officer:${wish.officerId}`,
        details: { absence: id, from, until, coveredBy },
      });
    });
  }

  /**
   * Ends an absence now: the officer is back, or does not go. Ended already is as good.
   * @throws NotFound there is none, or it is somebody else's and no lead asks
   */
  async end(id: string, by: Pick<Officer, 'id' | 'role'>): Promise<void> {
    const today = londonDay(this.clock.now());
    await this.db.transaction(async (tx) => {
      const [absence] = await tx.query<{ officerId: string; from: string; until: string }>(
        `SELECT officer_id AS "officerId", from_day AS "from", until_day AS "until"
           FROM officer_absence WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (!absence || (by.role !== 'lead' && absence.officerId !== by.id))
        throw new NotFound('no-such-absence', 'There is no such absence.');
      if (absence.until < today.toString()) return;
      await endAbsence(tx, id, lastDayIfEnded(absence, today));
    });
  }

  /** Those that run or are to come, of everybody, the first to begin first. */
  list(): Promise<SetAbsence[]> {
    return notEnded(this.db, londonDay(this.clock.now()).toString());
  }

  /** Whom this officer covers for today. */
  coveredToday(officerId: string): Promise<SetAbsence[]> {
    return this.db.query<SetAbsence>(
      `SELECT ${columns} FROM ${tables}
        WHERE a.covered_by = $1 AND $2::date BETWEEN a.from_day AND a.until_day
        ORDER BY o.name COLLATE "en-x-icu", a.id`,
      [officerId, londonDay(this.clock.now()).toString()],
      'covered-today',
    );
  }
}

function notEnded(sql: Sql, today: string): Promise<SetAbsence[]> {
  return sql.query<SetAbsence>(
    `SELECT ${columns} FROM ${tables} WHERE a.until_day >= $1::date ORDER BY a.from_day, a.id`,
    [today],
  );
}

/** @param lastDay of what stays; null when nothing does */
export async function endAbsence(tx: Sql, id: string, lastDay: string | null): Promise<void> {
  if (lastDay === null) await tx.query('DELETE FROM officer_absence WHERE id = $1', [id]);
  else await tx.query('UPDATE officer_absence SET until_day = $2 WHERE id = $1', [id, lastDay]);
}

const noSuchOfficer = (): NotFound => new NotFound('no-such-officer', 'There is no such officer.');

function cannotCover(): BadInput {
  const message = 'Choose an officer or lead to cover, who may still sign in.';
  const code = 'cannot-cover';
  return new BadInput(code, message, [{ pointer: '/coveredBy', code, message }]);
}
