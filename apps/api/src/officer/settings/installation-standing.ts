import { readFileSync } from 'node:fs';
import { CONFIG, Database, projectFile, Queues, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type QueueCounts, readQueueCounts } from '../queue/queue-counts';

/** How the service itself does, and what it was set up with. */
export interface InstallationStanding {
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
    @Inject(Queues) private readonly queues: Queues,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  async read(): Promise<InstallationStanding> {
    const [queues, [database]] = await Promise.all([
      readQueueCounts(this.queues).catch(() => null),
      this.db.query<{ version: string }>(
        "SELECT split_part(current_setting('server_version'), ' ', 1) AS version",
      ),
    ]);
    return {
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
