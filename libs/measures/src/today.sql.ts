import { findNumberTask, mattersOfTasks } from '@app/domain';
import { placesOfMatters, todaySectionNames } from './today-sections';

/** Instants as the rest of the program writes them; the session speaks UTC. */
const iso = (column: string): string => `replace(to_json(${column}) #>> '{}', '+00:00', 'Z')`;

const home = 'c.id AS "caseId", c.location_id AS "locationId", s.name AS home, s.town, c.practice';

/** $2 is the officer whose cases count, or null for everyone's. */
const ofOneOrAll = '($2::uuid IS NULL OR c.officer_id = $2)';

/** $2 are the officers whose cases count. */
const ofSeveral = 'c.officer_id = ANY($2::uuid[])';

const withSite = 'JOIN site s ON s.location_id = c.location_id';

const today = "($1::timestamptz AT TIME ZONE 'Europe/London')::date";

/** The first moment of the Europe/London day so many days from today. */
const startOf = (days: number): string =>
  `((${today} + ${days})::timestamp AT TIME ZONE 'Europe/London')`;

const list = (query: string): string => `(SELECT coalesce(json_agg(l), '[]') FROM (${query}) l)`;

/** Counting stops at $4: more is shown as "and more", and a page never counts a million rows. */
const count = (from: string): string => `(SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT $4) n)`;

/** The rules' table of what a task is about, asked as they ask it (`matterOfTask`). */
const matterOf = (kind: string): string => {
  const table = `'${JSON.stringify(mattersOfTasks)}'::jsonb`;
  return `coalesce(${table} ->> ${kind}, ${table} ->> split_part(${kind}, '/', 1), 'other')`;
};

/** Nobody has put it off beyond today, since it came up. */
const isUp = (matter: string, since?: string): string => `NOT EXISTS (
  SELECT FROM put_off p WHERE p.case_id = c.id AND p.matter = ${matter} AND p.until > ${today}
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

const matterOfLetter = "CASE l.status WHEN 'unknown' THEN 'unknown-letter' ELSE 'address' END";

/** Everything that asks for somebody today: a case, the matter, and since or until when. */
const sources = (mine: string): string => `
  SELECT x.case_id, k.matter, x.at FROM kinds k, LATERAL (
    SELECT t.case_id, t.due_at AS at FROM task t
      JOIN application_case c ON c.id = t.case_id AND ${mine}
     WHERE t.status = 'open' AND t.kind = k.kind AND ${isUp('k.matter', 't.created_at')}
       AND (t.kind <> '${findNumberTask}' OR t.due_at < ${startOf(1)})
     ORDER BY t.due_at, t.id LIMIT $4) x
  UNION ALL (
    SELECT c.id, 'late-reply', c.breached_at FROM application_case c
     WHERE c.open AND c.breached_at IS NOT NULL AND ${mine} AND ${isUp("'late-reply'")}
     ORDER BY c.breached_at, c.id LIMIT $4)
  UNION ALL (
    SELECT c.id, 'passcode-ending', c.use_by::timestamptz FROM application_case c
     WHERE c.open AND c.use_by <= (${today} + 7) AND ${mine} AND ${isUp("'passcode-ending'")}
     ORDER BY c.use_by, c.id LIMIT $4)
  UNION ALL (
    SELECT c.id, 'review', c.parked_until::timestamptz FROM application_case c
     WHERE c.open AND c.parked_until <= ${today} AND ${mine} AND ${isUp("'review'")}
     ORDER BY c.parked_until, c.id LIMIT $4)
  UNION ALL (
    SELECT f.case_id, ${matterOf('f.clock')}, f.due_at FROM follow_up f
      JOIN application_case c ON c.id = f.case_id AND ${mine}
     WHERE ${dying} AND f.due_at < ${startOf(9)} AND ${isUp(matterOf('f.clock'))}
     ORDER BY f.due_at, f.case_id LIMIT $4)
  UNION ALL (
    SELECT c.id, ${matterOfLetter}, l.planned_at FROM letter l
      JOIN LATERAL (SELECT DISTINCT p.case_id FROM letter_part p
                     WHERE p.letter_id = l.id AND p.withdrawn_at IS NULL) p ON true
      JOIN application_case c ON c.id = p.case_id AND ${mine}
     WHERE c.open AND ${unsettled} AND ${isUp(matterOfLetter, 'l.planned_at')}
     ORDER BY l.planned_at, l.id LIMIT $4)`;

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

/**
 * The whole Today page in one statement and one value: the page, and the JSON that is sent as it
 * stands, cost one round trip. Whatever asks for the same matter of a case is one row. Of each part the
 * first rows come for certain; what room is left is filled in the order of the page.
 * $1 now, $2 whose, $3 rows in all, $4 where counting stops, $5 rows each part has for certain.
 */
const todayOf = (mine: string): string => {
  const ofCase = (table: string): string =>
    `${table} JOIN application_case c ON c.id = ${table.split(' ')[1]}.case_id AND ${mine}`;
  return `
