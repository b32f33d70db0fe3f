import {
  measuredStages,
  type PasscodeChannel,
  passcodeEvents,
  type PasscodeEvent,
  type Stage,
  type Step,
} from '@app/domain';
import type { Sql } from '@app/platform';
import type { CountedMonth } from './counted-month';

/** A row with the site of its case. */
type OfSite<Row> = Row & { locationId: string };

/** Sites with a case that has been live by the end of the day. */
export async function readLive(sql: Sql, { day }: CountedMonth): Promise<Set<string>> {
  const rows = await sql.query<{ locationId: string }>(
    `SELECT DISTINCT c.location_id AS "locationId"
       FROM case_history h JOIN application_case c ON c.id = h.case_id WHERE h.live_on <= $1`,
    [day],
    'measured-live',
  );
  return new Set(rows.map(({ locationId }) => locationId));
}

/**
 * Sites that have NHSmail as NHSmail itself answered, or as a check found, by the end of the day. Of
 * several checks of a case the newest counts.
 */
export async function readFound(sql: Sql, { day, ends }: CountedMonth): Promise<Set<string>> {
  const rows = await sql.query<{ locationId: string }>(
    `SELECT c.location_id AS "locationId"
       FROM case_submission s JOIN application_case c ON c.id = s.case_id
      WHERE s.outcome = 'already-exists' AND s.replied_at < $2
     UNION
     SELECT c.location_id FROM (
       SELECT DISTINCT ON (f.case_id) f.case_id, f.details->>'found' AS found FROM fact f
        WHERE f.type = 'nhsmail-checked' AND f.happened_on <= $1
          AND NOT EXISTS (SELECT FROM fact r WHERE r.case_id = f.case_id AND r.type = 'retracted'
                             AND r.details->>'fact' = f.id::text)
        ORDER BY f.case_id, f.happened_on DESC, f.seq DESC) newest
       JOIN application_case c ON c.id = newest.case_id WHERE newest.found = 'accounts'`,
    [day, ends],
    'measured-found',
  );
  return new Set(rows.map(({ locationId }) => locationId));
}

/** Cases that left the first stage, were submitted or went live within the month. */
export function readSteps(
  sql: Sql,
  { from, day, begins, ends }: CountedMonth,
): Promise<OfSite<{ step: Step }>[]> {
  return sql.query<OfSite<{ step: Step }>>(
    `SELECT c.location_id AS "locationId", s.step FROM (
       SELECT case_id, 'started' AS step FROM case_history WHERE started_on BETWEEN $1 AND $2
       UNION ALL
       SELECT case_id, 'live' FROM case_history WHERE live_on BETWEEN $1 AND $2
       UNION ALL
       SELECT case_id, 'submitted' FROM case_submission WHERE at >= $3 AND at < $4) s
       JOIN application_case c ON c.id = s.case_id`,
    [from, day, begins, ends],
    'measured-steps',
  );
}

/** Stays at a stage that ended within the month. */
export function readStays(
  sql: Sql,
  { begins, ends }: CountedMonth,
): Promise<OfSite<{ stage: Stage; days: number }>[]> {
  return sql.query<OfSite<{ stage: Stage; days: number }>>(
    `SELECT c.location_id AS "locationId", s.stage, s.days::float8 AS days
       FROM case_stage s JOIN application_case c ON c.id = s.case_id
      WHERE s.left_at >= $1 AND s.left_at < $2 AND s.stage = ANY ($3)`,
    [begins, ends, measuredStages],
    'measured-stays',
  );
}

/** What became of passcodes within the month. */
export async function readPasscodes(
  sql: Sql,
  { from, day }: CountedMonth,
): Promise<OfSite<{ channel: PasscodeChannel; event: PasscodeEvent }>[]> {
  const of = (event: PasscodeEvent): string =>
    `SELECT case_id, channel, '${event}' AS event FROM case_passcode
      WHERE ${event}_on BETWEEN $1 AND $2`;
  return sql.query<OfSite<{ channel: PasscodeChannel; event: PasscodeEvent }>>(
    `SELECT c.location_id AS "locationId", p.channel, p.event
       FROM (${passcodeEvents.map(of).join(' UNION ALL ')}) p
       JOIN application_case c ON c.id = p.case_id`,
    [from, day],
    'measured-passcodes',
  );
}

/** Submissions of which it was settled within the month whether the reply came in time. */
export function readReplies(
  sql: Sql,
  { begins, ends }: CountedMonth,
): Promise<OfSite<{ isWithin: boolean }>[]> {
  return sql.query<OfSite<{ isWithin: boolean }>>(
    `SELECT c.location_id AS "locationId", s.within AS "isWithin"
       FROM case_submission s JOIN application_case c ON c.id = s.case_id
      WHERE s.settled_at >= $1 AND s.settled_at < $2`,
    [begins, ends],
    'measured-replies',
  );
}
