import { Conflict, NotFound } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Corrections } from '@app/providers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { caseIdPipe } from '../case/case.controller';
import { CasePeople } from '../case/case-people';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { questionOf } from '../site/values.presenter';
import { siteHref } from '../sites/site-row';

/** Where people's corrections stand against what the register says since. */
@ApiExcludeController()
@Needs('register.read')
@Controller('corrections')
export class CorrectionsController {
  constructor(
    private readonly corrections: Corrections,
    private readonly people: CasePeople,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async list(@Query('saved') saved: unknown, @Res() response: Response): Promise<void> {
    await this.show(
      response,
      [],
      saved === 'decided' ? 'Decided: the register shows it now.' : null,
    );
  }

  @Needs('register.decide')
  @Post(':id')
  async decide(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        await this.carryOut(id, textOf(body, 'decision'), actorOf(officer));
        const site = textOf(body, 'site');
        return `${site ? siteHref(site) : '/corrections'}?saved=decided`;
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof NotFound)) throw error;
      response.status(error instanceof NotFound ? 404 : 409);
      await this.show(response, [{ text: error.message }], null);
    }
  }

  private carryOut(id: string, decision: string, actor: string): Promise<void> {
    if (decision === 'keep' || decision === 'take')
      return this.corrections.decide(id, decision, actor);
    if (decision === 'withdraw') return this.corrections.withdraw(id, actor);
    throw new Conflict('no-decision', 'Choose one of the buttons beside the correction.');
  }

  private async show(
    response: Response,
    errors: { text: string }[],
    notice: string | null,
  ): Promise<void> {
    const [open, officers] = await Promise.all([
      this.corrections.openQuestions(),
      this.people.officers(),
    ]);
    response.render('corrections/corrections', {
      section: 'imports',
      hasErrors: errors.length > 0,
      errors,
      notice,
      questions: open.flatMap((correction) =>
        questionOf(correction, officers).map((question) => ({
          ...question,
          site: correction.siteName,
          siteHref: siteHref(correction.locationId),
        })),
      ),
      formToken: this.tokens.issue(),
    });
  }
}
