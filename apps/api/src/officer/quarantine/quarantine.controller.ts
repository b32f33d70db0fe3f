import { BadInput, Conflict, Refused } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { importKinds, Quarantine, rowStates } from '@app/providers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { DecideRow } from '../../quarantine/decide-row.service';
import { mostSuggestions } from '../../quarantine/quarantine.controller';
import { CurrentOfficer, Needs } from '../../security/access';
import { CasePeople } from '../case/case-people';
import { errorList, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { presentLikelyDspt } from './likely-dspt.presenter';
import { presentQuarantine } from './quarantine.presenter';
import { presentRow } from './row.presenter';
import { noticeOf } from '../../views/notice';

const atOnce = 25;

const notices: Readonly<Record<string, string>> = {
  match: 'The row is brought in, and goes to this site in later files too.',
  dismiss: 'The row is set aside, and is not listed again in later files.',
  undo: 'The decision is taken back, with all that the row brought in.',
};

/** Rows of files that fit no site: a person says what they are. */
@ApiExcludeController()
@Needs('register.read')
@Controller('quarantine')
export class QuarantinePagesController {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly deciding: DecideRow,
    private readonly people: CasePeople,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async list(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    const state = rowStates.find((one) => one === textOf(query, 'state')) ?? 'waiting';
    const kind = importKinds.find((one) => one === textOf(query, 'kind'));
    const cursor = textOf(query, 'cursor') || undefined;
    const page = await this.quarantine.list({ state, kind, limit: atOnce, cursor });
    const { items, nextCursor } = page;
    const [counts, suggestions] = await Promise.all([
      this.quarantine.counts(),
      state === 'waiting' ? this.quarantine.suggestions(items, 1) : [],
    ]);
    const asked = { state, kind, isLaterPage: cursor !== undefined, nextCursor };
    response.render('quarantine/quarantine', presentQuarantine(items, suggestions, counts, asked));
  }

  @Get('dspt')
  async dspt(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    const cursor = textOf(query, 'cursor') || undefined;
    const page = await this.quarantine.likelyDsptRows({ limit: atOnce, cursor });
    response.render('quarantine/dspt', presentLikelyDspt(page, cursor !== undefined));
  }

  @Get(':id')
  async show(
    @Param('id', idOf('row')) id: string,
    @Query('done') done: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.render(id, response, { done: typeof done === 'string' ? done : '' });
  }

  @Needs('register.decide')
  @Post(':id')
  async decide(
    @Param('id', idOf('row')) id: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const token = { path: request.path, body, officerId: officer.id };
      const next = await this.tokens.once(token, async () => {
        const decision = await this.carryOut(id, body, actorOf(officer));
        return `/quarantine/${id}?done=${decision}`;
      });
      response.redirect(303, next);
    } catch (error) {
      const isTold =
        error instanceof BadInput || error instanceof Conflict || error instanceof Refused;
      if (!isTold) throw error;
      response.status(error instanceof Conflict ? 409 : 422);
      const field = error instanceof BadInput ? 'locationId' : '';
      const problems = [{ field, message: error.message }];
      await this.render(id, response, { problems, locationId: textOf(body, 'locationId') });
    }
  }

  private async carryOut(id: string, body: FormBody, actor: string): Promise<string> {
    const [decision = '', chosen] = textOf(body, 'decision').split(' ');
    if (decision === 'match') {
      const locationId = chosen ?? textOf(body, 'locationId');
      if (locationId.trim() === '')
        throw new BadInput('no-site', 'Enter the CQC location ID of the site.');
      await this.deciding.match(id, locationId, actor);
    } else if (decision === 'dismiss') await this.deciding.dismiss(id, actor);
    else if (decision === 'undo') await this.deciding.undo(id, actor);
    else throw new BadInput('no-decision', 'Press one of the buttons on the page.');
    return decision;
  }

  private async render(
    id: string,
    response: Response,
    shown: { done?: string; problems?: readonly FormProblem[]; locationId?: string },
  ): Promise<void> {
    const { done = '', problems = [], locationId = '' } = shown;
    const [row, officers] = await Promise.all([this.quarantine.get(id), this.people.officers()]);
    const waits = row.state === 'waiting';
    const [found = []] = waits ? await this.quarantine.suggestions([row], mostSuggestions) : [];
    response.render('quarantine/row', {
      ...presentRow(row, found, officers),
      locationId,
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice: noticeOf(notices, done),
      formToken: this.tokens.issue(),
    });
  }
}
