import { Module } from '@nestjs/common';
import { ContactsService } from './contacts/contacts.service';
import { ImportRegister } from './register/import-register';
import { RegisterAges } from './services/register-ages.service';
import { ProvidersService } from './sites/providers.service';
import { SitesService } from './sites/sites.service';

const services = [ContactsService, ImportRegister, ProvidersService, RegisterAges, SitesService];

/** Needs `Database`, `Clock` and `Sealer` from a global module. */
@Module({ providers: services, exports: services })
export class ProvidersModule {}
