import { BadInput, NotFound, Refused } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Corrections, correctableFields, Provenance, SitesService } from '@app/providers';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { savedHref } from '../site/site.presenter';
import { fieldWords, valueInWords } from '../words/register-words';
import { fieldType, typedOf, valueTyped } from './read-correction-form';

interface Typed {
  value: string;
  reason: string;
}

/** Putting one value of a site right. */
@ApiExcludeController()
@Needs('register.decide')
@Controller('sites/:locationId/correct/:field')
export class CorrectController {
  constructor(
    private readonly sites: SitesService,
    private readonly provenance: Provenance,
    private readonly corrections: Corrections,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(
    @Param('locationId') locationId: string,
    @Param('field') field: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(locationId, field, response, null, []);
  }

  @Post()
  async send(
    @Param('locationId') locationId: string,
    @Param('field') field: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const type = typeOf(field);
    const reason = textOf(body, 'reason');
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        const value = valueTyped(body, type);
        await this.corrections.correct(locationId, field, value, reason, actorOf(officer));
        return savedHref(locationId, 'corrected');
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof BadInput)) throw error;
      const place = error instanceof Refused && error.code === 'no-reason' ? 'reason' : 'value';
      const typed = { value: textOf(body, 'value'), reason };
      await this.show(locationId, field, response, typed, [
        { field: place, message: error.message },
      ]);
    }
  }

  private async show(
    locationId: string,
    field: string,
    response: Response,
    typed: Typed | null,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const type = typeOf(field);
    const site = await this.sites.get(locationId);
    const origins = await this.provenance.of(site.locationId);
    const present = origins.find((origin) => origin.field === field)?.value ?? null;
    if (problems.length > 0) response.status(422);
    response.render('corrections/correct', {
      section: 'sites',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      locationId: site.locationId,
      site: site.name,
      field,
      fieldName: fieldWords(field),
      present: valueInWords(present, field),
      type,
      value: { value: typed?.value ?? typedOf(present), errorMessage: errorOf(problems, 'value') },
      reason: { value: typed?.reason ?? '', errorMessage: errorOf(problems, 'reason') },
      formToken: this.tokens.issue(),
    });
  }
}

function typeOf(field: string): NonNullable<ReturnType<typeof fieldType>> {
  const type = fieldType(field);
  if (type && (correctableFields as readonly string[]).includes(field)) return type;
  throw new NotFound('no-such-field', 'Sites have no such value that can be corrected here.');
}
