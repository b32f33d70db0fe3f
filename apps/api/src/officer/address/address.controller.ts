import { AddressBook } from '@app/cases';
import { NotFound } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { ContactsService, SitesService } from '@app/providers';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { caseIdPipe } from '../case/case.controller';
import { CasePeople } from '../case/case-people';
import { CaseReader } from '../case/case.reader';
import { peopleOfCase } from '../case/people-of-case';
import type { FormBody } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { maskedEmail } from '../words/masked';
import { type AddressAttempt, type AddressOf, presentAddress } from './address.presenter';
import { readAddressForm } from './read-address-form';

const untouched: AddressAttempt = { body: {}, problems: [], sent: false };

/** What is noted of an address: that of a site's contact, or of one of the people of a case. */
@ApiExcludeController()
@Controller()
export class AddressController {
  constructor(
    private readonly book: AddressBook,
    private readonly sites: SitesService,
    private readonly contacts: ContactsService,
    private readonly reader: CaseReader,
    private readonly people: CasePeople,
    private readonly clock: Clock,
    private readonly tokens: FormTokens,
  ) {}

  @Needs('mail.read', { site: 'locationId' })
  @Get('sites/:locationId/address')
  async ofSite(@Param('locationId') locationId: string, @Res() response: Response): Promise<void> {
    await this.show(await this.siteAddress(locationId), response, untouched);
  }

  @Needs('mail.decide', { site: 'locationId' })
  @Post('sites/:locationId/address')
  async silenceSite(
    @Param('locationId') locationId: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.send(await this.siteAddress(locationId), body, officer, request, response);
  }

  @Needs('mail.read', { case: 'id' })
  @Get('cases/:id/people/:ref/address')
  async ofPerson(
    @Param('id', caseIdPipe) caseId: string,
    @Param('ref') ref: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(await this.personAddress(caseId, ref), response, untouched);
  }

  @Needs('mail.decide', { case: 'id' })
  @Post('cases/:id/people/:ref/address')
  async silencePerson(
    @Param('id', caseIdPipe) caseId: string,
    @Param('ref') ref: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.send(await this.personAddress(caseId, ref), body, officer, request, response);
  }

  private async siteAddress(locationId: string): Promise<AddressOf> {
    const site = await this.sites.get(locationId);
    const contact = (await this.contacts.current([site.locationId])).get(site.locationId);
    if (!contact) throw noAddress();
    const href = `/sites/${encodeURIComponent(site.locationId)}`;
    return {
      reader: contact.name ?? `the manager of ${site.name}`,
      address: contact.email,
      shownAddress: contact.email,
      section: 'sites',
      action: `${href}/address`,
      back: { href, text: site.name },
    };
  }

  private async personAddress(caseId: string, ref: string): Promise<AddressOf> {
    const view = await this.reader.read(caseId);
    const person = peopleOfCase(view).find((one) => one.ref === ref);
    if (!person?.named?.email) throw noAddress();
    const href = `/cases/${caseId}`;
    return {
      reader: person.name,
      address: person.named.email,
      shownAddress: maskedEmail(person.named.email),
      section: 'cases',
      action: `${href}/people/${encodeURIComponent(ref)}/address`,
      back: { href, text: view.site.name },
    };
  }

  private async send(
    of: AddressOf,
    body: FormBody,
    officer: Officer,
    request: Request,
    response: Response,
  ): Promise<void> {
    const read = readAddressForm(body, this.clock.now());
    if ('problems' in read) {
      response.status(422);
      return this.show(of, response, { body, problems: read.problems, sent: true });
    }
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      await this.book.silence(of.address, read.told, actorOf(officer));
      return of.action;
    });
    response.redirect(303, location);
  }

  private async show(of: AddressOf, response: Response, attempt: AddressAttempt): Promise<void> {
    const now = this.clock.now();
    const [note] = await this.book.notes([of.address]);
    if (!note) throw noAddress();
    const officers = await this.people.officers();
    response.render('address/address', {
      ...presentAddress(of, note, officers, now, attempt),
      formToken: this.tokens.issue(),
    });
  }
}

const noAddress = (): NotFound =>
  new NotFound('no-address', 'No email address is recorded here; add one first.');
