/**
 * Something that must hold at the end of every day, whatever has happened. Its SQL is written from
 * the rules and looks at rows only, so that it can disagree with the program.
 */
export interface Invariant {
  name: string;
  /**
   * Finds what breaks it: rows of `case_id` and `what`, a sentence that goes on after "case …:".
   * Parameters: $1 the end of the day, $2 the end of the day before, $3 the bank holidays.
   */
  sql: string;
}

/** Facts of a case as they stood at a moment: those retracted by then are left out. */
export const standing = (fact: string, moment: string): string => `
  ${fact}.recorded_at <= ${moment} AND NOT EXISTS (
    SELECT FROM fact r WHERE r.case_id = ${fact}.case_id AND r.type = 'retracted'
       AND r.details ->> 'fact' = ${fact}.id::text AND r.recorded_at <= ${moment})`;

/** Letters planned today that were not withdrawn before they went, with each rung they are for. */
export const lettersToday = `
  SELECT l.id, l.address_key, p.case_id, l.planned_at, l.settled_at, l.status, l.day, l.routine,
         f.clock, f.rung, f.anchor_fact, f.addressee, f.letter AS kind,
         coalesce(f.addressee = 'person', false) AS to_person,
         CASE WHEN f.addressee = 'person' THEN f.person END AS person
    FROM letter l
    JOIN letter_part p ON p.letter_id = l.id AND p.withdrawn_at IS NULL
    JOIN follow_up f ON f.id = p.follow_up_id
   WHERE l.planned_at > $2 AND l.planned_at <= $1 AND l.status NOT IN ('withdrawn', 'refused')`;

/** A case a letter speaks of: the first that joined it. */
export const caseOfLetter = `(
  SELECT p.case_id FROM letter_part p WHERE p.letter_id = letter.id ORDER BY p.seq LIMIT 1)`;

/** A moment as it is shown in a sentence. */
export const inLondon = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI')`;
