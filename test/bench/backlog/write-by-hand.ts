import { randomUUID } from 'node:crypto';
import type { MailMessage, Sql } from '@app/platform';
import { type DueReminder, dueReminderSql, letterFor } from './due-reminder';

const batchSize = 100;

/**
 * Claims up to a hundred due reminders and writes their facts, letters and marks with one statement.
 * @param now ISO 8601 instant
 * @returns the letters by id, to be sent after the commit
 */
export async function writeByHand(tx: Sql, now: string): Promise<Map<string, MailMessage>> {
  const due = await tx.query<DueReminder>(
    `${dueReminderSql('true')} ORDER BY f.ring_at, f.case_id LIMIT $2
       FOR NO KEY UPDATE OF c, f SKIP LOCKED`,
    [now, batchSize],
    'claim',
  );
  if (due.length === 0) return new Map();
  const letters = new Map(
    due.map((reminder) => {
      const id = randomUUID();
      return [id, letterFor(reminder, id)];
    }),
  );
  const all = [...letters.values()];
  await tx.query(
    writeSql,
    [
      due.map((d) => d.id),
      due.map((d) => d.case_id),
      due.map((d) => d.version + 1),
      due.map(() => randomUUID()),
      due.map(factDetails),
      [...letters.keys()],
      all.map((l) => l.messageId),
      all.map((l) => l.subject),
      all.map(({ to, text, html }) => Buffer.from(JSON.stringify({ to, text, html }))),
      now,
    ],
    'write',
  );
  return letters;
}

const factDetails = (due: DueReminder): string =>
  JSON.stringify({
    clock: 'otp-arrival',
    rung: 'day-5',
    anchorFact: due.anchor_fact,
    outcome: 'sent',
  });

const writeSql = `
  WITH batch AS (
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::int[], $4::uuid[], $5::jsonb[], $6::uuid[],
                         $7::text[], $8::text[], $9::bytea[])
      AS b(follow_up, case_id, version, fact, details, letter, message_id, subject, body)
  ), fact_row AS (
    INSERT INTO fact (case_id, seq, id, type, happened_at, details, recorded_at, recorded_by)
    SELECT case_id, version, fact, 'follow-up-fired', $10::timestamptz, details, $10, 'system'
      FROM batch
  ), letter_row AS (
    INSERT INTO letter (id, address_key, kinds, routine, message_id, subject, sealed, status,
                        planned_at, day, attempts)
    SELECT letter, sha256(letter::text::bytea), '{otp-on-its-way}', true, message_id, subject, body, 'claimed', $10,
           $10::date, 1
      FROM batch
  ), part_row AS (
    INSERT INTO letter_part (letter_id, seq, case_id, recipient, kind, follow_up_id)
    SELECT letter, 1, case_id, 'provider', 'otp-on-its-way', follow_up FROM batch
  ), case_row AS (
    UPDATE application_case c SET version = b.version FROM batch b WHERE c.id = b.case_id
  )
  UPDATE follow_up f SET status = 'done', outcome = 'sent', letter_id = b.letter, settled_at = $10
    FROM batch b WHERE f.id = b.follow_up`;
