import { inLondon, type Invariant, lettersToday, standing } from './invariant';

/** The Europe/London day a fact happened. */
const dayOf = (fact: string): string =>
  `coalesce(${fact}.happened_on, (${fact}.happened_at AT TIME ZONE 'Europe/London')::date)`;

/** Whether `e` happened after `a`, a fact of a day; on one day the order of recording decides. */
const after = `(${dayOf('e')} > a.happened_on OR ${dayOf('e')} = a.happened_on AND e.seq > a.seq)`;

/**
 * A code is retired by a newer request, by its use, by other proof, by the form having gone, by its
 * death, by the end of the case; the question whether it has come also by its coming. Whatever
 * happened before it was asked for leaves it alone.
 */
export const noRetiredCode: Invariant = {
  name: 'no letter about a retired code',
  sql: `
    SELECT l.case_id, 'the letter ' || l.kind || ' of ' || ${inLondon('l.planned_at')}
             || ' speaks of a code that ' || e.type || ' had retired' AS what
      FROM (${lettersToday}) l
      JOIN fact a ON a.case_id = l.case_id AND a.id = l.anchor_fact
      JOIN fact e ON e.case_id = l.case_id AND ${standing('e', 'l.planned_at')}
     WHERE l.clock IN ('otp-arrival', 'otp-validity')
       AND (e.type IN ('otp-requested', 'otp-used', 'submitted', 'closed', 'contact-id-confirmed')
            AND ${after}
         OR e.type = 'otp-received' AND l.clock = 'otp-arrival' AND ${after}
         OR e.type = 'follow-up-fired' AND e.details ->> 'rung' = 'expired'
            AND e.details ->> 'anchorFact' = a.id::text)
     UNION ALL
    SELECT l.case_id, 'the letter ' || l.kind || ' rests on a fact that was retracted' AS what
      FROM (${lettersToday}) l
      JOIN fact r ON r.case_id = l.case_id AND r.type = 'retracted'
       AND r.details ->> 'fact' = l.anchor_fact::text AND r.recorded_at <= l.planned_at`,
};

/** The newest of two opposite facts, as far as known at a moment. */
const newestIs = (type: string, opposite: string): string => `
  (SELECT e.type FROM fact e
    WHERE e.case_id = l.case_id AND e.type IN ('${type}', '${opposite}')
      AND ${standing('e', 'l.planned_at')}
    ORDER BY e.happened_at DESC, e.seq DESC LIMIT 1) = '${type}'`;

export const optOutsHonoured: Invariant = {
  name: 'no letter to a provider who asked for none',
  sql: `
    SELECT l.case_id, 'the letter ' || l.kind || ' of ' || ${inLondon('l.planned_at')}
             || ' went to a provider who had opted out' AS what
      FROM (${lettersToday}) l
     WHERE l.addressee = 'provider' AND ${newestIs('opted-out', 'opted-in')}`,
};

export const closedCasesAreSilent: Invariant = {
  name: 'no letter about a closed case',
  sql: `
    SELECT l.case_id, 'the letter ' || l.kind || ' of ' || ${inLondon('l.planned_at')}
             || ' went out after the case was closed' AS what
      FROM (${lettersToday}) l
     WHERE ${newestIs('closed', 'reopened')}`,
};

/** An account that is in use needs no letter on how to activate it. */
export const noNeedlessActivation: Invariant = {
  name: 'no letter on activating an account in use',
  sql: `
    SELECT l.case_id, l.person || ' was told to activate an account in use' AS what
      FROM (${lettersToday}) l
      JOIN fact a ON a.case_id = l.case_id AND a.id = l.anchor_fact
      JOIN fact e ON e.case_id = l.case_id AND ${standing('e', 'l.planned_at')}
     WHERE l.clock = 'activation' AND e.type IN ('account-activated', 'person-removed')
       AND e.details ->> 'person' = a.details ->> 'person'
       AND ${after}`,
};
