import { inLondon, type Invariant, standing } from './invariant';

/** An hour of a day on a London wall clock, whatever the clocks do that day. */
const inLondonAt = (day: string, hour: number): string =>
  `(((${day})::timestamp + interval '${hour} hours') AT TIME ZONE 'Europe/London')`;

const londonMidnight = (day: string): string => inLondonAt(day, 0);

/** The issue date of the code asked for by `a`, as far as known when `f` was recorded. */
const issuedOn = `
  (SELECT i.happened_on FROM fact i
    WHERE i.case_id = a.case_id AND i.type = 'otp-issued' AND ${standing('i', 'f.settled_at')}
      AND i.happened_on >= a.happened_on
      AND NOT EXISTS (
        SELECT FROM fact n WHERE n.case_id = a.case_id AND n.type = 'otp-requested'
           AND n.seq > a.seq AND n.happened_on <= i.happened_on AND ${standing('n', 'f.settled_at')})
    ORDER BY i.seq DESC LIMIT 1)`;

/** When each kind of thing ends, worked out from its fact by itself. */
const trueEnd = `
  CASE f.clock || ' ' || f.rung
    WHEN 'otp-validity expired'
      THEN ${londonMidnight(`coalesce(${issuedOn}, a.happened_on) + 29`)}
    WHEN 'nhsmail-reply breach' THEN a.happened_at + interval '48 hours'
    WHEN 'leaver day-30' THEN ${inLondonAt('a.happened_on + 30', 9)}
    WHEN 'dspt-currency expired' THEN ${londonMidnight(juneAfterNext())}
    WHEN 'approaching-to-met expired' THEN ${londonMidnight(juneAfterNext())}
  END`;

/** The day after 30 June of the year after the edition closes: `25/26` is dead on 1 July 2027. */
function juneAfterNext(): string {
  return `make_date(2001 + right(a.details ->> 'edition', 2)::integer, 7, 1)`;
}

const recordedToday = `
  SELECT f.* FROM application_case c JOIN follow_up f ON f.case_id = c.id
   WHERE c.changed_at > $2 AND f.outcome = 'recorded' AND f.settled_at > $2`;

/** A code, a reply or a publication ends at the moment the rules name, whenever that is noticed. */
export const trueExpiries: Invariant = {
  name: 'what ends is recorded at its true time',
  sql: `
    SELECT f.case_id, f.clock || ' ' || f.rung || ' is recorded for ' || ${inLondon('f.due_at')}
             || ', but it was ' || ${inLondon(`(${trueEnd})`)} AS what
      FROM (${recordedToday}) f
      JOIN fact a ON a.case_id = f.case_id AND a.id = f.anchor_fact
     WHERE f.due_at <> ${trueEnd}
     UNION ALL
    SELECT f.case_id, f.clock || ' ' || f.rung || ' is due at ' || ${inLondon('f.due_at')}
             || ', but its fact says ' || ${inLondon('e.happened_at')} AS what
      FROM (${recordedToday}) f
      JOIN fact e ON e.case_id = f.case_id AND e.type = 'follow-up-fired'
       AND e.details ->> 'clock' = f.clock AND e.details ->> 'rung' = f.rung
       AND e.details ->> 'anchorFact' = f.anchor_fact::text
     WHERE e.recorded_at > $2 AND e.happened_at <> f.due_at`,
};

/** What is recorded later stands later in the history. */
export const inOrderOfTime: Invariant = {
  name: 'facts stand in the order they were recorded',
  sql: `
    SELECT e.case_id, 'fact ' || e.seq || ' (' || e.type || ') was recorded at '
             || ${inLondon('e.recorded_at')} || ', before the one it follows' AS what
      FROM application_case c
      JOIN fact e ON e.case_id = c.id
      JOIN fact f ON f.case_id = e.case_id AND f.seq = e.seq - 1
     WHERE c.changed_at > $2 AND e.recorded_at < f.recorded_at`,
};

/** Late only when something recorded later showed that the moment had passed. */
export const recordedInTime: Invariant = {
  name: 'what ends is recorded when it ends',
  sql: `
    SELECT f.case_id, f.clock || ' ' || f.rung || ' ended at ' || ${inLondon('f.due_at')}
             || ' and was recorded only at ' || ${inLondon('f.settled_at')} AS what
      FROM (${recordedToday}) f
     WHERE f.settled_at <> f.due_at AND NOT EXISTS (
             SELECT FROM fact e WHERE e.case_id = f.case_id AND e.type <> 'follow-up-fired'
                AND e.recorded_at BETWEEN f.due_at AND f.settled_at)`,
};
