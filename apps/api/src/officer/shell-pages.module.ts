import { CasesModule } from '@app/cases';
import { LettersModule } from '@app/letters';
import { OfficersModule } from '@app/officers';
import { ProvidersModule } from '@app/providers';
import { Module } from '@nestjs/common';
import { FindController } from './find/find.controller';
import { HelpController } from './help/help.controller';
import { TourReader } from './help/tour.reader';

/** What stands around the officer's work: finding a home, help, settings. */
@Module({
  imports: [CasesModule, LettersModule, OfficersModule, ProvidersModule],
  controllers: [FindController, HelpController],
  providers: [TourReader],
})
export class ShellPagesModule {}