WITH RECURSIVE every(kind) AS (
  (SELECT kind FROM task WHERE status = 'open' ORDER BY kind LIMIT 1)
  UNION ALL
  SELECT (SELECT t.kind FROM task t WHERE t.status = 'open' AND t.kind > e.kind ORDER BY t.kind LIMIT 1)
    FROM every e WHERE e.kind IS NOT NULL
), kinds AS (
  SELECT kind, ${matterOf('kind')} AS matter FROM every WHERE kind IS NOT NULL
), wanted AS MATERIALIZED (
  SELECT case_id, matter, ('${JSON.stringify(placesOfMatters)}'::jsonb ->> matter)::int AS place, min(at) AS at
    FROM (${sources(mine)}) s GROUP BY case_id, matter
), numbered AS (
  SELECT w.*, row_number() OVER (PARTITION BY place ORDER BY at, case_id, matter) AS n FROM wanted w
), picked AS (
  SELECT * FROM numbered ORDER BY n > $5, place, n LIMIT $3
)
SELECT json_build_object(
  'asOf', ${iso('$1::timestamptz')},
  'waitingOn', ${list(`
    SELECT w AS "on", n.count AS cases
      FROM unnest(ARRAY['provider', 'account-holder', 'nhsmail', 'register', 'officer']) w,
           LATERAL (SELECT count(*) FROM (SELECT 1 FROM application_case c
                     WHERE c.open AND c.waiting_on = w AND ${mine} LIMIT $4) n) n`)},
  'sections', ${list(`
    SELECT s.section, least(count(w.place), $4) AS count
      FROM unnest(ARRAY['${todaySectionNames.join("', '")}']) WITH ORDINALITY AS s(section, place)
      LEFT JOIN wanted w ON w.place = s.place - 1
     GROUP BY s.section, s.place ORDER BY s.place`)},
  'rows', ${list(`
    SELECT (ARRAY['${todaySectionNames.join("', '")}'])[r.place + 1] AS section, r.matter,
           ${iso('r.at')} AS at, ${home}, s.phone, c.stage, c.use_by AS "useBy",
           ${iso('c.breached_at')} AS "breachedAt", c.parked_until AS "parkedUntil",
           CASE WHEN r.matter = 'review' THEN c.parked_why END AS "parkedWhy", ${details}
      FROM picked r JOIN application_case c ON c.id = r.case_id ${withSite}
     ORDER BY r.place, r.n`)},
  'comingUp', ${list(`
    SELECT f.clock, f.rung, f.act, f.addressee AS "to", f.letter, ${iso('f.ring_at')} AS at, ${home}
      FROM ${ofCase('follow_up f')} ${withSite}
     WHERE f.status = 'waiting' AND f.act <> 'record' ORDER BY f.ring_at, f.case_id LIMIT 8`)},
  'behind', ${count(`${ofCase('follow_up f')}
     WHERE f.status = 'waiting' AND f.ring_at < $1::timestamptz - interval '5 minutes'`)},
  'failing', ${list(`
    SELECT DISTINCT ${home} FROM ${ofCase('follow_up f')} ${withSite}
     WHERE f.status = 'waiting' AND f.failures > 0 LIMIT 10`)},
  'anySites', EXISTS (SELECT 1 FROM site)
)::text AS today`;
};

export const todaySql = todayOf(ofOneOrAll);

export const todayOfSeveralSql = todayOf(ofSeveral);
