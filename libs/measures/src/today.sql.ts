import { findNumberTask } from '@app/domain';
import { matterOf, matterOfLetter } from './matters.sql';
import { placesOfMatters, todaySectionNames } from './today-sections';

/** Instants as the rest of the program writes them; the session speaks UTC. */
const iso = (column: string): string => `replace(to_json(${column}) #>> '{}', '+00:00', 'Z')`;

const home = 'c.id AS "caseId", c.location_id AS "locationId", s.name AS home, s.town, c.practice';

/** Whose cases count: everybody's, those of the officer $2, or those of the officers $2. */
export type Whose = 'everyone' | 'one' | 'several';

const isMine: Readonly<Record<Whose, string>> = {
  everyone: 'true',
  one: 'c.officer_id = $2::uuid',
  several: 'c.officer_id = ANY($2::uuid[])',
};

/** Leaves the cases of others out; where everybody's count, no case need be looked up. */
const ofMine = (whose: Whose, caseId: string): string =>
  whose === 'everyone' ? '' : `JOIN application_case c ON c.id = ${caseId} AND ${isMine[whose]}`;

const withSite = 'JOIN site s ON s.location_id = c.location_id';

const today = "($1::timestamptz AT TIME ZONE 'Europe/London')::date";

/** The first moment of the Europe/London day so many days from today. */
const startOf = (days: number): string =>
  `((${today} + ${days})::timestamp AT TIME ZONE 'Europe/London')`;

const list = (query: string): string => `(SELECT coalesce(json_agg(l), '[]') FROM (${query}) l)`;

/** Counts no further than so many. */
const count = (from: string, most: number): string =>
  `(SELECT count(*) FROM (SELECT FROM ${from} LIMIT ${most}) n)`;

/** Nobody has put it off beyond today, since it came up. */
const isUp = (caseId: string, matter: string, since?: string): string => `NOT EXISTS (
  SELECT FROM put_off p WHERE p.case_id = ${caseId} AND p.matter = ${matter} AND p.until > ${today}
     ${since ? `AND p.since >= ${since}` : ''})`;

/** Days on which accounts and DSPTs end; an account that merely goes inactive has a month yet. */
const dying = `f.status = 'waiting'
  AND (f.act = 'record' AND f.clock IN ('leaver', 'dspt-currency', 'approaching-to-met')
       OR f.act = 'task' AND f.clock IN ('activation', 'inactivity', 'long-leave'))
  AND NOT (f.clock = 'inactivity' AND f.rung = 'day-30')`;

/** A refused letter is settled by a later one that went, or by mending the address. */
const unsettled = `l.status IN ('refused', 'unknown') AND l.decided_at IS NULL
  AND NOT EXISTS (SELECT FROM task t WHERE t.about = l.id
                     AND (t.status = 'open' OR (t.status = 'done' AND l.status = 'refused')))
  AND (l.status = 'unknown' OR NOT EXISTS (
    SELECT FROM letter_part np JOIN letter n ON n.id = np.letter_id
     WHERE np.case_id = c.id AND np.withdrawn_at IS NULL AND n.planned_at > l.planned_at AND n.status = 'sent')
  AND NOT EXISTS (
    SELECT FROM contact k
     WHERE k.location_id = c.location_id AND k.retired_at IS NULL AND k.created_at > l.planned_at))`;

