import { DsptModule } from '@app/dspt';
import { FollowUpsModule } from '@app/follow-ups';
import { letterMaking, LettersModule } from '@app/letters';
import { OfficersModule } from '@app/officers';
import { Clock, CONFIG, Database, Queues, type RunningConfig, Sealer } from '@app/platform';
import { ContactsService, ProvidersModule } from '@app/providers';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { ChangeContact } from './address-book/change-contact.service';
import { AddressBook } from './address-book/address-book.service';
import { AnswerDesk } from './answers/answer-desk.service';
import { CaseLinks } from './answers/case-links.service';
import { LinkAgain } from './answers/link-again.service';
import { StopDesk } from './answers/stop-desk.service';
import { AskAgainService } from './ask-again.service';
import { ActOnCase } from './bulk/act-on-case';
import { BulkActions } from './bulk/bulk-actions.service';
import { BulkReader } from './bulk/bulk-reader.service';
import { BulkBell, bulkQueue } from './bulk/bulk-bell';
import { BulkWork } from './bulk/bulk-work.service';
import { UndoOnCase } from './bulk/undo-on-case';
import { Caseloads } from './caseload/caseloads.service';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { CasesService } from './cases.service';
import { CorrespondenceDesk } from './correspondence/correspondence-desk.service';
import { TakeInMail } from './correspondence/take-in-mail.service';
import { FillWaits } from './fill-waits.service';
import { FireDueService } from './fire-due.service';
import { MailTroubles } from './mail/mail-troubles.service';
import { OpenCaseService } from './open-case.service';
import { Ownership } from './ownership/ownership.service';
import { FormProgressService } from './people-form/form-progress.service';
import { PeopleFormService } from './people-form/people-form.service';
import { PeopleFormDoor } from './people-form/people-form-door';
import { PortalDetailsService } from './people-form/portal-details.service';
import { BacktestService } from './policy/backtest.service';
import { PoliciesService } from './policy/policies.service';
import { PolicyInForce } from './policy/policy-in-force';
import { ErasePerson } from './privacy/erase-person.service';
import { ExportPerson } from './privacy/export-person.service';
import { Holds } from './privacy/holds.service';
import { Retention } from './privacy/retention.service';
import { RightsRequests } from './privacy/rights-requests.service';
import { RecordFactService } from './record-fact.service';
import { BankHolidays } from './registers/bank-holidays/bank-holidays.service';
import { CalendarPublication } from './registers/bank-holidays/calendar-publication';
import { UndoBankHolidays } from './registers/bank-holidays/undo-bank-holidays.service';
import { DsptNews } from './registers/dspt-news.service';
import { HomeLinks } from './registers/home-links.service';
import { ImportBell, importQueue } from './registers/import-bell';
import { NewsReader } from './registers/news-reader.service';
import { RegisterNews } from './registers/register-news.service';
import { UndoImport } from './registers/undo-import.service';
import { TellDspt } from './registers/tell-dspt.service';
import { SendLetterService } from './send-letter/send-letter.service';
import { CasesAsKnown } from './as-known/cases-as-known.service';
import { CallsService } from './calls/calls.service';
import { TasksService } from './tasks.service';
import { DeliverWebhooks } from './webhooks/deliver-webhooks.service';
import { TellOfWebhooks } from './webhooks/tell-of-webhooks.service';
import { Webhooks } from './webhooks/webhooks.service';

const log = new Logger('Cases');

const settings = (
  config: RunningConfig,
  clock: Clock,
  sealer: Sealer,
  contacts: ContactsService,
): CaseSettings => ({
  policies: new PolicyInForce(clock),
  confidential: { sealer, contacts, making: letterMaking(config, sealer) },
  mailLeaves: config.smtpUrl !== undefined,
  onTrouble: (error, { caseId }) =>
    log.error(`Follow-ups of case ${caseId} could not be fired: ${error.message}`, error.stack),
});

const services = [
  ChangeContact,
  SendLetterService,
  AddressBook,
  AskAgainService,
  AnswerDesk,
  BacktestService,
  BankHolidays,
  BulkActions,
  BulkReader,
  BulkWork,
  Caseloads,
  CaseLinks,
  CasesService,
  CorrespondenceDesk,
  DeliverWebhooks,
  ErasePerson,
  ExportPerson,
  FillWaits,
  FireDueService,
  FormProgressService,
  Holds,
  HomeLinks,
  LinkAgain,
  MailTroubles,
  Ownership,
  PeopleFormDoor,
  PeopleFormService,
  PoliciesService,
  PortalDetailsService,
  RegisterNews,
  Retention,
  RightsRequests,
  StopDesk,
  TakeInMail,
  TasksService,
  CallsService,
  CasesAsKnown,
  TellDspt,
  TellOfWebhooks,
  UndoBankHolidays,
  UndoImport,
  Webhooks,
];

@Module({
  imports: [DsptModule, FollowUpsModule, LettersModule, OfficersModule, ProvidersModule],
  providers: [
    {
      provide: CASE_SETTINGS,
      inject: [CONFIG, Clock, Sealer, ContactsService],
      useFactory: settings,
    },
    {
      provide: ImportBell,
      inject: [Queues, Clock],
      useFactory: (queues: Queues, clock: Clock) =>
        new ImportBell(queues.queue(importQueue), clock, (error) => log.warn(error.message)),
    },
    {
      provide: BulkBell,
      inject: [Queues, Clock],
      useFactory: (queues: Queues, clock: Clock) =>
        new BulkBell(queues.queue(bulkQueue), clock, (error) => log.warn(error.message)),
    },
    ActOnCase,
    UndoOnCase,
    DsptNews,
    NewsReader,
    CalendarPublication,
    OpenCaseService,
    RecordFactService,
    ...services,
  ],
  exports: [CASE_SETTINGS, FollowUpsModule, ImportBell, ...services],
})
export class CasesModule implements OnModuleInit {
  constructor(
    private readonly db: Database,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** On an empty database the shipped policy comes into force with the first start. */
  async onModuleInit(): Promise<void> {
    await this.db.transaction((tx) => this.settings.policies.during(tx));
  }
}
