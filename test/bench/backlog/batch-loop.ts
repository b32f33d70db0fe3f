import { randomUUID } from 'node:crypto';
import { Database, type MailMessage, type MailTransport, mailTransport } from '@app/platform';
import { answerCalls } from '../contestant';
import { type DueReminder, dueReminderSql, letterFor } from './due-reminder';
import { later } from '../morning';

/**
 * The least that sends due reminders safely, written by hand for this one reminder: claim a hundred,
 * write facts, letters and marks with one statement, send, mark as sent. Two transactions a batch;
 * one batch leaves while the next is written.
 */
const batchSize = 100;
let db: Database;
let mail: MailTransport;

answerCalls({
  start({ databaseUrl, smtpUrl }: { databaseUrl: string; smtpUrl: string }) {
    db = new Database(databaseUrl, { max: 2 });
    mail = mailTransport({ smtpUrl, mailFrom: 'Caseload <caseload@association.example>' });
  },
  ready() {},
  async send() {
    let leaving: Promise<void> = Promise.resolve();
    for (;;) {
      const letters = await writeBatch();
      await leaving;
      if (letters.size === 0) return;
      leaving = deliver(letters);
    }
  },
  async stop() {
    await mail.close();
    await db.close();
  },
});

function writeBatch(): Promise<Map<string, MailMessage>> {
  const now = later.toString();
  return db.transaction(async (tx) => {
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
    await tx.query(
      writeSql,
      [
        due.map((d) => d.id),
        due.map((d) => d.case_id),
        due.map((d) => d.version + 1),
        due.map(() => randomUUID()),
        due.map(factDetails),
        [...letters.keys()],
        [...letters.values()].map((l) => l.messageId),
        [...letters.values()].map((l) => l.subject),
        [...letters.values()].map(({ to, text, html }) =>
          Buffer.from(JSON.stringify({ to, text, html })),
        ),
        now,
      ],
      'write',
    );
    return letters;
  });
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
    INSERT INTO letter (id, case_id, kinds, routine, message_id, subject, sealed, status,
                        planned_at, day, attempts)
    SELECT letter, case_id, '{otp-on-its-way}', true, message_id, subject, body, 'claimed', $10,
           $10::date, 1
      FROM batch
  ), case_row AS (
    UPDATE application_case c SET version = b.version FROM batch b WHERE c.id = b.case_id
  )
  UPDATE follow_up f SET status = 'done', outcome = 'sent', letter_id = b.letter, settled_at = $10
    FROM batch b WHERE f.id = b.follow_up`;

async function deliver(letters: ReadonlyMap<string, MailMessage>): Promise<void> {
  const replies = await Promise.all(
    [...letters.values()].map(async (letter) => {
      const outcome = await mail.send(letter);
      if (outcome.kind !== 'sent') throw new Error(`A letter was ${outcome.kind}.`);
      return outcome.reply;
    }),
  );
  await db.query(
    `UPDATE letter l SET status = 'sent', server_reply = s.reply, settled_at = $3
       FROM unnest($1::uuid[], $2::text[]) AS s(id, reply) WHERE l.id = s.id`,
    [[...letters.keys()], replies, later.toString()],
    'mark-sent',
  );
}
