import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { answerPlace, type SealedAnswer } from '../answers/stored-answer';

/** An answer whose text is still held, opened. */
export interface KeptAnswer {
  id: string;
  caseId: string;
  choice: string;
  /** `provider` or `person:<ref>`. */
  recipient: string;
  /** ISO 8601 UTC. */
  at: string;
  /** Of the address its link was sent to, in hexadecimal. */
  addressKey: string;
  content: SealedAnswer;
}

interface Row extends Omit<KeptAnswer, 'content'> {
  sealed: Buffer;
}

/** @throws SealError */
export async function keptAnswers(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<KeptAnswer[]> {
  const rows = await sql.query<Row>(
    `SELECT a.id, a.case_id AS "caseId", a.choice, l.recipient, a.at, a.sealed,
            encode(l.address_key, 'hex') AS "addressKey"
       FROM answer a JOIN answer_link l ON l.id = a.link_id
      WHERE a.case_id = ANY($1) AND a.erased_at IS NULL ORDER BY a.at, a.id`,
    [caseIds],
  );
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    content: sealer.open<SealedAnswer>(answerPlace(row.id), sealed),
  }));
}

export async function replaceAnswer(
  tx: Sql,
  sealer: Sealer,
  { id, content }: Pick<KeptAnswer, 'id' | 'content'>,
): Promise<void> {
  await tx.query('UPDATE answer SET sealed = $2 WHERE id = $1', [
    id,
    sealer.seal(answerPlace(id), content),
  ]);
}

/** Empties answers: which button was pressed, when, and which facts it became stay. */
export async function eraseAnswers(
  tx: Sql,
  sealer: Sealer,
  answerIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  const rows = await tx.query<{ id: string; sealed: Buffer }>(
    'SELECT id, sealed FROM answer WHERE id = ANY($1) AND erased_at IS NULL',
    [answerIds],
  );
  const emptied = rows.map(({ id, sealed }) => {
    const { facts } = sealer.open<SealedAnswer>(answerPlace(id), sealed);
    const nothing: SealedAnswer = { given: {}, refused: [], facts };
    return sealer.seal(answerPlace(id), nothing);
  });
  await tx.query(
    `UPDATE answer a SET sealed = n.sealed, erased_at = $3
       FROM unnest($1::uuid[], $2::bytea[]) AS n(id, sealed) WHERE a.id = n.id`,
    [rows.map(({ id }) => id), emptied, now.toString()],
  );
}
