import { CasesService } from '@app/cases';
import { Conflict, londonDay, Refused } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { SitesService } from '@app/providers';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { dayItems, readDay, typedDay, typedDayOf } from '../forms/day-field';
import { errorList, type FormBody, type FormProblem } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { CurrentOfficer, Needs } from '../../security/access';
import { todayInWords } from '../words/when';

/** Opening a case for a site. */
@ApiExcludeController()
@Needs('cases.write', { site: 'locationId' })
@Controller('sites/:locationId/open-case')
export class OpenCaseController {
  constructor(
    private readonly sites: SitesService,
    private readonly cases: CasesService,
    private readonly clock: Clock,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(@Param('locationId') locationId: string, @Res() response: Response): Promise<void> {
    await this.show(locationId, response, null, []);
  }

  @Post()
  async send(
    @Param('locationId') locationId: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const day = readDay(body, 'on', 'the day the case was opened', londonDay(this.clock.now()));
    if ('problem' in day) return this.show(locationId, response, body, [day.problem]);
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        const opened = await this.cases.open(
          { locationId, officerId: officer.id, on: day.day },
          actorOf(officer),
        );
        return `/cases/${opened.id}?recorded=1`;
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Conflict)) throw error;
      await this.show(locationId, response, body, [{ field: '', message: error.message }]);
    }
  }

  private async show(
    locationId: string,
    response: Response,
    body: FormBody | null,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const site = await this.sites.get(locationId);
    const now = this.clock.now();
    const typed = body ? typedDayOf(body, 'on') : typedDay(londonDay(now));
    if (problems.length > 0) response.status(422);
    response.render('site/open-case', {
      section: 'sites',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      locationId: site.locationId,
      site: site.name,
      today: todayInWords(now),
      day: dayItems(
        typed,
        problems.find((p) => p.field !== ''),
      ),
      formToken: this.tokens.issue(),
    });
  }
}
