import { FollowUpsModule } from '@app/follow-ups';
import { CONFIG, messageDomain, type RunningConfig } from '@app/platform';
import { ProvidersModule } from '@app/providers';
import { Logger, Module } from '@nestjs/common';
import { AuditService } from './audit.service';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { CasesService } from './cases.service';
import { shippedClockSettings } from './clock-settings';
import { FireDueService } from './fire-due.service';
import { OpenCaseService } from './open-case.service';
import { RecordFactService } from './record-fact.service';
import { TasksService } from './tasks.service';

const log = new Logger('Cases');

const settings = (config: RunningConfig): CaseSettings => ({
  clocks: shippedClockSettings(),
  mailDomain: messageDomain(config),
  onTrouble: (error, { caseId }) =>
    log.error(`Follow-ups of case ${caseId} could not be fired: ${error.message}`, error.stack),
});

const services = [AuditService, CasesService, FireDueService, TasksService];

@Module({
  imports: [FollowUpsModule, ProvidersModule],
  providers: [
    { provide: CASE_SETTINGS, inject: [CONFIG], useFactory: settings },
    OpenCaseService,
    RecordFactService,
    ...services,
  ],
  exports: [CASE_SETTINGS, FollowUpsModule, ...services],
})
export class CasesModule {}
