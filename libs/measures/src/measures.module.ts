import { Module } from '@nestjs/common';
import { CaseFilters } from './case-filters.service';
import { UsualPace } from './pace/usual-pace.service';

@Module({ providers: [CaseFilters, UsualPace], exports: [CaseFilters, UsualPace] })
export class MeasuresModule {}
