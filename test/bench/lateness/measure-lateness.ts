import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@app/platform';
import { buildOfficer } from '../../builders/register';
import { dropDatabase, makeDatabase } from '../bench-database';
import { copyCases } from '../cases/copy-cases';
import { modelCase } from '../cases/model-case';
import { Contestant } from '../contestant';
import { quantile } from '../figures';
import { type Bench, interleaved, tell } from '../measuring';
import { early, requestedOn } from '../morning';

const followUpsOfACase = 8;
/** Milliseconds between one probe and the next, and before the first of a round. */
const apart = 50;
const leadTime = 1500;

/** A database in which follow-ups fall due one by one, beside many that wait. */
class Probes {
  private copied: number;

  private constructor(
    readonly name: string,
    readonly databaseUrl: string,
    private readonly db: Database,
    private readonly probe: string,
    waiting: number,
  ) {
    this.copied = waiting;
  }

  /** @param waiting cases that wait for their first letter, five days from now */
  static async make(name: string, waiting: number): Promise<Probes> {
    const databaseUrl = await makeDatabase(name);
    const db = new Database(databaseUrl, { max: 1 });
    const officerId = await buildOfficer(db);
    const request = (at: string) =>
      modelCase(databaseUrl, officerId, at, [
        { at, fact: { type: 'otp-requested', on: at.slice(0, 10), channel: 'post' } },
      ]);
    if (waiting > 0) {
      const model = await request(early.toString());
      await db.transaction((tx) => copyCases(tx, { model, first: 1, count: waiting }));
    }
    const probe = await request(`${requestedOn}T10:00:00Z`);
    await db.query("UPDATE follow_up SET ring_at = 'infinity' WHERE case_id = $1", [probe]);
    await db.query('ANALYZE');
    return new Probes(name, databaseUrl, db, probe, waiting);
  }

  /** @param from moment at which the first of them falls due, epoch milliseconds */
  async add(count: number, from: number): Promise<void> {
    const first = this.copied + 1;
    this.copied += count;
    await this.db.transaction(async (tx) => {
      await copyCases(tx, { model: this.probe, first, count });
      await tx.query(
        `UPDATE follow_up f SET send_at = p.at, ring_at = p.at
           FROM (SELECT id, to_timestamp(($2 + $3 * (row_number() OVER () - 1)) / 1000.0) AS at
                   FROM follow_up
                  WHERE rung = 'day-5' AND ring_at = 'infinity' AND case_id <> $1) p
          WHERE f.id = p.id`,
        [this.probe, from, apart],
      );
    });
  }

  /**
   * Waits until all have been fired.
   * @param ahead milliseconds by which the clock that due moments are on is ahead of the computer's
   * @returns for each, milliseconds from the due moment to the commit
   */
  async latenesses(from: number, count: number, ahead: number): Promise<number[]> {
    for (;;) {
      const rows = await this.db.query<{ ms: number | null }>(
        `SELECT CASE WHEN status = 'done' THEN
                  extract(epoch FROM pg_xact_commit_timestamp(xmin) - send_at)::float8 * 1000 + $2
                END AS ms
           FROM follow_up WHERE rung = 'day-5' AND send_at >= to_timestamp($1 / 1000.0)
            AND send_at < to_timestamp($3 / 1000.0)`,
        [from, ahead, from + count * apart],
      );
      const fired = rows.flatMap(({ ms }) => (ms === null ? [] : [ms]));
      if (fired.length === count) return fired;
      await pause(200);
    }
  }

  async close(): Promise<void> {
    await this.db.close();
    await dropDatabase(this.name);
  }
}

/** F5: how late a follow-up is fired while a million wait and nothing else is due. */
export async function measureLateness({ size, report }: Bench): Promise<void> {
  tell(`Making ${size.waiting} follow-ups that wait …`);
  const many = await Probes.make('bench_waiting', Math.round(size.waiting / followUpsOfACase));
  const few = await Probes.make('bench_timer', 0);
  const worker = new Contestant('backlog/our-worker');
  const timer = new Contestant('lateness/timer-alone');
  await worker.call('start', { databaseUrl: many.databaseUrl });
  await timer.call('start', { databaseUrl: few.databaseUrl });
  const ahead = await worker.call<number>('pass');
  const from = () => Date.now() + ahead + leadTime;
  const wait = () => pause(leadTime + size.probes * apart);

  const ours = async (): Promise<number> => {
    const first = from();
    await many.add(size.probes, first);
    await worker.call('setBells');
    await wait();
    return quantile(await many.latenesses(first, size.probes, ahead), 0.95);
  };
  const limit = async (): Promise<number> => {
    const first = from();
    await few.add(size.probes, first);
    await timer.call('send', { ahead });
    return quantile(await few.latenesses(first, size.probes, ahead), 0.95);
  };
  await ours();
  await limit();
  report({ figure: 'F5', unit: 'ms', rounds: await interleaved('F5', size.rounds, ours, limit) });
  await worker.stop();
  await timer.stop();
  await many.close();
  await few.close();
}
