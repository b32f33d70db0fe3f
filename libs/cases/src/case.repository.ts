import {
  type CaseState,
  type ClockSettings,
  livePasscode,
  mayWaitLong,
  NotFound,
  parkedRest,
  progress,
  type Rest,
  reviewRest,
  type Stage,
  type Stall,
  stallsAhead,
  useBy,
  type Wait,
  type WaitingOn,
} from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

/** The projection of a case: what lists show and locks hold. */
export interface CaseRow {
  id: string;
  locationId: string;
  /** Number of facts; the ETag. */
  version: number;
  open: boolean;
  stage: Stage;
  waitingOn: WaitingOn | null;
  officerId: string;
  openedOn: string;
  stalls: string[];
  /** Last day the live passcode is good, `YYYY-MM-DD`. */
  useBy: string | null;
  /** The moment NHSmail's 48 hours passed, while there is still no reply; ISO 8601 UTC. */
  breachedAt: string | null;
  /** Send moment of the earliest waiting follow-up, ISO 8601 UTC. */
  nextAt: string | null;
  /** Set aside until this day, by a person or because no date is running; Europe/London. */
  parkedUntil: string | null;
  parkedWhy: string | null;
  /** When the newest fact was recorded. */
  changedAt: string;
  practice: boolean;
  /** The case of the same home under its former registration. */
  earlierCaseId: string | null;
}

const columns = `id, location_id AS "locationId", version, open, stage, waiting_on AS "waitingOn",
  officer_id AS "officerId", opened_on AS "openedOn", stalls, use_by AS "useBy", breached_at AS "breachedAt",
  next_at AS "nextAt", parked_until AS "parkedUntil", parked_why AS "parkedWhy", changed_at AS "changedAt", practice,
  earlier_case_id AS "earlierCaseId"`;

const noSuchCase = (): NotFound =>
  new NotFound('no-such-case', 'There is no such case; open one from the page of its site.');

/** @throws NotFound */
export async function getCase(sql: Sql, id: string): Promise<CaseRow> {
  const rows = await sql.query<CaseRow>(
    `SELECT ${columns} FROM application_case WHERE id = $1`,
    [id],
    'get-case',
  );
  return rows[0] ?? fail();
}

