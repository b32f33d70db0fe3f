import { Clock, CONFIG, Database, Queues, type RunningConfig } from '@app/platform';
import {
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { bellQueue } from './bell';
import { BellSetter, Bells } from './bells.service';

const log = new Logger('Queue');
const onTrouble = (error: Error): void => log.warn(error.message);

/** The queue and the bells set on it; closes both when the process stops. */
@Module({
  providers: [
    {
      provide: Queues,
      inject: [CONFIG],
      useFactory: (config: RunningConfig) =>
        new Queues(config.databaseUrl, config.redisUrl, onTrouble),
    },
    {
      provide: Bells,
      inject: [Queues, Database, Clock, CONFIG],
      useFactory: (queues: Queues, db: Database, clock: Clock, config: RunningConfig) =>
        new Bells(queues.queue(bellQueue), db, clock, config.horizonHours, onTrouble),
    },
    { provide: BellSetter, useExisting: Bells },
  ],
  exports: [Queues, Bells, BellSetter],
})
export class FollowUpsModule implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(Queues) private readonly queues: Queues) {}

  async onModuleInit(): Promise<void> {
    await this.queues.ready();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queues.close();
  }
}
