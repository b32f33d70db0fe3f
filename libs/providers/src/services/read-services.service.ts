import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, type Database } from '@app/platform';
import { Logger } from '@nestjs/common';
import { ask, type AskingLimits, ServiceFailed } from './asking/ask';
import type { Download, LiveService, Reading } from './live-service';
import { nextReading } from './next-reading';
import { ReadingStore } from './reading-store';

/** Takes what a reading brought into the registers. */
export interface TakeIn {
  /** @returns why it was refused, or null when it is in */
  (download: Download, path: string): Promise<string | null>;
}

export interface ReadingSettings {
  services: readonly LiveService[];
  takeIn: TakeIn;
  limits: AskingLimits;
}

/** A reading whose process died is taken up by another after this. */
const leaseMinutes = 10;
/** The lease is renewed at the next request after this. */
const renewAfterMinutes = 2;

/** Reads the live services that are due, each by one process at a time. */
export class ReadServices {
  private readonly log = new Logger('Registers');
  private readonly stopping = new AbortController();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly settings: ReadingSettings,
  ) {}

  /** Reads every service whose time has come. A failure of one is noted and holds no other back. */
  async run(): Promise<void> {
    for (const service of this.settings.services)
      if (!this.stopping.signal.aborted && (await this.claim(service))) await this.readOne(service);
  }

  /** Breaks off a reading under way; another process, or the next start, goes on with it. */
  stop(): void {
    this.stopping.abort(new ServiceFailed('the program was stopped'));
  }

  /** Makes a service due now, whatever its time. */
  async readSoon(name: LiveService['name']): Promise<void> {
    await this.db.query('UPDATE register_service SET next_at = NULL WHERE service = $1', [name]);
  }

  private async claim({ name }: LiveService): Promise<boolean> {
    const now = this.clock.now();
    await this.db.query(
      'INSERT INTO register_service (service) VALUES ($1) ON CONFLICT DO NOTHING',
      [name],
    );
    const claimed = await this.db.query(
      `UPDATE register_service SET started_at = $2, leased_until = $3
        WHERE service = $1 AND (next_at IS NULL OR next_at <= $2)
          AND (leased_until IS NULL OR leased_until < $2)
        RETURNING service`,
      [name, now.toString(), now.add({ minutes: leaseMinutes }).toString()],
    );
    return claimed.length > 0;
  }

  private async readOne(service: LiveService): Promise<void> {
    const store = new ReadingStore(this.db, service.name);
    try {
      const { download, cursor } = await service.read(this.readingOf(service, store));
      const refused = download ? await this.bringIn(download) : null;
      if (refused !== null) {
        // The same answer would be refused again: the next reading begins anew.
        await store.empty();
        await store.remember(withoutPlan(await store.cursor()));
        throw new ServiceFailed(`what it gave was refused: ${refused}`);
      }
      await this.succeed(service, cursor);
      if (download) this.log.log(`${download.fileName} was taken in.`);
    } catch (error) {
      if (this.stopping.signal.aborted) return this.release(service);
      const { message } = error as Error;
      const isTheirs = error instanceof ServiceFailed;
      await this.fail(service, isTheirs ? message : `a fault of ours (${message})`);
    }
  }

  private readingOf({ name }: LiveService, store: ReadingStore): Reading {
    const startedAt = this.clock.now();
    let renewedAt = startedAt;
    const { signal } = this.stopping;
    return {
      store,
      startedAt: startedAt.toString(),
      ask: async (question) => {
        const now = this.clock.now();
        if (renewedAt.until(now).total('minutes') >= renewAfterMinutes) {
          renewedAt = now;
          await this.db.query('UPDATE register_service SET leased_until = $2 WHERE service = $1', [
            name,
            now.add({ minutes: leaseMinutes }).toString(),
          ]);
        }
        return ask({ ...question, signal }, this.settings.limits);
      },
    };
  }

  private async bringIn(download: Download): Promise<string | null> {
    const folder = await mkdtemp(join(tmpdir(), 'caseload-register-'));
    try {
      return await this.settings.takeIn(download, await download.write(folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async succeed(service: LiveService, cursor: unknown): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const store = new ReadingStore(tx, service.name);
      await store.empty();
      await store.remember(cursor);
      await tx.query(
        `UPDATE register_service
            SET leased_until = NULL, succeeded_at = $2, failed_at = NULL, failure = NULL, next_at = $3
          WHERE service = $1`,
        [service.name, now.toString(), this.next(service, 'well').toString()],
      );
    });
  }

  private async fail(service: LiveService, why: string): Promise<void> {
    this.log.warn(`${service.title} could not be read: ${why}.`);
    await this.db.query(
      `UPDATE register_service SET leased_until = NULL, failed_at = $2, failure = $3, next_at = $4
        WHERE service = $1`,
      [service.name, this.clock.now().toString(), why, this.next(service, 'wrong').toString()],
    );
  }

  /** Stays due, so that the next start goes on with it. */
  private async release({ name }: LiveService): Promise<void> {
    await this.db.query('UPDATE register_service SET leased_until = NULL WHERE service = $1', [
      name,
    ]);
  }

  private next({ name }: LiveService, went: 'well' | 'wrong') {
    return nextReading(name, this.clock.now(), went, this.settings.limits.chance());
  }
}

/** What a complete reading left, without the plan of the one that was refused. */
function withoutPlan(cursor: Record<string, unknown>): Record<string, unknown> {
  const { planned: _planned, next: _next, ...complete } = cursor;
  return complete;
}
