import { randomUUID } from 'node:crypto';
import { type AnyQueue, Database, type MailTransport, mailTransport, Queues } from '@app/platform';
import { answerCalls } from '../contestant';
import { type DueReminder, dueReminderSql, letterFor } from './due-reminder';
import { later } from '../morning';

/** The usual way: a job for each reminder, which locks, checks, writes, sends and marks. */
const queueName = 'reminders';
/** More at a time is no faster here: measured with 5, 10, 20 and 40. */
const concurrency = 20;

let db: Database;
let mail: MailTransport;
let queues: Queues;
let queue: AnyQueue;
let left = 0;
let finish: (error?: Error) => void = () => undefined;

answerCalls({
  async start({ databaseUrl, smtpUrl }: { databaseUrl: string; smtpUrl: string }) {
    db = new Database(databaseUrl, { max: concurrency });
    mail = mailTransport({ smtpUrl, mailFrom: 'Caseload <caseload@association.example>' });
    queues = new Queues(databaseUrl, undefined, (error) => finish(error));
    queue = queues.queue(queueName);
  },
  rest() {},
  /** The jobs are in the queue before the time runs, as they would be. */
  async ready() {
    const due = await db.query<{ id: string }>(
      "SELECT id FROM follow_up WHERE status = 'waiting' AND ring_at <= $1",
      [later.toString()],
    );
    left = due.length;
    await queue.addBulk(due.map(({ id }) => ({ name: 'remind', data: { id }, opts: {} })));
  },
  async send() {
    const worker = queues.worker<{ id: string }>(queueName, concurrency, async ({ id }) => {
      await remind(id);
      left--;
      if (left === 0) finish();
    });
    await new Promise<void>((done, fail) => {
      finish = (error) => (error ? fail(error) : done());
    });
    await worker.close();
  },
  async stop() {
    await queues.close();
    await mail.close();
    await db.close();
  },
});

async function remind(id: string): Promise<void> {
  const now = later.toString();
  const letterId = randomUUID();
  const letter = await db.transaction(async (tx) => {
    const [due] = await tx.query<DueReminder>(
      `${dueReminderSql('f.id = $2')} FOR NO KEY UPDATE OF c, f`,
      [now, id],
      'lock',
    );
    if (!due) return null;
    const message = letterFor(due, letterId);
    const { to, text, html } = message;
    await tx.query(
      writeSql,
      [
        id,
        due.case_id,
        due.version + 1,
        randomUUID(),
        JSON.stringify({ clock: 'otp-arrival', rung: 'day-5', anchorFact: due.anchor_fact }),
        letterId,
        message.messageId,
        message.subject,
        Buffer.from(JSON.stringify({ to, text, html })),
        now,
      ],
      'write',
    );
    return message;
  });
  if (!letter) return;
  const outcome = await mail.send(letter);
  if (outcome.kind !== 'sent') throw new Error(`A letter was ${outcome.kind}.`);
  await db.query(
    "UPDATE letter SET status = 'sent', server_reply = $2, settled_at = $3 WHERE id = $1",
    [letterId, outcome.reply, now],
    'mark-sent',
  );
}

const writeSql = `
  WITH fact_row AS (
    INSERT INTO fact (case_id, seq, id, type, happened_at, details, recorded_at, recorded_by)
    VALUES ($2::uuid, $3::int, $4::uuid, 'follow-up-fired', $10::timestamptz, $5::jsonb, $10, 'system')
  ), letter_row AS (
    INSERT INTO letter (id, address_key, kinds, routine, message_id, subject, sealed, status,
                        planned_at, day, attempts)
    VALUES ($6::uuid, sha256($6::text::bytea), '{otp-on-its-way}', true, $7::text, $8::text, $9::bytea, 'claimed', $10,
            $10::date, 1)
  ), part_row AS (
    INSERT INTO letter_part (letter_id, seq, case_id, recipient, kind, follow_up_id)
    VALUES ($6, 1, $2, 'provider', 'otp-on-its-way', $1)
  ), case_row AS (
    UPDATE application_case SET version = $3 WHERE id = $2
  )
  UPDATE follow_up SET status = 'done', outcome = 'sent', letter_id = $6, settled_at = $10
   WHERE id = $1::bigint`;
