import { ChangeContact } from '@app/cases';
import type { Officer } from '@app/officers';
import { BadInput } from '@app/domain';
import { ContactsService, SitesService } from '@app/providers';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { CurrentOfficer, Needs } from '../../security/access';

/** Whom the letters about a site go to. */
@ApiExcludeController()
@Needs('cases.write', { site: 'locationId' })
@Controller('sites/:locationId/contact')
export class ContactController {
  constructor(
    private readonly sites: SitesService,
    private readonly contacts: ContactsService,
    private readonly changing: ChangeContact,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(@Param('locationId') locationId: string, @Res() response: Response): Promise<void> {
    const contact = (await this.contacts.current([locationId])).get(locationId);
    await this.show(
      locationId,
      response,
      { name: contact?.name ?? '', email: contact?.email ?? '' },
      [],
    );
  }

  @Post()
  async send(
    @Param('locationId') locationId: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    const person = { name: textOf(body, 'name'), email: textOf(body, 'email') };
    try {
      const location = await this.tokens.once(sending, async () => {
        await this.changing.set(locationId, person);
        return `/sites/${encodeURIComponent(locationId)}?saved=contact`;
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof BadInput) || error.problems.length === 0) throw error;
      response.status(422);
      const problems = error.problems.map((p) => ({
        field: p.pointer.slice(1),
        message: p.message,
      }));
      await this.show(locationId, response, person, problems);
    }
  }

  private async show(
    locationId: string,
    response: Response,
    values: { name: string; email: string },
    problems: readonly FormProblem[],
  ): Promise<void> {
    const site = await this.sites.get(locationId);
    response.render('site/contact', {
      section: 'sites',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      locationId: site.locationId,
      site: site.name,
      name: { value: values.name, errorMessage: errorOf(problems, 'name') },
      email: { value: values.email, errorMessage: errorOf(problems, 'email') },
      formToken: this.tokens.issue(),
    });
  }
}