/** Everything that asks for somebody today: a case, the matter, and since or until when. */
const sources = (whose: Whose, most: number): string => {
  const mine = isMine[whose];
  return `
  SELECT x.case_id, k.matter, x.at FROM kinds k, LATERAL (
    SELECT t.case_id, t.due_at AS at FROM task t ${ofMine(whose, 't.case_id')}
     WHERE t.status = 'open' AND t.kind = k.kind AND ${isUp('t.case_id', 'k.matter', 't.created_at')}
       AND (t.kind <> '${findNumberTask}' OR t.due_at < ${startOf(1)})
     ORDER BY t.due_at, t.id LIMIT ${most}) x
  UNION ALL (
    SELECT c.id, 'late-reply', c.breached_at FROM application_case c
     WHERE c.open AND c.breached_at IS NOT NULL AND ${mine} AND ${isUp('c.id', "'late-reply'")}
     ORDER BY c.breached_at, c.id LIMIT ${most})
  UNION ALL (
    SELECT c.id, 'passcode-ending', c.use_by::timestamptz FROM application_case c
     WHERE c.open AND c.use_by <= (${today} + 7) AND ${mine} AND ${isUp('c.id', "'passcode-ending'")}
     ORDER BY c.use_by, c.id LIMIT ${most})
  UNION ALL (
    SELECT c.id, 'review', c.parked_until::timestamptz FROM application_case c
     WHERE c.open AND c.parked_until <= ${today} AND ${mine} AND ${isUp('c.id', "'review'")}
     ORDER BY c.parked_until, c.id LIMIT ${most})
  UNION ALL (
    SELECT f.case_id, ${matterOf('f.clock')}, f.due_at FROM follow_up f ${ofMine(whose, 'f.case_id')}
     WHERE ${dying} AND f.due_at < ${startOf(9)} AND ${isUp('f.case_id', matterOf('f.clock'))}
     ORDER BY f.due_at, f.case_id LIMIT ${most})
  UNION ALL (
    SELECT c.id, ${matterOfLetter}, l.planned_at FROM letter l
      JOIN LATERAL (SELECT DISTINCT p.case_id FROM letter_part p
                     WHERE p.letter_id = l.id AND p.withdrawn_at IS NULL) p ON true
      JOIN application_case c ON c.id = p.case_id AND ${mine}
     WHERE c.open AND ${unsettled} AND ${isUp('c.id', matterOfLetter, 'l.planned_at')}
     ORDER BY l.planned_at, l.id LIMIT ${most})`;
};

/** What stands behind a row: the tasks it asks for, the letter in trouble, the day something ends. */
const details = `
  (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'about', t.about,
            'dueAt', ${iso('t.due_at')}) ORDER BY t.due_at, t.id), '[]')
     FROM task t WHERE t.case_id = c.id AND t.status = 'open' AND ${matterOf('t.kind')} = r.matter) AS tasks,
  CASE WHEN r.matter IN ('unknown-letter', 'address') THEN (
    SELECT json_build_object('id', l.id, 'subject', l.subject, 'status', l.status,
             'plannedAt', ${iso('l.planned_at')}, 'serverReply', l.server_reply)
      FROM letter_part p JOIN letter l ON l.id = p.letter_id
     WHERE p.case_id = c.id AND p.withdrawn_at IS NULL AND ${unsettled}
       AND ${matterOfLetter} = r.matter
     ORDER BY l.planned_at, l.id LIMIT 1) END AS letter,
  CASE WHEN r.matter IN ('account-ending', 'dspt-ending') THEN (
    SELECT json_build_object('clock', f.clock, 'rung', f.rung, 'at', ${iso('f.due_at')})
      FROM follow_up f
     WHERE f.case_id = c.id AND ${dying} AND f.due_at < ${startOf(9)} AND ${matterOf('f.clock')} = r.matter
     ORDER BY f.due_at LIMIT 1) END AS ends`;

/** How many of each thing the page shows or counts. */
export interface TodaySizes {
  /** Rows in all. */
  rows: number;
  /** Rows each part has for certain. */
  forCertain: number;
  /** Where counting a part stops, and what is late. */
  counted: number;
  /** Where counting who the cases wait for stops. */
  waiting: number;
}

/**
 * The whole Today page in one statement and one value: the page, and the JSON that is sent as it
 * stands, cost one round trip. Whatever asks for the same matter of a case is one row. Of each part the
 * first rows come for certain; what room is left is filled in the order of the page.
 *
 * Sizes stand in the text, not among the values: PostgreSQL then knows them when it plans once for
 * all, and need not plan again each time. $1 now, $2 whose, unless everybody's.
 */
