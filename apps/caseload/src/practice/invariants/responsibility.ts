import type { Invariant } from './invariant';

/** Every open case has somebody who owns it and somebody who is to act next. */
export const hasOwner: Invariant = {
  name: 'every open case has an owner and one to wait for',
  sql: `
    SELECT c.id AS case_id,
           CASE WHEN o.id IS NULL THEN 'it is open and nobody owns it'
                ELSE 'it is open and waits for nobody ('
                     || coalesce(c.waiting_on, 'nothing') || ')' END AS what
      FROM application_case c
      LEFT JOIN officer o ON o.id = c.officer_id AND o.disabled_at IS NULL AND o.role <> 'viewer'
     WHERE c.open AND (o.id IS NULL OR c.waiting_on IS NULL OR c.waiting_on NOT IN
             ('provider', 'account-holder', 'nhsmail', 'register', 'officer'))`,
};

/** A case rests only until a day that is written down. */
export const noOrphans: Invariant = {
  name: 'every open case has a date running or a day it is looked at again',
  sql: `
    SELECT c.id AS case_id, 'it is open, no date is running, and no day is set to look again' AS what
      FROM application_case c
     WHERE c.open AND c.parked_until IS NULL AND NOT EXISTS (
             SELECT FROM follow_up f WHERE f.case_id = c.id AND f.status = 'waiting')`,
};

/** Nothing that was due by the end of the day still waits, and nothing has failed. */
export const nothingLeftLying: Invariant = {
  name: 'what is due has been dealt with',
  sql: `
    SELECT case_id, clock || ' ' || rung || ' was due and still waits' AS what
      FROM follow_up WHERE status = 'waiting' AND ring_at <= $1
     UNION ALL
    SELECT case_id, clock || ' ' || rung || ' has failed' AS what
      FROM follow_up WHERE status = 'waiting' AND failures > 0`,
};

/** A task lies open only while its rung stands, and never on a closed case. */
export const tasksStand: Invariant = {
  name: 'a call is asked for only while it is wanted',
  sql: `
    SELECT t.case_id, 'the call ' || t.kind || ' lies open, although '
             || CASE WHEN c.open THEN 'its rung is ' || coalesce(f.outcome, 'waiting')
                     ELSE 'the case is closed' END AS what
      FROM task t JOIN application_case c ON c.id = t.case_id
      JOIN follow_up f ON f.id = t.follow_up_id
     WHERE t.status = 'open' AND (NOT c.open OR f.outcome IS DISTINCT FROM 'task')`,
};
