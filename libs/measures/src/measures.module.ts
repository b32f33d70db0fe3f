import { CasesModule } from '@app/cases';
import { DsptModule } from '@app/dspt';
import { LettersModule } from '@app/letters';
import { Module } from '@nestjs/common';
import { CaseFilters } from './case-filters.service';
import { Dashboards } from './dashboards/dashboards.service';
import { FunderReturns } from './funder-return/funder-returns.service';
import { AuthorityChanges } from './monthly/authority-changes.service';
import { MonthlySnapshots } from './monthly/monthly-snapshots.service';
import { MorningLetters } from './morning-letter/morning-letters.service';
import { PresentMeasures } from './monthly/present-measures.service';
import { UsualPace } from './pace/usual-pace.service';
import { SavedViews } from './views/saved-views.service';
import { Workshops } from './workshops/workshops.service';

const services = [
  AuthorityChanges,
  CaseFilters,
  Dashboards,
  FunderReturns,
  MonthlySnapshots,
  PresentMeasures,
  MorningLetters,
  SavedViews,
  UsualPace,
  Workshops,
];

@Module({
  imports: [CasesModule, DsptModule, LettersModule],
  providers: services,
  exports: services,
})
export class MeasuresModule {}
