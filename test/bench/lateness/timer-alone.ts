import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@app/platform';
import { writeByHand } from '../backlog/write-by-hand';
import { answerCalls } from '../contestant';

let db: Database;

answerCalls({
  start({ databaseUrl }: { databaseUrl: string }) {
    db = new Database(databaseUrl, { max: 1 });
  },
  /** Asks for the next due moment, sleeps to it, writes what is due, until nothing waits. */
  async send({ ahead }: { ahead: number }) {
    for (;;) {
      const [next] = await db.query<{ ms: number }>(
        `SELECT extract(epoch FROM ring_at)::float8 * 1000 AS ms FROM follow_up
          WHERE status = 'waiting' AND ring_at < 'infinity' ORDER BY ring_at LIMIT 1`,
        [],
        'next',
      );
      if (!next) return;
      await pause(Math.max(0, next.ms - ahead - Date.now()));
      const now = new Date(Date.now() + ahead).toISOString();
      await db.transaction((tx) => writeByHand(tx, now));
    }
  },
  async stop() {
    await db.close();
  },
});
