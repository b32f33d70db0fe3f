import { CasesModule } from '@app/cases';
import { LettersModule } from '@app/letters';
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AnswerBellJob } from './jobs/answer-bell.job';
import { SendLettersJob } from './jobs/send-letters.job';
import { SweepJob } from './jobs/sweep.job';
import { Schedule } from './schedule';

/** What the queue process does: answer bells, send letters, sweep. */
@Module({
  imports: [ScheduleModule.forRoot(), CasesModule, LettersModule],
  providers: [AnswerBellJob, SendLettersJob, SweepJob, Schedule],
  exports: [AnswerBellJob, SendLettersJob, SweepJob],
})
export class WorkerModule {}
