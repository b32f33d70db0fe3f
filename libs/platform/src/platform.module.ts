import {
  type DynamicModule,
  Global,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock, clockOf } from './clock';
import type { RunningConfig } from './config';
import { Database } from './database';
import { openKeys, Sealer } from './encryption';

/** Injection token for the `RunningConfig` this process was started with. */
export const CONFIG = Symbol('configuration');

/**
 * What every part stands on: the configuration (`CONFIG`), `Clock`, `Database` and `Sealer`, for all
 * modules of one application. The database's connections are closed last, when the others are done.
 */
@Global()
@Module({})
export class PlatformModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Database');

  constructor(private readonly db: Database) {}

  static forRoot(config: RunningConfig, clock: Clock = clockOf(config)): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Database, useFactory: () => new Database(config.databaseUrl) },
        { provide: Sealer, inject: [Database], useFactory: (db: Database) => openKeys(db, config) },
      ],
      exports: [CONFIG, Clock, Database, Sealer],
    };
  }

  /** Says so once where less than usual keeps facts and the audit from being changed. */
  async onApplicationBootstrap(): Promise<void> {
    const isGuarded = await this.db.worksUnderAppRole().catch(() => true);
    if (!isGuarded)
      this.log.warn(
        'The owner of the database may not make roles, so triggers alone keep the audit from being ' +
          'changed: run CREATE ROLE caseload_app; GRANT caseload_app TO the owner, and see docs/audit.md.',
      );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.db.close();
  }
}