export const todaySql = (whose: Whose, sizes: TodaySizes): string => `
WITH RECURSIVE every(kind) AS (
  (SELECT kind FROM task WHERE status = 'open' ORDER BY kind LIMIT 1)
  UNION ALL
  SELECT (SELECT t.kind FROM task t WHERE t.status = 'open' AND t.kind > e.kind ORDER BY t.kind LIMIT 1)
    FROM every e WHERE e.kind IS NOT NULL
), kinds AS (
  SELECT kind, ${matterOf('kind')} AS matter FROM every WHERE kind IS NOT NULL
), wanted AS MATERIALIZED (
  SELECT case_id, matter, ('${JSON.stringify(placesOfMatters)}'::jsonb ->> matter)::int AS place, min(at) AS at
    FROM (${sources(whose, sizes.counted)}) s GROUP BY case_id, matter
), numbered AS (
  SELECT w.*, row_number() OVER (PARTITION BY place ORDER BY at, case_id, matter) AS n FROM wanted w
), picked AS (
  SELECT * FROM numbered ORDER BY n > ${sizes.forCertain}, place, n LIMIT ${sizes.rows}
)
SELECT json_build_object(
  'asOf', ${iso('$1::timestamptz')},
  'waitingOn', ${list(`
    SELECT w AS "on", n.count AS cases
      FROM unnest(ARRAY['provider', 'account-holder', 'nhsmail', 'register', 'officer']) w,
           LATERAL (SELECT count(*) FROM (SELECT FROM application_case c
                     WHERE c.open AND c.waiting_on = w AND ${isMine[whose]}
                     LIMIT ${sizes.waiting}) n) n`)},
  'sections', ${list(`
    SELECT s.section, least(count(w.place), ${sizes.counted}) AS count
      FROM unnest(ARRAY['${todaySectionNames.join("', '")}']) WITH ORDINALITY AS s(section, place)
      LEFT JOIN wanted w ON w.place = s.place - 1
     GROUP BY s.section, s.place ORDER BY s.place`)},
  'rows', ${list(`
    SELECT (ARRAY['${todaySectionNames.join("', '")}'])[r.place + 1] AS section, r.matter,
           ${iso('r.at')} AS at, ${home}, s.phone, c.stage, c.waiting_on AS "waitingOn", c.use_by AS "useBy",
           ${iso('c.breached_at')} AS "breachedAt", c.parked_until AS "parkedUntil",
           CASE WHEN r.matter = 'review' THEN c.parked_why END AS "parkedWhy", ${details}
      FROM picked r JOIN application_case c ON c.id = r.case_id ${withSite}
     ORDER BY r.place, r.n`)},
  'comingUp', ${list(`
    SELECT f.clock, f.rung, f.act, f.addressee AS "to", f.letter, ${iso('f.ring_at')} AS at, ${home}
      FROM (SELECT f.* FROM follow_up f ${ofMine(whose, 'f.case_id')}
             WHERE f.status = 'waiting' AND f.act <> 'record' ORDER BY f.ring_at, f.case_id LIMIT 8) f
      JOIN application_case c ON c.id = f.case_id ${withSite}
     ORDER BY f.ring_at, f.case_id`)},
  'behind', ${count(
    `follow_up f ${ofMine(whose, 'f.case_id')}
     WHERE f.status = 'waiting' AND f.ring_at < $1::timestamptz - interval '5 minutes'`,
    sizes.counted,
  )},
  'failing', ${list(`
    SELECT DISTINCT ${home}
      FROM follow_up f JOIN application_case c ON c.id = f.case_id AND ${isMine[whose]} ${withSite}
     WHERE f.status = 'waiting' AND f.failures > 0 LIMIT 10`)},
  'anySites', EXISTS (SELECT 1 FROM site)
)::text AS today`;
