import { CasesModule } from '@app/cases';
import { LettersModule } from '@app/letters';
import { OfficersModule } from '@app/officers';
import { ProvidersModule } from '@app/providers';
import { Module } from '@nestjs/common';
import { FindController } from './find/find.controller';
import { HelpController } from './help/help.controller';
import { QueueController } from './queue/queue.controller';
import { InstallationStandings } from './settings/installation-standing';
import { OutsideStandings } from './settings/outside-standing';
import { PeopleStandings } from './settings/people-standing';
import { RulesStandings } from './settings/rules-standing';
import { SettingsController } from './settings/settings.controller';

/** What stands around the officer's work: finding a home, help, settings. */
@Module({
  imports: [CasesModule, LettersModule, OfficersModule, ProvidersModule],
  controllers: [FindController, HelpController, QueueController, SettingsController],
  providers: [InstallationStandings, OutsideStandings, PeopleStandings, RulesStandings],
})
export class ShellPagesModule {}
