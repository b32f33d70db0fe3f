import { CasesModule } from '@app/cases';
import { ProvidersModule } from '@app/providers';
import { Module } from '@nestjs/common';
import { PeopleFormController } from './people-form.controller';

/** The form on which a home names its people, behind a link in a letter. */
@Module({
  imports: [CasesModule, ProvidersModule],
  controllers: [PeopleFormController],
})
export class PeoplePagesModule {}
