import {
  armFaultPoint,
  Clock,
  CONFIG,
  Database,
  MailTransport,
  mailTransport,
  type RunningConfig,
  Sealer,
} from '@app/platform';
import { type BeforeApplicationShutdown, Inject, Module } from '@nestjs/common';
import { MailLane } from './lane/mail-lane';
import { LetterBook } from './reading/letter-book';

/** Writing, sending and reading letters. Stops sending before the database goes. */
@Module({
  providers: [
    { provide: MailTransport, inject: [CONFIG], useFactory: mailTransport },
    {
      provide: MailLane,
      inject: [Database, Clock, Sealer, MailTransport, CONFIG],
      useFactory: (
        db: Database,
        clock: Clock,
        sealer: Sealer,
        transport: MailTransport,
        { mailPerMinute: perMinute }: RunningConfig,
      ) => new MailLane(db, clock, sealer, transport, { perMinute }),
    },
    LetterBook,
  ],
  exports: [MailLane, MailTransport, LetterBook],
})
export class LettersModule implements BeforeApplicationShutdown {
  constructor(
    private readonly lane: MailLane,
    @Inject(CONFIG) config: RunningConfig,
  ) {
    armFaultPoint(config.fault);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.lane.stop();
  }
}
