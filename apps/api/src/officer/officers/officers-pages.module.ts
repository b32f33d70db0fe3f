import { CasesModule } from '@app/cases';
import { OfficersModule } from '@app/officers';
import { Module } from '@nestjs/common';
import { TokensController } from '../../account/tokens.controller';
import { FirstAnswers } from '../../json/first-answers.service';
import { AbsencesController } from '../absences/absences.controller';
import { FormTokens } from '../forms/form-tokens.service';
import { LeavingController } from './leaving.controller';
import { OfficerController } from './officer.controller';
import { OfficerPage } from './officer-page.reader';
import { OfficersPagesController } from './officers.controller';
import { TeamsController } from './teams.controller';

/** The pages about officers: who works here, who is away, and the programs that act for them. */
@Module({
  imports: [CasesModule, OfficersModule],
  // Pages with names of their own stand before the one that takes any name for an officer's id.
  controllers: [
    OfficersPagesController,
    LeavingController,
    OfficerController,
    TeamsController,
    AbsencesController,
    TokensController,
  ],
  providers: [FirstAnswers, FormTokens, OfficerPage],
})
export class OfficersPagesModule {}
