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
import { FetchMail, mailFetching } from './inbound/fetching/fetch-mail';
import { Inbox } from './inbound/inbox';
import { MailLane } from './lane/mail-lane';
import { letterMaking } from './ledger/letter-making';
import { LetterBook } from './reading/letter-book';
import { Wordings } from './wording/wordings.service';

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
    {
      provide: FetchMail,
      inject: [Database, Clock, Sealer, CONFIG],
      useFactory: mailFetching,
    },
    {
      provide: Inbox,
      inject: [Database, Sealer, Clock, FetchMail],
      useFactory: (db: Database, sealer: Sealer, clock: Clock, fetching: FetchMail | null) =>
        new Inbox(db, sealer, clock, fetching),
    },
    LetterBook,
    {
      provide: Wordings,
      inject: [Database, Clock, Sealer, CONFIG],
      useFactory: (db: Database, clock: Clock, sealer: Sealer, config: RunningConfig) =>
        new Wordings(db, clock, letterMaking(config, sealer)),
    },
  ],
  exports: [MailLane, MailTransport, FetchMail, Inbox, LetterBook, Wordings],
})
export class LettersModule implements BeforeApplicationShutdown {
  constructor(
    private readonly lane: MailLane,
    @Inject(FetchMail) private readonly fetching: FetchMail | null,
    @Inject(CONFIG) config: RunningConfig,
  ) {
    armFaultPoint(config.fault);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.fetching?.stop();
    await this.lane.stop();
  }
}
