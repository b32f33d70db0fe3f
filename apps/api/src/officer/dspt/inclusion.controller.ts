import { BadInput, londonDay } from '@app/domain';
import { DsptStandings, type InclusionInput } from '@app/dspt';
import { actorOf, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { SitesService } from '@app/providers';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SayInclusion } from '../../dspt/say-inclusion.service';
import { CurrentOfficer, Needs } from '../../security/access';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { siteDsptHref } from './site-dspt.presenter';

/** What the form holds. */
interface Typed {
  included: string;
  headquartersCode: string;
  reason: string;
}

const answers = [
  { value: 'yes', text: 'Yes, it includes this site' },
  { value: 'no', text: 'No, this site is left out' },
  { value: 'unknown', text: 'It is not known any more' },
] as const;

/** Whether headquarters published for a site too: asked of them, recorded here. */
@ApiExcludeController()
@Needs('register.decide')
@Controller('sites/:locationId/dspt/inclusion')
export class InclusionController {
  constructor(
    private readonly sites: SitesService,
    private readonly standings: DsptStandings,
    private readonly saying: SayInclusion,
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
    const typed: Typed = {
      included: textOf(body, 'included'),
      headquartersCode: textOf(body, 'headquartersCode'),
      reason: textOf(body, 'reason'),
    };
    if (!answers.some(({ value }) => value === typed.included))
      return this.show(locationId, response, typed, [
        { field: 'included', message: 'Say whether headquarters’ DSPT includes this site' },
      ]);
    try {
      const sending = { path: request.path, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        await this.saying.say(locationId, inputOf(typed), actorOf(officer));
        return `${siteDsptHref(locationId)}?saved=inclusion`;
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof BadInput) || error.problems.length === 0) throw error;
      const problems = error.problems.map(({ pointer, message }) => ({
        field: pointer.slice(1),
        message,
      }));
      await this.show(locationId, response, typed, problems);
    }
  }

  private async show(
    locationId: string,
    response: Response,
    typed: Typed | null,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const site = await this.sites.get(locationId);
    const today = londonDay(this.clock.now()).toString();
    const { codes, inclusion } = await this.standings.of(site.locationId, today);
    const known = inclusion === null ? '' : inclusion.included ? 'yes' : 'no';
    const chosen = typed?.included ?? known;
    if (problems.length > 0) response.status(422);
    response.render('dspt/inclusion', {
      section: 'sites',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      href: siteDsptHref(site.locationId),
      site: site.name,
      answers: answers
        .filter(({ value }) => value !== 'unknown' || inclusion !== null)
        .map((answer) => ({ ...answer, checked: answer.value === chosen })),
      includedError: errorOf(problems, 'included'),
      headquartersCode: {
        value: typed?.headquartersCode ?? codes.headquarters ?? '',
        errorMessage: errorOf(problems, 'headquartersCode'),
      },
      reason: {
        value: typed?.reason ?? inclusion?.reason ?? '',
        errorMessage: errorOf(problems, 'reason'),
      },
      formToken: this.tokens.issue(),
    });
  }
}

const inputOf = ({ included, headquartersCode, reason }: Typed): InclusionInput | null =>
  included === 'unknown' ? null : { included: included === 'yes', headquartersCode, reason };
