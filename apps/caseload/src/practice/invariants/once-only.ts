import { caseOfLetter, type Invariant, lettersToday } from './invariant';

/** The timeline of a case names each rung at most once as fired. */
export const firesOnce: Invariant = {
  name: 'no rung fires twice',
  sql: `
    SELECT f.case_id, (f.details ->> 'clock') || ' ' || (f.details ->> 'rung') || ' has fired '
             || count(*) || ' times' AS what
      FROM application_case c JOIN fact f ON f.case_id = c.id
     WHERE c.changed_at > $2 AND f.type = 'follow-up-fired'
     GROUP BY f.case_id, f.details ->> 'clock', f.details ->> 'rung', f.details ->> 'anchorFact'
    HAVING count(*) > 1`,
};

/** Nobody gets two letters of one kind about one thing on one day. */
export const noLetterTwice: Invariant = {
  name: 'no letter goes out twice',
  sql: `
    SELECT case_id, 'the letter ' || kind || ' went out ' || count(DISTINCT id) || ' times on '
             || day || ' about the same thing' AS what
      FROM (${lettersToday}) l
     GROUP BY case_id, day, addressee, person, kind, anchor_fact
    HAVING count(DISTINCT id) > 1`,
};

/** A mail tray takes every letter at the first attempt. */
export const handedOverOnce: Invariant = {
  name: 'every letter is handed over once',
  sql: `
    SELECT ${caseOfLetter} AS case_id, 'a letter was handed over ' || attempts || ' times' AS what
      FROM letter WHERE planned_at > $2 AND planned_at <= $1 AND attempts > 1`,
};

/** Letters that answer an event are not routine; of the others each address gets one a day. */
export const oneRoutineLetter: Invariant = {
  name: 'at most one routine letter an address a day',
  sql: `
    SELECT min(case_id::text)::uuid AS case_id, 'one address was sent ' || count(DISTINCT id)
             || ' routine letters on ' || day AS what
      FROM (${lettersToday}) l
     WHERE routine
     GROUP BY address_key, day
    HAVING count(DISTINCT id) > 1`,
};
