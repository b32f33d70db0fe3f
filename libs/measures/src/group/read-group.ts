import type { Scope, Stage, StallCode, WaitingOn } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Whose sites: those of one provider, or of all providers of a brand as CQC writes it. */
export type GroupOf = { providerId: string } | { brand: string };

/** One site of a group with how far it is. */
export interface GroupSite {
  locationId: string;
  home: string;
  town: string | null;
  provider: string | null;
  registrationStatus: string | null;
  dormant: boolean | null;
  inScope: boolean;
  /** The open case, else the newest closed one; null without any that may be seen. */
  case: GroupCase | null;
  /** Another team has its case: what belongs to that, such as its contact, is not to be shown. */
  isTheirs: boolean;
}

export interface GroupCase {
  id: string;
  open: boolean;
  stage: Stage;
  waitingOn: WaitingOn | null;
  officer: string;
  /** When something goes out next, ISO 8601 UTC; null when nothing is planned. */
  nextAt: string | null;
  /** Why it is not moving, by now. */
  stalls: StallCode[];
  practice: boolean;
}

/** The largest group that is shown on one page; the rest of a larger one is on the list of cases. */
const mostInGroup = 1_000;

type Row = Omit<GroupSite, 'case'> & {
  id: string | null;
} & { [K in Exclude<keyof GroupCase, 'id'>]: GroupCase[K] | null };

/**
 * All sites of a group by name, each with its case: in one statement, however many they are.
 * @param scope cases of others are left out, as if there were none
 * @param now decides what is stuck by now
 */
export async function readGroup(
  sql: Sql,
  now: Temporal.Instant,
  group: GroupOf,
  scope: Scope,
): Promise<GroupSite[]> {
  const isProvider = 'providerId' in group;
  const values: unknown[] = [now.toString(), isProvider ? group.providerId : group.brand];
  const rows = await sql.query<Row>(
    `SELECT s.location_id AS "locationId", s.name AS home, s.town, p.name AS provider,
            s.registration_status AS "registrationStatus", s.dormant, s.in_scope AS "inScope",
            c.id, c.open, c.stage, c.waiting_on AS "waitingOn", o.name AS officer,
            c.next_at AS "nextAt", c.practice,
            EXISTS (SELECT FROM application_case x
                     WHERE x.location_id = s.location_id AND x.open
                       AND NOT (${scopeCondition(scope, 'x.officer_id', values)})) AS "isTheirs",
            ARRAY(SELECT t.code
                    FROM unnest(c.stall_codes, c.stall_since) WITH ORDINALITY AS t(code, since, n)
                   WHERE t.since <= $1 ORDER BY t.n) AS stalls
       FROM site s
       LEFT JOIN provider p USING (provider_id)
       LEFT JOIN LATERAL (
              SELECT * FROM application_case c
               WHERE c.location_id = s.location_id
                 AND ${scopeCondition(scope, 'c.officer_id', values)}
               ORDER BY c.open DESC, c.opened_on DESC, c.id LIMIT 1) c ON true
       LEFT JOIN officer o ON o.id = c.officer_id
      WHERE ${isProvider ? 's.provider_id' : 'p.brand'} = $2 AND $1::timestamptz IS NOT NULL
      ORDER BY s.name COLLATE "en-x-icu", s.location_id
      LIMIT ${mostInGroup}`,
    values,
  );
  return rows.map(({ id, open, stage, waitingOn, officer, nextAt, stalls, practice, ...site }) => ({
    ...site,
    case:
      id === null
        ? null
        : {
            id,
            open: open === true,
            stage: stage as Stage,
            waitingOn,
            officer: officer ?? '',
            nextAt,
            stalls: stalls ?? [],
            practice: practice === true,
          },
  }));
}

/** A letter that told of homes of a group. */
export interface GroupLetter {
  id: string;
  /** Europe/London, `YYYY-MM-DD`. */
  day: string;
  subject: string;
  status: string;
  /** Of this group. */
  homes: number;
}

/** The last letters about these cases, the newest first. */
export function readGroupLetters(
  sql: Sql,
  caseIds: readonly string[],
  limit: number,
): Promise<GroupLetter[]> {
  return sql.query<GroupLetter>(
    `SELECT l.id, l.day, l.subject, l.status, count(DISTINCT p.case_id)::int AS homes
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
      WHERE p.case_id = ANY ($1::uuid[]) AND p.withdrawn_at IS NULL AND l.status <> 'withdrawn'
      GROUP BY l.id ORDER BY l.day DESC, l.planned_at DESC, l.id LIMIT $2`,
    [caseIds, limit],
    'letters-of-group',
  );
}
