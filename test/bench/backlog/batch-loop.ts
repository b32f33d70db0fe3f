import { Database, type MailMessage, type MailTransport, mailTransport } from '@app/platform';
import { answerCalls } from '../contestant';
import { later } from '../morning';
import { writeByHand } from './write-by-hand';

/**
 * The least that sends due reminders safely, written by hand for this one reminder: claim a hundred,
 * write facts, letters and marks with one statement, send, mark as sent. Two transactions a batch;
 * one batch leaves while the next is written.
 */
let db: Database;
let mail: MailTransport;

answerCalls({
  start({ databaseUrl, smtpUrl }: { databaseUrl: string; smtpUrl: string }) {
    db = new Database(databaseUrl, { max: 2 });
    mail = mailTransport({ smtpUrl, mailFrom: 'Caseload <caseload@association.example>' });
  },
  rest() {},
  ready() {},
  async send() {
    let leaving: Promise<void> = Promise.resolve();
    for (;;) {
      const letters = await db.transaction((tx) => writeByHand(tx, later.toString()));
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
