import { type AnswerKey, type GivenAnswer, isAnswerKey } from '@app/domain';
import type { Sealer, Sql } from '@app/platform';

/** What was pressed on an answer page, as it is kept. */
export interface StoredAnswer {
  id: string;
  linkId: string;
  caseId: string;
  /** An answer of the table (`AnswerKey`). */
  choice: string;
  /** `recorded` as facts; left to the officer as a `task`; or `done` with neither. */
  outcome: 'recorded' | 'task' | 'done';
  /** ISO 8601 UTC. */
  at: string;
}

/** What of an answer is kept sealed. */
export interface SealedAnswer {
  given: GivenAnswer;
  /** Why a fact could not be made of it: a sentence for the officer each. */
  refused: readonly string[];
  /** Ids of the facts it became. */
  facts: readonly string[];
}

export const answerPlace = (id: string): string => `answer:${id}`;

/**
 * Stores an answer, unless the same choice of the same link was stored before.
 * @returns whether it is new
 */
export async function storeAnswer(
  tx: Sql,
  sealer: Sealer,
  answer: StoredAnswer,
  sealed: SealedAnswer,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO answer (id, link_id, case_id, choice, outcome, sealed, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (link_id, case_id, choice) DO NOTHING
     RETURNING id`,
    [
      answer.id,
      answer.linkId,
      answer.caseId,
      answer.choice,
      answer.outcome,
      sealer.seal(answerPlace(answer.id), sealed),
      answer.at,
    ],
    'store-answer',
  );
  return rows.length > 0;
}

/** One answer a link has given. */
export interface Said {
  key: AnswerKey;
  /** ISO 8601 UTC. */
  at: string;
  /** Some of it did not fit what is recorded, and the officer looks at it. */
  refused: boolean;
}

/** What has been answered by a link, oldest first. */
export async function answersByLink(sql: Sql, sealer: Sealer, linkId: string): Promise<Said[]> {
  const rows = await sql.query<{ id: string; choice: string; at: string; sealed: Buffer }>(
    'SELECT id, choice, at, sealed FROM answer WHERE link_id = $1 ORDER BY at, id',
    [linkId],
    'answers-by-link',
  );
  return rows.flatMap(({ id, choice, at, sealed }) => {
    if (!isAnswerKey(choice)) return [];
    const { refused } = sealer.open<SealedAnswer>(answerPlace(id), sealed);
    return [{ key: choice, at, refused: refused.length > 0 }];
  });
}

/** An answer as the officer reads it. */
export interface ReadAnswer extends StoredAnswer, SealedAnswer {
  /** `provider` or `person:<ref>`: who answered. */
  recipient: string;
}

/** Everything answered about a case, newest first. @throws SealError */
export async function answersOfCase(
  sql: Sql,
  sealer: Sealer,
  caseId: string,
): Promise<ReadAnswer[]> {
  const rows = await sql.query<StoredAnswer & { sealed: Buffer; recipient: string }>(
    `SELECT a.id, a.link_id AS "linkId", a.case_id AS "caseId", a.choice, a.outcome, a.at, a.sealed,
            l.recipient
       FROM answer a JOIN answer_link l ON l.id = a.link_id
      WHERE a.case_id = $1 ORDER BY a.at DESC, a.id`,
    [caseId],
    'answers-of-case',
  );
  return rows.map(({ sealed, ...answer }) => ({
    ...answer,
    ...sealer.open<SealedAnswer>(answerPlace(answer.id), sealed),
  }));
}
