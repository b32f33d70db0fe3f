import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
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
export class PlatformModule implements OnApplicationShutdown {
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

  async onApplicationShutdown(): Promise<void> {
    await this.db.close();
  }
}
