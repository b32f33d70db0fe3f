import { readFileSync } from 'node:fs';
import type { Freshness } from '@app/domain';
import { LetterBook, type MailHalt } from '@app/letters';
import { CONFIG, Database, projectFile, Queues, type RunningConfig } from '@app/platform';
import { RegisterAges } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';
import { type QueueCounts, readQueueCounts } from '../queue/queue-counts';

/** How the service itself does, and what it was set up with. */
export interface InstallationStanding {
  registers: Freshness[];
  /** Live services of registers whose last reading failed. */
  failingServices: string[];
  mailHalt: MailHalt | null;
  /** Null while the queue cannot be reached. */
  queues: QueueCounts[] | null;
  queueBackend: string;
  /** “18.1” */
  postgres: string;
  version: string;
  config: RunningConfig;
}

@Injectable()
export class InstallationStandings {
  constructor(
    private readonly db: Database,
    private readonly ages: RegisterAges,
    private readonly book: LetterBook,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  async read(): Promise<InstallationStanding> {
    const [registers, services, mailHalt, queues, [database]] = await Promise.all([
      this.ages.freshness(),
      this.ages.services(),
      this.book.halted(),
      readQueueCounts(this.queues).catch(() => null),
      this.db.query<{ version: string }>(
        "SELECT split_part(current_setting('server_version'), ' ', 1) AS version",
      ),
    ]);
    return {
      registers,
      failingServices: services.filter(({ failure }) => failure).map(({ service }) => service),
      mailHalt,
      queues,
      queueBackend: this.queues.backend,
      postgres: database?.version ?? '',
      version: programVersion(),
      config: this.config,
    };
  }
}

let version: string | undefined;

/** As package.json says. */
function programVersion(): string {
  version ??= (JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { version: string })
    .version;
  return version;
}
