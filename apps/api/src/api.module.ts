import { CasesModule } from '@app/cases';
import { DsptModule } from '@app/dspt';
import { LettersModule } from '@app/letters';
import { MeasuresModule } from '@app/measures';
import { OfficersModule } from '@app/officers';
import { type Clock, PlatformModule, type RunningConfig } from '@app/platform';
import { ProvidersModule } from '@app/providers';
import { type DynamicModule, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { PeoplePagesModule } from './answer/people/people-pages.module';
import { AnswerPagesModule } from './answer/answer-pages.module';
import { CalendarModule } from './calendar/calendar.module';
import { BulkApiController } from './bulk/bulk.controller';
import { CasePartsController } from './cases/case-parts.controller';
import { CasesController } from './cases/cases.controller';
import { FactsController } from './cases/facts.controller';
import { SendLetterController } from './cases/send-letter.controller';
import { CaseThenReader } from './cases/case-then.reader';
import { StalledSummaryController } from './cases/stalled-summary.controller';
import { StandingReader } from './cases/standing.reader';
import { TasksController } from './cases/tasks.controller';
import { CallsController } from './cases/calls.controller';
import { ApiDocument, DocsController } from './docs/docs.controller';
import { FreshnessController } from './freshness/freshness.controller';
import { ClassifyStatus } from './dspt/classify-status.service';
import { DsptController } from './dspt/dspt.controller';
import { SayInclusion } from './dspt/say-inclusion.service';
import { SiteDsptController } from './dspt/site-dspt.controller';
import { ExportsModule } from './exports/exports.module';
import { ForecastController } from './forecast/forecast.controller';
import { ForecastReader } from './forecast/forecast.reader';
import { FunderReturnsController } from './funder-returns/funder-returns.controller';
import { FunderReturnsReader } from './funder-returns/funder-returns.reader';
import { HealthModule } from './health/health.module';
import { CloseConnections } from './http/close-connections.service';
import { HomeLinksController } from './home-links/home-links.controller';
import { ImportJobsController } from './imports/import-jobs.controller';
import { ImportsController } from './imports/imports.controller';
import { UndoImportController } from './imports/undo-import.controller';
import { InboundController } from './inbound/inbound.controller';
import { FirstAnswers } from './json/first-answers.service';
import { IdempotencyInterceptor } from './json/idempotency.interceptor';
import { MailApiController } from './mail/mail.controller';
import { MailReader } from './mail/mail.reader';
import { MeasuresController } from './measures/measures.controller';
import { MeasuresReader } from './measures/measures.reader';
import { MetricsModule } from './metrics/metrics.module';
import { OfficerPagesModule } from './officer/officer-pages.module';
import { MorningLetterModule } from './officer/morning-letter/morning-letter.module';
import { OfficersPagesModule } from './officer/officers/officers-pages.module';
import { ShellPagesModule } from './officer/shell-pages.module';
import { AbsencesApiController } from './officers/absences.controller';
import { OfficersController } from './officers/officers.controller';
import { OverviewController } from './overview/overview.controller';
import { OverviewReader } from './overview/overview.reader';
import { PoliciesController } from './policies/policies.controller';
import { badInput } from './problems/input-problems';
import { ProblemFilter } from './problems/problem.filter';
import { ProvidersController } from './providers/providers.controller';
import { DashboardsController } from './dashboards/dashboards.controller';
import { DashboardsReader } from './dashboards/dashboards.reader';
import { DecideRow } from './quarantine/decide-row.service';
import { QuarantineController } from './quarantine/quarantine.controller';
import { readControllers } from './read/read-controllers';
import { ReadMeasuresController } from './read/read-measures.controller';
import { RefuseSecretsGuard } from './secrets/refuse-secrets.guard';
import { AuditApiController } from './audit/audit.controller';
import { AccessGuard } from './security/access.guard';
import { ExportLimitGuard } from './security/heavy-work';
import { ReadingsInterceptor } from './security/readings.interceptor';
import { OidcModule } from './sign-in/oidc/oidc.module';
import { SignInModule } from './sign-in/sign-in.module';
import { SavedViewsController } from './saved-views/saved-views.controller';
import { SimulationRunner } from './simulations/simulation-runner.service';
import { SimulationsController } from './simulations/simulations.controller';
import { CorrectionsApiController } from './corrections/corrections.controller';
import { SiteValuesController } from './corrections/site-values.controller';
import { QualityApiController } from './quality/quality.controller';
import { SitesController } from './sites/sites.controller';
import { TodayController } from './today/today.controller';
import { WebhooksModule } from './webhooks/webhooks.module';
import { WellKnownController } from './well-known/well-known.controller';
import { WordingPreviews } from './wordings/wording-preview.reader';
import { WordingsController } from './wordings/wordings.controller';
import { WorkshopsController } from './workshops/workshops.controller';

/** What the HTTP process is made of. */
export interface ApiParts {
  config: RunningConfig;
  /** The computer's own unless given. */
  clock?: Clock;
  /** Shows a sign-in link where there is no mail server; on standard error unless given. */
  showSignInLink?: (line: string) => void;
}

const toStandardError = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** The JSON API, one controller a topic. Routes are tried in order: what is asked most stands first. */
const api = [
  TodayController,
  BulkApiController,
  CasePartsController,
  CasesController,
  SavedViewsController,
  StalledSummaryController,
  DsptController,
  FactsController,
  ForecastController,
  FreshnessController,
  FunderReturnsController,
  HomeLinksController,
  ImportJobsController,
  ImportsController,
  InboundController,
  MailApiController,
  AbsencesApiController,
  OfficersController,
  OverviewController,
  PoliciesController,
  ProvidersController,
  ...readControllers,
  ReadMeasuresController,
  QuarantineController,
  SendLetterController,
  SimulationsController,
  SiteDsptController,
  SitesController,
  SiteValuesController,
  CorrectionsApiController,
  QualityApiController,
  TasksController,
  CallsController,
  UndoImportController,
  AuditApiController,
  WordingsController,
  WorkshopsController,
  DashboardsController,
  // Its address of one measure would take those of other counts under `measures`.
  MeasuresController,
];

@Module({})
export class ApiModule {
  static with({ config, clock, showSignInLink = toStandardError }: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(config, clock),
        AnswerPagesModule,
        CasesModule,
        DsptModule,
        LettersModule,
        MeasuresModule,
        OfficersModule,
        ProvidersModule,
        ExportsModule,
        HealthModule,
        MetricsModule,
        OfficerPagesModule,
        OfficersPagesModule,
        OidcModule,
        PeoplePagesModule,
        WebhooksModule,
        CalendarModule,
        MorningLetterModule,
        ShellPagesModule,
        SignInModule.with(showSignInLink),
      ],
      controllers: [DocsController, WellKnownController, ...api],
      providers: [
        ApiDocument,
        ClassifyStatus,
        CloseConnections,
        DashboardsReader,
        DecideRow,
        FirstAnswers,
        ForecastReader,
        FunderReturnsReader,
        MailReader,
        MeasuresReader,
        OverviewReader,
        SayInclusion,
        SimulationRunner,
        StandingReader,
        CaseThenReader,
        WordingPreviews,
        // In the order in which a request meets them.
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RefuseSecretsGuard },
        { provide: APP_GUARD, useClass: ExportLimitGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ReadingsInterceptor },
        {
          provide: APP_PIPE,
          useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: badInput }),
        },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
