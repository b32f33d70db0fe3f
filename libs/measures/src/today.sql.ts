/** Instants as the rest of the program writes them; the session speaks UTC. */
const iso = (column: string): string => `replace(to_json(${column}) #>> '{}', '+00:00', 'Z')`;

const home = 'c.id AS "caseId", c.location_id AS "locationId", s.name AS home, s.town, c.practice';

/** $2 is the officer whose cases count, or null for everyone's. */
const ofOneOrAll = '($2::uuid IS NULL OR c.officer_id = $2)';

/** $2 are the officers whose cases count. */
const ofSeveral = 'c.officer_id = ANY($2::uuid[])';

const withSite = 'JOIN site s ON s.location_id = c.location_id';

const list = (query: string): string => `(SELECT coalesce(json_agg(l), '[]') FROM (${query}) l)`;

/** Counting stops at $4: more is shown as "and more", and a page never counts a million rows. */
const count = (from: string): string => `(SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT $4) n)`;

/**
 * The whole Today page in one statement and one value: the page, and the JSON that is sent as it
 * stands, cost one round trip. $1 now, $2 whose, $3 rows a list, $4 where counting stops.
 */
const todayOf = (mine: string): string => {
  const ofCase = (table: string): string =>
    `${table} JOIN application_case c ON c.id = ${table.split(' ')[1]}.case_id AND ${mine}`;
  const openTasks = `${ofCase('task t')} WHERE t.status = 'open'`;
  const late = `application_case c ${withSite} WHERE c.open AND c.breached_at IS NOT NULL AND ${mine}`;
  const dying = `application_case c ${withSite}
    WHERE c.open AND c.use_by <= (($1::timestamptz AT TIME ZONE 'Europe/London')::date + 7) AND ${mine}`;
  const resting = `application_case c ${withSite}
    WHERE c.open AND c.parked_until <= ($1::timestamptz AT TIME ZONE 'Europe/London')::date AND ${mine}`;
  // Those of which nobody was asked to ring yet. A refused letter is settled by a later one that went,
  // or by mending the address.
  const troubled = `letter l
    JOIN LATERAL (SELECT DISTINCT p.case_id FROM letter_part p
                   WHERE p.letter_id = l.id AND p.withdrawn_at IS NULL) p ON true
    JOIN application_case c ON c.id = p.case_id AND ${mine} ${withSite}
    WHERE c.open AND l.status IN ('refused', 'unknown') AND l.decided_at IS NULL
      AND NOT EXISTS (SELECT FROM task t WHERE t.about = l.id
                         AND (t.status = 'open' OR (t.status = 'done' AND l.status = 'refused')))
      AND (l.status = 'unknown' OR NOT EXISTS (
        SELECT FROM letter_part np JOIN letter n ON n.id = np.letter_id
         WHERE np.case_id = c.id AND np.withdrawn_at IS NULL AND n.planned_at > l.planned_at AND n.status = 'sent')
      AND NOT EXISTS (
        SELECT FROM contact k
         WHERE k.location_id = c.location_id AND k.retired_at IS NULL AND k.created_at > l.planned_at))`;
  return `
SELECT json_build_object(
  'asOf', $1::text,
  'waitingOn', ${list(`
    SELECT w AS "on", n.count AS cases
      FROM unnest(ARRAY['provider', 'account-holder', 'nhsmail', 'register', 'officer']) w,
           LATERAL (SELECT count(*) FROM (SELECT 1 FROM application_case c
                     WHERE c.open AND c.waiting_on = w AND ${mine} LIMIT $4) n) n`)},
  'tasks', ${list(`
    SELECT t.id, t.kind, t.about, ${iso('t.due_at')} AS "dueAt", ${home}
      FROM ${ofCase('task t')} ${withSite} WHERE t.status = 'open' ORDER BY t.due_at, t.id LIMIT $3`)},
  'taskCount', ${count(openTasks)},
  'lateReplies', ${list(`
    SELECT ${iso('c.breached_at')} AS "breachedAt", ${home}
      FROM ${late} ORDER BY c.breached_at, c.id LIMIT 10`)},
  'lateReplyCount', ${count(late)},
  'dyingPasscodes', ${list(`
    SELECT c.use_by AS "useBy", ${home} FROM ${dying} ORDER BY c.use_by, c.id LIMIT 10`)},
  'dyingPasscodeCount', ${count(dying)},
  'toReview', ${list(`
    SELECT c.parked_until AS "parkedUntil", c.parked_why AS "parkedWhy", c.stage, ${home}
      FROM ${resting} ORDER BY c.parked_until, c.id LIMIT 10`)},
  'toReviewCount', ${count(resting)},
  'troubledLetters', ${list(`
    SELECT l.id, l.subject, l.status, ${iso('l.planned_at')} AS "plannedAt",
           l.server_reply AS "serverReply", ${home}
      FROM ${troubled} ORDER BY l.planned_at, l.id LIMIT 10`)},
  'troubledLetterCount', ${count(troubled)},
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
