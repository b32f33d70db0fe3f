import { createReadStream } from 'node:fs';
import { RegisterNews } from '@app/cases';
import { CONFIG, Clock, Database, type RunningConfig } from '@app/platform';
import { type Download, ImportJobs, Imports, liveServices, ReadServices } from '@app/providers';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';

/** These give what changed, not all there is: fewer than last time is what is expected. */
const incremental = new Set(['cqc', 'ods']);

/** One answer may take this long, and no register's comes near this size. */
const limits = { answerMs: 60_000, mostBytes: 100 * 1024 * 1024, chance: Math.random };

/** Reads the live services that are due and takes what they give into the registers. */
@Injectable()
export class ReadServicesJob implements OnModuleDestroy {
  private readonly services: ReadServices;
  private running: Promise<void> | null = null;

  constructor(
    db: Database,
    clock: Clock,
    private readonly imports: Imports,
    private readonly jobs: ImportJobs,
    private readonly news: RegisterNews,
    @Inject(CONFIG) config: RunningConfig,
  ) {
    this.services = new ReadServices(db, clock, {
      services: liveServices(config.liveServices, db),
      takeIn: (download, path) => this.takeIn(download, path),
      limits,
    });
  }

  /** A call while a reading is under way does nothing: the next minute brings another. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = this.services.run();
    try {
      await this.running;
    } finally {
      this.running = null;
    }
  }

  /** Breaks a reading off; the next start goes on with it. */
  async onModuleDestroy(): Promise<void> {
    this.services.stop();
    await this.running?.catch(() => undefined);
  }

  private async takeIn(download: Download, path: string): Promise<string | null> {
    const { kind, fileName, asOf } = download;
    // New bank holidays move dates of open cases: a person sees which before it happens.
    if (kind === 'bank-holidays') return this.keepForApproval(download, path);
    const { refused } = await this.imports.run({
      kind,
      path,
      fileName,
      actor: 'system',
      partial: incremental.has(kind),
      ...(asOf ? { asOf } : {}),
    });
    if (refused) return refused.message;
    await this.news.tell();
    return null;
  }

  private async keepForApproval({ kind, fileName }: Download, path: string): Promise<null> {
    await this.jobs.receive(createReadStream(path), { kind, fileName, actor: 'system' });
    return null;
  }
}
