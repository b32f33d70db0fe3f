import { AddressBook, HomeLinks, Ownership } from '@app/cases';
import { londonDay, type Scope } from '@app/domain';
import { DsptStandings } from '@app/dspt';
import { casesOfSite } from '@app/measures';
import { Clock, Database } from '@app/platform';
import { ContactsService, SitesService } from '@app/providers';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { silenceWords } from '../address/address-words';
import { presentDsptSection } from '../dspt/site-dspt.presenter';
import { FormTokens } from '../forms/form-tokens.service';
import { presentHome } from './home.presenter';
import { RegisterPart } from './register-part.reader';
import { presentSite } from './site.presenter';
import { CurrentScope, Needs } from '../../security/access';
import { ShowsDetails } from '../../security/readings';
import { noticeOf } from '../../views/notice';

const notices: Readonly<Record<string, string>> = {
  contact: 'Letters go to this address from now on.',
  corrected: 'The value is put right. It stays until the register says something new.',
  decided: 'Decided: the register shows it now.',
};

/** One site: what the register says, whom letters go to, and its cases. */
@ApiExcludeController()
@Needs('register.read')
@Controller('sites/:locationId')
export class SiteController {
  constructor(
    private readonly sites: SitesService,
    private readonly contacts: ContactsService,
    private readonly book: AddressBook,
    private readonly standings: DsptStandings,
    private readonly homes: HomeLinks,
    private readonly register: RegisterPart,
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly tokens: FormTokens,
    private readonly ownership: Ownership,
  ) {}

  @ShowsDetails({ site: 'locationId' })
  @Get()
  async show(
    @Param('locationId') locationId: string,
    @Query('saved') saved: unknown,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const site = await this.sites.get(locationId);
    const [isTheirs, contacts, cases, standing, home, register] = await Promise.all([
      this.ownership.mayTouch(scope, 'site', site.locationId),
      this.contacts.current([site.locationId]),
      casesOfSite(this.db, site.locationId, scope),
      this.standings.of(site.locationId, londonDay(this.clock.now()).toString()),
      this.homes.home(site.locationId, scope),
      this.register.of(site),
    ]);
    // Whom letters go to belongs to the open case, and so to those who see it.
    const contact = (isTheirs && contacts.get(site.locationId)) || null;
    const [note] = await this.book.notes(contact ? [contact.email] : []);
    response.render('site/site', {
      isTheirs,
      ...presentSite(site, contact, cases),
      ...register,
      home: presentHome(home),
      dspt: presentDsptSection(site.locationId, standing),
      silent: note?.silences.map(({ why }) => silenceWords[why]) ?? [],
      notice: noticeOf(notices, saved),
      formToken: this.tokens.issue(),
    });
  }
}
