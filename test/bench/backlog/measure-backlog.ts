import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@app/platform';
import { buildOfficer } from '../../builders/register';
import { dropDatabase, makeDatabase, serverCpu, transactionsIn } from '../bench-database';
import { addContacts, copyCases } from '../cases/copy-cases';
import { modelCase } from '../cases/model-case';
import { Contestant } from '../contestant';
import { LetterSink } from '../letter-sink';
import { type Bench, tell, timed } from '../measuring';
import { requestedOn } from '../morning';

/** One way of sending due reminders, on a database and in a process of its own. */
class Sender {
  private constructor(
    private readonly name: string,
    private readonly db: Database,
    private readonly model: string,
    private readonly process: Contestant,
    private readonly sink: LetterSink,
    private readonly before: number,
  ) {}

  private copied = 0;
  /** Statements of ours in its database: they are not its own. */
  private foreign = 0;

  static async start(file: string, sink: LetterSink, smtpUrl: string): Promise<Sender> {
    const name = `bench_${file.replaceAll('-', '_')}`;
    const databaseUrl = await makeDatabase(name);
    const db = new Database(databaseUrl, { max: 1 });
    const officerId = await buildOfficer(db);
    const requested = { type: 'otp-requested', on: requestedOn, channel: 'post' };
    const at = `${requestedOn}T10:00:00Z`;
    const model = await modelCase(databaseUrl, officerId, at, [{ at, fact: requested }]);
    // The model stays out of it.
    await db.query("UPDATE follow_up SET ring_at = 'infinity'");
    await db.close();
    await pause(300);
    const before = await transactionsIn(name);
    const own = new Database(databaseUrl, { max: 1 });
    const child = new Contestant(`backlog/${file}`);
    await child.call('start', { databaseUrl, smtpUrl });
    return new Sender(name, own, model, child, sink, before);
  }

  /** Lays out so many due reminders, lets them be sent, and checks that they were. */
  async round(count: number): Promise<Sent> {
    const first = this.copied + 1;
    this.copied += count;
    await this.process.call('rest');
    await this.db.transaction(async (tx) => {
      await copyCases(tx, { model: this.model, first, count });
      await tx.query(
        "UPDATE follow_up SET ring_at = send_at WHERE status = 'waiting' AND case_id <> $1",
        [this.model],
      );
      await addContacts(tx, first, count);
      await tx.query('ANALYZE');
    });
    this.foreign++;
    await this.process.call('ready');
    this.sink.forget();
    const begin = { own: await this.process.cpu(), server: await serverCpu() };
    const seconds = await timed(async () => {
      await this.process.call('send');
      await this.sink.reached(count);
      while (!(await this.allSent())) await pause(5);
    });
    const own = (await this.process.cpu()) - begin.own;
    const server = (await serverCpu()) - begin.server;
    const { letters, different } = this.sink.forget();
    if (letters !== count || different !== count)
      throw new Error(`${this.name} sent ${letters} letters, ${different} of them different.`);
    return { rate: count / seconds, own: (own / count) * 1000, server: (server / count) * 1000 };
  }

  /** Ends it, and counts the transactions a reminder it has taken in all. */
  async stop(): Promise<number> {
    await this.process.stop();
    await this.db.close();
    // The server counts those of a connection when it ends.
    await pause(300);
    const own = (await transactionsIn(this.name)) - this.before - this.foreign;
    await dropDatabase(this.name);
    return own / this.copied;
  }

  private async allSent(): Promise<boolean> {
    this.foreign++;
    const rows = await this.db.query(
      "SELECT 1 FROM letter WHERE status IN ('planned', 'claimed', 'deferred') LIMIT 1",
      [],
      'unsent',
    );
    return rows.length === 0;
  }
}

interface Sent {
  /** Reminders a second. */
  rate: number;
  /** CPU milliseconds a reminder, of its process. */
  own: number;
  /** The same of PostgreSQL. */
  server: number;
}

const cpuOf = ({ own, server }: Sent): number => own + server;

const cpuInWords = ({ own, server }: Sent): string => `${own.toFixed(2)} + ${server.toFixed(2)} ms`;

/** F1 to F4: a backlog of due reminders, sent in three ways. */
export async function measureBacklog({ size, wanted, report }: Bench): Promise<void> {
  const sink = new LetterSink();
  const smtpUrl = await sink.listen();
  const ours = await Sender.start('our-worker', sink, smtpUrl);
  const loop = await Sender.start('batch-loop', sink, smtpUrl);
  const runner = wanted.has('F2')
    ? await Sender.start('job-per-reminder', sink, smtpUrl)
    : undefined;
  const rounds: { ours: Sent; loop: Sent; runner: number }[] = [];
  // The first batches compile code and prepare statements.
  for (const sender of [ours, loop, runner]) await sender?.round(size.jobs);
  for (let n = 1; n <= size.rounds; n++) {
    const round = {
      ours: await ours.round(size.reminders),
      loop: await loop.round(size.reminders),
      runner: (await runner?.round(size.jobs))?.rate ?? 0,
    };
    rounds.push(round);
    tell(
      `backlog, round ${n}: ours ${round.ours.rate.toFixed(0)}/s, batch loop ` +
        `${round.loop.rate.toFixed(0)}/s, a job a reminder ${round.runner.toFixed(0)}/s; CPU (own + ` +
        `PostgreSQL) ours ${cpuInWords(round.ours)}, batch loop ${cpuInWords(round.loop)}`,
    );
  }
  const transactions = { ours: await ours.stop(), limit: await loop.stop() };
  await runner?.stop();
  await sink.close();
  if (wanted.has('F1'))
    report({
      figure: 'F1',
      unit: 'reminders/s',
      rounds: rounds.map((r) => ({ ours: r.ours.rate, limit: r.loop.rate })),
    });
  if (wanted.has('F2'))
    report({
      figure: 'F2',
      unit: 'reminders/s',
      rounds: rounds.map((r) => ({ ours: r.ours.rate, limit: r.runner })),
    });
  if (wanted.has('F3'))
    report({ figure: 'F3', unit: 'transactions/reminder', rounds: [transactions] });
  if (wanted.has('F4'))
    report({
      figure: 'F4',
      unit: 'ms/reminder',
      rounds: rounds.map((r) => ({ ours: cpuOf(r.ours), limit: cpuOf(r.loop) })),
    });
}
