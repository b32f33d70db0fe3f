import { Module } from '@nestjs/common';
import { ContactsService } from './contacts/contacts.service';
import { QualityReports } from './quality/quality-report.service';
import { ImportChanges } from './register/changes/read-changes';
import { Corrections } from './register/corrections/corrections.service';
import { Provenance } from './register/corrections/provenance.service';
import { ImportJobs } from './register/jobs/import-jobs.service';
import { Imports } from './register/imports.service';
import { OTHER_KINDS, type OtherKinds } from './register/other-kinds';
import { Quarantine } from './register/quarantine/quarantine.service';
import { RegisterAges } from './services/register-ages.service';
import { ProvidersService } from './sites/providers.service';
import { SiteHistory } from './sites/site-history.service';
import { SitesService } from './sites/sites.service';

const services = [
  ContactsService,
  Corrections,
  ImportChanges,
  ImportJobs,
  Imports,
  Provenance,
  ProvidersService,
  QualityReports,
  Quarantine,
  RegisterAges,
  SiteHistory,
  SitesService,
];

/** Needs `Database`, `Clock` and `Sealer` from a global module. */
@Module({
  providers: [...services, { provide: OTHER_KINDS, useFactory: (): OtherKinds => new Map() }],
  exports: [...services, OTHER_KINDS],
})
export class ProvidersModule {}
