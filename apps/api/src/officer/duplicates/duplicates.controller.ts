import { HomeLinks, linkDecisions, linkStates } from '@app/cases';
import { BadInput, Conflict, NotFound, Refused, type Scope } from '@app/domain';
import { pageOf, readPlace } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { caseIdPipe } from '../case/case.controller';
import { CasePeople } from '../case/case-people';
import { errorList, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { presentDuplicates } from './duplicates.presenter';
import { presentTwoRecords } from './two-records.presenter';
import { noticeOf } from '../../views/notice';

const atOnce = 50;

const notices: Readonly<Record<string, string>> = {
  accept: 'The two records are joined: this is one home.',
  dismiss: 'The two records stay apart, and are not suggested again.',
  undo: 'The decision is taken back.',
};

/** Records of the register that may be of one home: a person says whether they are. */
@ApiExcludeController()
@Needs('register.read')
@Controller('duplicates')
export class DuplicatesController {
  constructor(
    private readonly homes: HomeLinks,
    private readonly people: CasePeople,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async list(
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const asked = textOf(query, 'state');
    const state = linkStates.find((one) => one === asked) ?? 'suggested';
    const cursor = textOf(query, 'cursor');
    const after = cursor ? readPlace(cursor) : null;
    const links = await this.homes.list({ state, limit: atOnce, after }, scope);
    const page = pageOf(links, atOnce, (link) => [link.decidedAt ?? link.foundAt, link.id]);
    const { items, nextCursor } = page;
    const shown = { state, isLaterPage: after !== null, nextCursor };
    response.render(
      'duplicates/duplicates',
      presentDuplicates(items, await this.homes.counts(), shown),
    );
  }

  @Get(':id')
  async show(
    @Param('id', caseIdPipe) id: string,
    @Query('done') done: unknown,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    await this.render(id, scope, response, [], typeof done === 'string' ? done : '');
  }

  @Needs('register.decide')
  @Post(':id')
  async decide(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const decision = linkDecisions.find((one) => one === textOf(body, 'decision'));
    if (!decision) throw new BadInput('no-decision', 'Press one of the buttons on the page.');
    await this.send({ id, scope, body, request, officer, response }, async () => {
      await this.homes.decide(id, decision, actorOf(officer));
      return `/duplicates/${id}?done=${decision}`;
    });
  }

  @Needs('cases.write', { link: 'id' })
  @Post(':id/case')
  async openNext(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const next = { officerId: officer.id, closeEarlier: textOf(body, 'closeEarlier') === 'yes' };
    await this.send({ id, scope, body, request, officer, response }, async () => {
      const opened = await this.homes.openNext(id, next, actorOf(officer), scope);
      return `/cases/${opened.id}?recorded=1`;
    });
  }

  /** What was decided meanwhile is said on the page as it stands by then. */
  private async send(
    sending: {
      id: string;
      scope: Scope;
      body: FormBody;
      request: Request;
      officer: Officer;
      response: Response;
    },
    work: () => Promise<string>,
  ): Promise<void> {
    const { id, scope, body, request, officer, response } = sending;
    try {
      const token = { path: request.path, body, officerId: officer.id };
      response.redirect(303, await this.tokens.once(token, work));
    } catch (error) {
      if (error instanceof NotFound) throw error;
      if (!(error instanceof Conflict || error instanceof Refused)) throw error;
      response.status(error instanceof Conflict ? 409 : 422);
      await this.render(id, scope, response, [{ field: '', message: error.message }], '');
    }
  }

  private async render(
    id: string,
    scope: Scope,
    response: Response,
    problems: readonly FormProblem[],
    done: string,
  ): Promise<void> {
    const [link, officers] = await Promise.all([this.homes.get(id, scope), this.people.officers()]);
    response.render('duplicates/two-records', {
      ...presentTwoRecords(link, officers),
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice: noticeOf(notices, done),
      formToken: this.tokens.issue(),
    });
  }
}
