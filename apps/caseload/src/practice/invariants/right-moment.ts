import { caseOfLetter, inLondon, type Invariant } from './invariant';

/** 09:00, included, to 17:00, excluded, Monday to Friday, and no bank holiday. */
const outsideSendingHours = (moment: string): string => {
  const london = `(${moment} AT TIME ZONE 'Europe/London')`;
  return `(extract(hour FROM ${london}) NOT BETWEEN 9 AND 16
           OR extract(isodow FROM ${london}) > 5 OR ${london}::date = ANY ($3::date[]))`;
};

export const decentHours: Invariant = {
  name: 'letters go only in sending hours on working days',
  sql: `
    SELECT ${caseOfLetter} AS case_id, 'a letter was written at ' || ${inLondon('planned_at')}
             || coalesce(' and left at ' || ${inLondon('settled_at')}, '')
             || ', outside sending hours' AS what
      FROM letter
     WHERE planned_at > $2 AND planned_at <= $1 AND status <> 'withdrawn'
       AND (${outsideSendingHours('planned_at')}
            OR status = 'sent' AND ${outsideSendingHours('settled_at')})`,
};

/** No letter waits once its hour has come: with a mail tray all leave at once. */
export const noLetterLeftBehind: Invariant = {
  name: 'every letter has left or been withdrawn',
  sql: `
    SELECT ${caseOfLetter} AS case_id, 'a letter written at ' || ${inLondon('planned_at')} || ' is still ' || status
             AS what
      FROM letter WHERE planned_at > $2 AND planned_at <= $1
       AND status NOT IN ('sent', 'withdrawn')`,
};
