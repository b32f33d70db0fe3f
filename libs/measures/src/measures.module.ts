import { Module } from '@nestjs/common';
import { CaseFilters } from './case-filters.service';
import { UsualPace } from './pace/usual-pace.service';
import { SavedViews } from './views/saved-views.service';

const services = [CaseFilters, SavedViews, UsualPace];

@Module({ providers: services, exports: services })
export class MeasuresModule {}