/** The projections of several cases, in the order of their ids here; unknown ids are left out. */
export async function getCases(sql: Sql, ids: readonly string[]): Promise<CaseRow[]> {
  const rows = await sql.query<CaseRow>(
    `SELECT ${columns} FROM application_case WHERE id = ANY($1)`,
    [ids],
    'get-cases',
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/**
 * Locks a case for the rest of the transaction. Taken before any of its follow-ups, by everyone.
 * @throws NotFound
 */
export async function lockCase(tx: Sql, id: string): Promise<CaseRow> {
  const rows = await tx.query<CaseRow>(
    `SELECT ${columns} FROM application_case WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
    'lock-case',
  );
  return rows[0] ?? fail();
}

function fail(): never {
  throw noSuchCase();
}

/** What the projection says of a case in this state. */
export interface Projection {
  id: string;
  version: number;
  open: boolean;
  stage: Stage;
  waitingOn: WaitingOn | null;
  officerId: string;
  stalls: readonly string[];
  /** Why it is stuck, or will be at a moment to come if nothing more is recorded. */
  stallsAhead: readonly Stall[];
  useBy: string | null;
  breachedAt: string | null;
  /** What somebody parked it until; null when nobody did. */
  parked: Rest | null;
  /** When it is looked at again if no date is running before that. */
  review: Rest;
  /** Who takes the time, and since when; null when no fact was added that could change it. */
  wait: Wait | null;
  /** It may wait for its next date, however far away. */
  mayWait: boolean;
}

/**
 * @param changedAt when the newest of its facts was recorded, ISO 8601 UTC
 * @param officerId who has the case when no fact says otherwise
 * @param wait by all its facts; null when it has no more of them than its row was written by
 */
export function project(
  id: string,
  state: CaseState,
  version: number,
  changedAt: string,
  officerId: string,
  settings: ClockSettings,
  wait: Wait | null,
): Projection {
  const { policy } = settings;
  const { stage, waitingOn, stalls } = progress(state);
  const code = livePasscode(state);
  return {
    id,
    version,
    open: state.closed === null,
    stage,
    waitingOn,
    officerId: state.officer ?? officerId,
    stalls,
    stallsAhead: stallsAhead(state, policy),
    useBy: code && useBy(code, policy.passcodeGoodForDays).lastDay.toString(),
    breachedAt:
      stage === 'submitted' && waitingOn === 'nhsmail'
        ? (state.submission?.breachedAt ?? null)
        : null,
    parked: parkedRest(state, settings),
    review: reviewRest(changedAt, settings),
    wait,
    mayWait: mayWaitLong({ stage, waitingOn }),
  };
}

/**
 * Writes projections, for one case or many, after their follow-ups have been written: a case whose
 * next one does not come before its review rests until then, unless it is parked. What is live is
 * left to its own dates, unless it waits for us.
 * @returns the cases as they then stand, in no particular order
 */
export async function saveProjections(
  tx: Sql,
  projections: readonly Projection[],
  changedAt: string,
): Promise<CaseRow[]> {
  return tx.query<CaseRow>(
    `WITH projected AS (
       SELECT p.*, (SELECT min(f.send_at) FROM follow_up f
                     WHERE f.case_id = p.id AND f.status = 'waiting') AS next_at
         FROM unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[], $5::text[], $6::uuid[],
                     $7::text[], $8::date[], $9::timestamptz[], $11::date[], $12::text[],
                     $13::date[], $14::text[], $15::text[], $16::text[], $17::timestamptz[],
                     $18::boolean[], $19::text[], $20::timestamptz[])
           AS p(id, version, open, stage, waiting_on, officer_id, stalls, use_by, breached_at,
                parked_until, parked_why, review_on, review_why, stall_codes, stall_since,
                stalled_at, may_wait, awaits, awaits_since)
     ), saved AS (
       UPDATE application_case c
          SET version = p.version, open = p.open, stage = p.stage, waiting_on = p.waiting_on,
              officer_id = p.officer_id, stalls = string_to_array(p.stalls, ' '),
              stall_codes = string_to_array(p.stall_codes, ' '),
              stall_since = string_to_array(p.stall_since, ' ')::timestamptz[],
              stalled_at = CASE WHEN p.stalled_at IS NOT NULL THEN
                greatest(p.stalled_at, c.opened_on::timestamp AT TIME ZONE 'Europe/London') END,
              use_by = p.use_by, breached_at = p.breached_at,
              changed_at = CASE WHEN c.version = p.version THEN c.changed_at ELSE $10 END,
              next_at = p.next_at,
              awaits = CASE WHEN p.open THEN coalesce(p.awaits, c.awaits) END,
              awaits_since = CASE WHEN p.open THEN coalesce(p.awaits_since, c.awaits_since) END,
              parked_until = CASE WHEN NOT p.open THEN NULL WHEN p.parked_until IS NOT NULL
                THEN p.parked_until WHEN p.rests THEN p.review_on END,
              parked_why = CASE WHEN NOT p.open THEN NULL WHEN p.parked_until IS NOT NULL
                THEN p.parked_why WHEN p.rests THEN p.review_why END
         FROM (SELECT projected.*, next_at IS NULL
                   OR NOT may_wait AND (next_at AT TIME ZONE 'Europe/London')::date > review_on
                   AS rests
                 FROM projected) p
        WHERE c.id = p.id
       RETURNING c.*)
     SELECT ${columns} FROM saved`,
    [
      projections.map((p) => p.id),
      projections.map((p) => p.version),
      projections.map((p) => p.open),
      projections.map((p) => p.stage),
      projections.map((p) => p.waitingOn),
      projections.map((p) => p.officerId),
      projections.map((p) => p.stalls.join(' ')),
      projections.map((p) => p.useBy),
      projections.map((p) => p.breachedAt),
      changedAt,
      projections.map((p) => p.parked?.until ?? null),
      projections.map((p) => p.parked?.why ?? null),
      projections.map((p) => p.review.until),
      projections.map((p) => p.review.why),
      projections.map((p) => p.stallsAhead.map((s) => s.code).join(' ')),
      projections.map((p) => p.stallsAhead.map((s) => s.since).join(' ')),
      projections.map((p) => earliest(p.stallsAhead)),
      projections.map((p) => p.mayWait),
      projections.map((p) => p.wait?.party ?? null),
      projections.map((p) => p.wait?.since ?? null),
    ],
    'save-projections',
  );
}

/** When the first of them begins; null without any. */
function earliest(stalls: readonly Stall[]): string | null {
  const moments = stalls.map((s) => Temporal.Instant.from(s.since));
  return moments.sort(Temporal.Instant.compare)[0]?.toString() ?? null;
}

/** A case just opened, before its first fact is written. */
export interface NewCaseRow {
  id: string;
  locationId: string;
  officerId: string;
  openedOn: string;
  practice: boolean;
  changedAt: string;
  /** The case of the same home under its former registration. */
  earlierCaseId: string | null;
}

export async function insertCase(tx: Sql, row: NewCaseRow): Promise<void> {
  await tx.query(
    `INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, officer_id,
                                   opened_on, stalls, changed_at, practice, parked_until,
                                   earlier_case_id)
     VALUES ($1, $2, 0, true, 'prospect', 'officer', $3, $4, '{}', $5, $6, $4, $7)`,
    [
      row.id,
      row.locationId,
      row.officerId,
      row.openedOn,
      row.changedAt,
      row.practice,
      row.earlierCaseId,
    ],
    'insert-case',
  );
}
