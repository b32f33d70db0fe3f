import { CasesModule } from '@app/cases';
import { DsptModule } from '@app/dspt';
import { LettersModule } from '@app/letters';
import { MeasuresModule } from '@app/measures';
import { OfficersModule } from '@app/officers';
import { ProvidersModule } from '@app/providers';
import { Module } from '@nestjs/common';
import { ClassifyStatus } from '../dspt/classify-status.service';
import { SayInclusion } from '../dspt/say-inclusion.service';
import { ForecastReader } from '../forecast/forecast.reader';
import { FirstAnswers } from '../json/first-answers.service';
import { WordingPreviews } from '../wordings/wording-preview.reader';
import { AddressController } from './address/address.controller';
import { NotWrittenToController } from './address/not-written-to.controller';
import { AuditController } from './audit/audit.controller';
import { AnswersController } from './answers/answers.controller';
import { BulkController } from './bulk/bulk.controller';
import { CaseController } from './case/case.controller';
import { CasePeople } from './case/case-people';
import { AsKnownReader } from './case/as-known.reader';
import { CaseReader } from './case/case.reader';
import { LookBack } from './case/look-back';
import { CasesController } from './cases/cases.controller';
import { DashboardPagesController } from './dashboards/dashboards.controller';
import { DashboardsReader } from '../dashboards/dashboards.reader';
import { DuplicatesController } from './duplicates/duplicates.controller';
import { DsptAreaController } from './dspt/area.controller';
import { InclusionController } from './dspt/inclusion.controller';
import { SiteDsptPageController } from './dspt/site-dspt.controller';
import { DsptStatusesController } from './dspt/statuses.controller';
import { ForecastController } from './forecast/forecast.controller';
import { FunderReturnsReader } from '../funder-returns/funder-returns.reader';
import { FunderReturnController } from './funder-return/funder-return.controller';
import { FormTokens } from './forms/form-tokens.service';
import { GroupController } from './group/group.controller';
import { ImportController } from './imports/import.controller';
import { ImportJobsController } from './imports/import-jobs.controller';
import { ImportsController } from './imports/imports.controller';
import { UndoController } from './imports/undo.controller';
import { MailReader } from '../mail/mail.reader';
import { MailController } from './mail/mail.controller';
import { MeasuresReader } from '../measures/measures.reader';
import { AuthoritiesController } from './measures/authorities.controller';
import { MeasuresPageController } from './measures/measures.controller';
import { InboxController, MessageController } from './inbox/inbox.controller';
import { LetterController, MailTrayController } from './mail-tray/mail-tray.controller';
import { OverviewReader } from '../overview/overview.reader';
import { OverviewPageController } from './overview/overview.controller';
import { DraftController } from './policy/draft.controller';
import { PolicyController } from './policy/policy.controller';
import { PolicyNames } from './policy/policy-names';
import { PortalController } from './portal/portal.controller';
import { DecideRow } from '../quarantine/decide-row.service';
import { PersonController } from './privacy/person.controller';
import { PrivacyController } from './privacy/privacy.controller';
import { RequestsController } from './privacy/requests.controller';
import { QuarantinePagesController } from './quarantine/quarantine.controller';
import { RecordFactController } from './record-fact/record-fact.controller';
import { ContactController } from './site/contact.controller';
import { OpenCaseController } from './site/open-case.controller';
import { CorrectController } from './corrections/correct.controller';
import { CorrectionsController } from './corrections/corrections.controller';
import { ProviderController } from './provider/provider.controller';
import { ProviderListController } from './provider/providers.controller';
import { QualityController } from './quality/quality.controller';
import { RegisterPart } from './site/register-part.reader';
import { SiteController } from './site/site.controller';
import { SitesController } from './sites/sites.controller';
import { StalledController } from './stalled/stalled.controller';
import { TaskController } from './task/task.controller';
import { CallsController } from './today/calls.controller';
import { TodayController } from './today/today.controller';
import { ViewsController } from './views/views.controller';
import { WordingController } from './wording/wording.controller';
import { WordingPreviewController } from './wording/wording-preview.controller';
import { WorkshopsPageController } from './workshops/workshops.controller';
import { WriteController } from './write/write.controller';

/** Every page an officer sees after signing in. Needs somebody before it who says who that is. */
@Module({
  imports: [
    CasesModule,
    DsptModule,
    LettersModule,
    MeasuresModule,
    OfficersModule,
    ProvidersModule,
  ],
  controllers: [
    DsptStatusesController,
    DsptAreaController,
    InclusionController,
    SiteDsptPageController,
    AnswersController,
    AuditController,
    TodayController,
    CallsController,
    OverviewPageController,
    FunderReturnController,
    AuthoritiesController,
    MeasuresPageController,
    WorkshopsPageController,
    CasesController,
    StalledController,
    BulkController,
    GroupController,
    CaseController,
    AddressController,
    WriteController,
    NotWrittenToController,
    RecordFactController,
    TaskController,
    SitesController,
    ProviderListController,
    ProviderController,
    QualityController,
    CorrectController,
    CorrectionsController,
    SiteController,
    ContactController,
    OpenCaseController,
    DashboardPagesController,
    DuplicatesController,
    ForecastController,
    MailController,
    MailTrayController,
    LetterController,
    InboxController,
    MessageController,
    ImportsController,
    ImportJobsController,
    ImportController,
    UndoController,
    WordingPreviewController,
    WordingController,
    ViewsController,
    DraftController,
    PolicyController,
    PortalController,
    QuarantinePagesController,
    PersonController,
    PrivacyController,
    RequestsController,
  ],
  providers: [
    DecideRow,
    RegisterPart,
    ClassifyStatus,
    SayInclusion,
    WordingPreviews,
    PolicyNames,
    CasePeople,
    CaseReader,
    AsKnownReader,
    LookBack,
    FirstAnswers,
    DashboardsReader,
    FormTokens,
    ForecastReader,
    FunderReturnsReader,
    MailReader,
    MeasuresReader,
    OverviewReader,
  ],
})
export class OfficerPagesModule {}
