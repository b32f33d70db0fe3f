import { MeasuresModule } from '@app/measures';
import { Module } from '@nestjs/common';
import { MorningLetterController } from './morning-letter.controller';

/** Where an officer chooses when the morning letter comes. */
@Module({ imports: [MeasuresModule], controllers: [MorningLetterController] })
export class MorningLetterModule {}
