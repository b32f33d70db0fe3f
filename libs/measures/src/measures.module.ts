import { Module } from '@nestjs/common';
import { UsualPace } from './pace/usual-pace.service';

@Module({ providers: [UsualPace], exports: [UsualPace] })
export class MeasuresModule {}
