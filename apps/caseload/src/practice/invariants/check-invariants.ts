import { shippedBankHolidays } from '@app/cases';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { allInvariants } from './all-invariants';
import type { Invariant } from './invariant';

/** Something does not hold: the run stops here. */
export class BrokenInvariant extends Error {
  constructor(
    readonly invariant: string,
    readonly caseId: string,
    day: string,
    home: string,
    what: string,
  ) {
    super(`On ${day}, case ${caseId} (${home}): ${what}. This must hold: ${invariant}.`);
    this.name = 'BrokenInvariant';
  }
}

/** The part of a simulated time that is looked at: what changed after `from`, up to `until`. */
export interface Span {
  from: Temporal.Instant;
  until: Temporal.Instant;
}

/**
 * Asks each invariant in turn.
 * @param day how the message names the day
 * @param invariants all of them unless said otherwise
 * @throws BrokenInvariant for the first that does not hold
 */
export async function checkInvariants(
  sql: Sql,
  day: Temporal.PlainDate,
  { from, until }: Span,
  invariants: readonly Invariant[] = allInvariants,
): Promise<void> {
  const holidays = shippedBankHolidays().map(({ date }) => date);
  for (const { name, sql: query } of invariants) {
    const [found] = await sql.query<{ case_id: string; what: string }>(
      // Every parameter is named once, so that its type is known in each query.
      `SELECT case_id, what FROM (${query}) broken
        WHERE $1::timestamptz IS NOT NULL AND $2::timestamptz IS NOT NULL AND $3::date[] IS NOT NULL
        ORDER BY case_id, what LIMIT 1`,
      [until.toString(), from.toString(), holidays],
    );
    if (found) await fail(sql, day, name, found);
  }
}

async function fail(
  sql: Sql,
  day: Temporal.PlainDate,
  invariant: string,
  { case_id, what }: { case_id: string; what: string },
): Promise<never> {
  const [home] = await sql.query<{ name: string }>(
    'SELECT s.name FROM application_case c JOIN site s USING (location_id) WHERE c.id = $1',
    [case_id],
  );
  throw new BrokenInvariant(
    invariant,
    case_id,
    day.toString(),
    home?.name ?? 'no home',
    what ?? 'it is broken',
  );
}
