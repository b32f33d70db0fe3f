import {
  createPostgresBackend,
  createRedisBackend,
  type Job,
  Queue,
  type QueueOptions,
  Worker,
} from 'bullmq';
import { actingAs } from '../log/request-scope';
import { type QueuePool, queuePool } from './queue-pool';

/** Finished jobs are not kept: the database holds what happened. */
const jobOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/** A killed worker's job is taken up again within about ten seconds, not BullMQ's sixty. */
const workerOptions = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 3 };

const prefix = 'caseload';

/** What both kinds of queue can do for us. */
export type AnyQueue = Pick<Queue, 'addBulk' | 'getJobCounts' | 'close' | 'waitUntilReady'>;

/** A worker as far as we handle it. */
export interface AnyWorker {
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * BullMQ on Redis when there is one, else on PostgreSQL. Makes queues and workers, and closes them
 * in the right order: workers first, so that running jobs finish, connections last.
 */
export class Queues {
  /** Where they live. */
  readonly backend: 'PostgreSQL' | 'Redis';
  private readonly pool: QueuePool | null;
  private readonly queues: AnyQueue[] = [];
  private readonly workers: AnyWorker[] = [];

  constructor(
    databaseUrl: string,
    private readonly redisUrl: string | undefined,
    /** Called with trouble that passes by itself, such as a lost connection. */
    private readonly onTrouble: (error: Error) => void,
  ) {
    this.backend = redisUrl ? 'Redis' : 'PostgreSQL';
    this.pool = redisUrl ? null : queuePool(databaseUrl);
  }

  queue(name: string): AnyQueue {
    const shared = { prefix, defaultJobOptions: jobOptions };
    const queue = this.pool
      ? new Queue(name, { ...shared, connection: this.pool }, createPostgresBackend)
      : new Queue(name, { ...shared, connection: this.redis(false) }, createRedisBackend);
    queue.on('error', this.onTrouble);
    this.queues.push(queue as AnyQueue);
    return queue as AnyQueue;
  }

  /** Every queue of this process, whole, for the page that shows what is in them. */
  all(): readonly Queue[] {
    return this.queues as unknown as readonly Queue[];
  }

  worker<Data>(name: string, concurrency: number, work: (data: Data) => Promise<void>): AnyWorker {
    const process = (job: Job): Promise<void> =>
      actingAs(`system:worker:${name}`, 'worker', () => work(job.data as Data));
    const shared = { prefix, concurrency, ...workerOptions };
    const worker = this.pool
      ? new Worker(name, process, { ...shared, connection: this.pool }, createPostgresBackend)
      : new Worker(name, process, { ...shared, connection: this.redis(true) }, createRedisBackend);
    worker.on('error', this.onTrouble);
    worker.on('failed', (_job, error) => this.onTrouble(error));
    this.workers.push(worker as AnyWorker);
    return worker as AnyWorker;
  }

  /**
   * On PostgreSQL, waits for the first connection of every queue: BullMQ keeps the failure of its
   * first one for good, so a queue begun while the database is away would never work. Redis is not
   * waited for; its queues come back by themselves.
   * @throws when the database cannot be reached
   */
  async ready(): Promise<void> {
    if (this.pool) await Promise.all(this.queues.map((queue) => queue.waitUntilReady()));
  }

  /** Asks every queue something small. @throws when one cannot be reached */
  async reach(): Promise<void> {
    await Promise.all(this.queues.map((queue) => queue.getJobCounts('active')));
  }

  /** Takes no more jobs and lets the running ones finish; bells can still be set. */
  async closeWorkers(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((w) => w.close()));
  }

  /** Lets running jobs finish, then closes everything. */
  async close(): Promise<void> {
    await this.closeWorkers();
    await Promise.all(this.queues.map((q) => q.close()));
    await this.pool?.end();
  }

  private redis(blocking: boolean): QueueOptions['connection'] {
    // A queue answers at once that Redis is away; a worker waits for it to come back.
    return { url: this.redisUrl, maxRetriesPerRequest: blocking ? null : 2 } as never;
  }
}
