import type { Sql } from '@app/platform';

/** A letter somebody sent by hand, to one recipient of a case. */
export interface SentByHand {
  caseId: string;
  /** `provider` or `person:<ref>`. */
  recipient: string;
  kind: string;
  /** The Europe/London day it goes, or went, `YYYY-MM-DD`. */
  day: string;
}

/** How far back anybody looks: the ladder rests for two working days, over Christmas a week. */
const daysBack = 8;

/** What was sent by hand to readers of these cases of late, or is about to be; the newest of each kind. */
export function sentByHand(
  sql: Sql,
  caseIds: readonly string[],
  today: string,
): Promise<SentByHand[]> {
  return sql.query<SentByHand>(
    `SELECT p.case_id AS "caseId", p.recipient, p.kind, max(l.day) AS day
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
      WHERE p.case_id = ANY($1) AND p.follow_up_id IS NULL AND p.withdraw_reason IS NULL
        AND l.status NOT IN ('withdrawn', 'refused') AND l.day >= $2::date - ${daysBack}
      GROUP BY p.case_id, p.recipient, p.kind`,
    [caseIds, today],
    'sent-by-hand',
  );
}
