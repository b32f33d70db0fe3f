import { AddressBook } from '@app/cases';
import { casesOfSite } from '@app/measures';
import { Database } from '@app/platform';
import { ContactsService, SitesService } from '@app/providers';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { silenceWords } from '../address/address-words';
import { presentSite } from './site.presenter';

/** One site: what the register says, whom letters go to, and its cases. */
@ApiExcludeController()
@Controller('sites/:locationId')
export class SiteController {
  constructor(
    private readonly sites: SitesService,
    private readonly contacts: ContactsService,
    private readonly book: AddressBook,
    private readonly db: Database,
  ) {}

  @Get()
  async show(
    @Param('locationId') locationId: string,
    @Query('saved') saved: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const site = await this.sites.get(locationId);
    const [contacts, cases] = await Promise.all([
      this.contacts.current([site.locationId]),
      casesOfSite(this.db, site.locationId),
    ]);
    const contact = contacts.get(site.locationId) ?? null;
    const [note] = await this.book.notes(contact ? [contact.email] : []);
    response.render('site/site', {
      ...presentSite(site, contact, cases),
      silent: note?.silences.map(({ why }) => silenceWords[why]) ?? [],
      notice: saved === 'contact' ? 'Letters go to this address from now on.' : null,
    });
  }
}
