import { type NewRequest, RightsRequests, type RightsRequest } from '@app/cases';
import { BadInput, Conflict, londonDay } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { ShowsDetails } from '../../security/readings';
import { CasePeople } from '../case/case-people';
import { dayItems, readDay, typedDay, typedDayOf } from '../forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { identityWords, outcomeWords, radiosOf, requestKindWords } from './privacy-words';
import { presentRequest } from './request.presenter';

/** What people have asked of us about their data, each with the day by which it is answered. */
@ApiExcludeController()
@Needs('privacy.manage')
@Controller('privacy/requests')
export class RequestsController {
  constructor(
    private readonly requests: RightsRequests,
    private readonly people: CasePeople,
    private readonly clock: Clock,
    private readonly tokens: FormTokens,
  ) {}

  @ShowsDetails({ list: 'rights-requests' })
  @Get()
  async list(@Res() response: Response): Promise<void> {
    const { open, answered } = await this.requests.list();
    const present = await this.presenter();
    response.render('privacy/requests', {
      section: 'privacy',
      open: open.map(present),
      answered: answered.map(present),
    });
  }

  @Get('new')
  form(@Res() response: Response): void {
    this.show({}, response, []);
  }

  @Post()
  async receive(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const day = readDay(body, 'received', 'the day it came', londonDay(this.clock.now()));
    if ('problem' in day) {
      response.status(422);
      return this.show(body, response, [day.problem]);
    }
    const input: NewRequest = {
      kind: textOf(body, 'kind'),
      name: textOf(body, 'name'),
      reply: textOf(body, 'reply'),
      words: textOf(body, 'words'),
      receivedOn: day.day,
    };
    try {
      const sending = { path: request.path, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        const id = await this.requests.receive(input, actorOf(officer));
        return `/privacy/requests/${id}`;
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof BadInput) || error.problems.length === 0) throw error;
      response.status(422);
      const problems = error.problems.map(({ pointer, message }) => ({
        field: pointer.slice(1),
        message,
      }));
      this.show(body, response, problems);
    }
  }

  @ShowsDetails({ list: 'rights-requests' })
  @Get(':id')
  async one(@Param('id', idOf('request')) id: string, @Res() response: Response): Promise<void> {
    await this.showOne(id, response, []);
  }

  @Post(':id/identity')
  async identity(
    @Param('id', idOf('request')) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.press(id, body, officer, request, response, () =>
      this.requests.checkIdentity(id, textOf(body, 'how'), actorOf(officer)),
    );
  }

  @Post(':id/answer')
  async answer(
    @Param('id', idOf('request')) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.press(id, body, officer, request, response, () =>
      this.requests.answer(id, textOf(body, 'outcome'), actorOf(officer)),
    );
  }

  private async press(
    id: string,
    body: FormBody,
    officer: Officer,
    request: Request,
    response: Response,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      const sending = { path: request.path, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        await work();
        return `/privacy/requests/${id}`;
      });
      response.redirect(303, location);
    } catch (error) {
      const isTheirs = error instanceof BadInput || error instanceof Conflict;
      if (!isTheirs || error.code.startsWith('form-')) throw error;
      response.status(422);
      await this.showOne(id, response, [{ field: '', message: error.message }]);
    }
  }

  private async presenter(): Promise<
    (request: RightsRequest) => ReturnType<typeof presentRequest>
  > {
    const officers = await this.people.officers();
    const now = this.clock.now();
    return (request) => presentRequest(request, officers, now);
  }

  private async showOne(
    id: string,
    response: Response,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const request = await this.requests.get(id);
    const present = await this.presenter();
    response.render('privacy/request', {
      section: 'privacy',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      request: present(request),
      checks: radiosOf(identityWords, request.identityChecked ?? ''),
      outcomes: radiosOf(outcomeWords),
      formToken: this.tokens.issue(),
    });
  }

  private show(body: FormBody, response: Response, problems: readonly FormProblem[]): void {
    const typed =
      'formToken' in body ? typedDayOf(body, 'received') : typedDay(londonDay(this.clock.now()));
    const field = (name: string) => ({
      value: textOf(body, name),
      error: errorOf(problems, name),
    });
    response.render('privacy/new-request', {
      section: 'privacy',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      kinds: radiosOf(requestKindWords, textOf(body, 'kind')),
      kindError: errorOf(problems, 'kind'),
      name: field('name'),
      reply: field('reply'),
      words: field('words'),
      received: dayItems(
        typed,
        problems.find((one) => one.field.startsWith('received')),
      ),
      formToken: this.tokens.issue(),
    });
  }
}
