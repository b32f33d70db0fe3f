import { CasesModule } from '@app/cases';
import { LettersModule } from '@app/letters';
import { MeasuresModule } from '@app/measures';
import { NightAudit } from '@app/night-audit';
import { Clock, Database, Sealer } from '@app/platform';
import { ProvidersModule } from '@app/providers';
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AnswerBellJob } from './jobs/answer-bell.job';
import { BulkJob } from './jobs/bulk.job';
import { FetchMailJob } from './jobs/fetch-mail.job';
import { ImportFilesJob } from './jobs/import-files.job';
import { KeepHistoriesJob } from './jobs/keep-histories.job';
import { KeepMonthsJob } from './jobs/keep-months.job';
import { NightAuditJob } from './jobs/night-audit.job';
import { ReadServicesJob } from './jobs/read-services.job';
import { RetentionJob } from './jobs/retention.job';
import { ReviewQualityJob } from './jobs/review-quality.job';
import { SendLettersJob } from './jobs/send-letters.job';
import { SendMorningLettersJob } from './jobs/send-morning-letters.job';
import { SendWebhooksJob } from './jobs/send-webhooks.job';
import { SweepJob } from './jobs/sweep.job';
import { Schedule } from './schedule';
import { SealTexts } from './seal-texts';

/** What the queue process does: answer bells, send and fetch mail, sweep. */
@Module({
  imports: [ScheduleModule.forRoot(), CasesModule, LettersModule, MeasuresModule, ProvidersModule],
  providers: [
    AnswerBellJob,
    BulkJob,
    SendLettersJob,
    SendMorningLettersJob,
    SendWebhooksJob,
    SweepJob,
    FetchMailJob,
    ImportFilesJob,
    KeepHistoriesJob,
    KeepMonthsJob,
    NightAuditJob,
    ReadServicesJob,
    RetentionJob,
    ReviewQualityJob,
    {
      provide: NightAudit,
      inject: [Database, Clock, Sealer],
      useFactory: (db: Database, clock: Clock, sealer: Sealer) => new NightAudit(db, clock, sealer),
    },
    Schedule,
    SealTexts,
  ],
  exports: [AnswerBellJob, ImportFilesJob, SendLettersJob, SweepJob],
})
export class WorkerModule {}
