import { londonDay } from '@app/domain';
import { type Workshop, Workshops } from '@app/measures';
import { can, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { errorList, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { refusals } from '../forms/refusals';
import { dayWords, exactly, momentWords } from '../words/when';
import {
  emptyWorkshop,
  readWorkshop,
  type TypedWorkshop,
  typedFrom,
  typedIn,
  workshopFields,
} from './workshop-form';
import { noticeOf } from '../../views/notice';

const atOnce = 50;

/** Workshops and one-to-one surgeries: a short form, and what was recorded. */
@ApiExcludeController()
@Needs('cases.write')
@Controller('workshops')
export class WorkshopsPageController {
  constructor(
    private readonly workshops: Workshops,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Needs('cases.read')
  @Get()
  async list(
    @Query('cursor') cursor: unknown,
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const notice = noticeOf(notices, done);
    const from = typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
    await this.showList(officer, response, emptyWorkshop(this.today()), [], notice, from);
  }

  @Post()
  async record(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const read = readWorkshop(body, this.today());
    const refuse = (problems: readonly FormProblem[]): Promise<void> =>
      this.showList(officer, response.status(422), typedIn(body), problems, null);
    if ('problem' in read) return refuse([read.problem]);
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        await this.workshops.record(read.input, officer.id);
        return '/workshops?done=recorded';
      });
      response.redirect(303, location);
    } catch (error) {
      await refuse(refusals(error));
    }
  }

  @Needs('cases.read')
  @Get(':workshop')
  async show(
    @Param('workshop', idOf('workshop')) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const [newest] = await this.workshops.history(id);
    await this.showOne(id, officer, response, typedFrom(newest), newest.number, []);
  }

  @Post(':workshop')
  async change(
    @Param('workshop', idOf('workshop')) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const number = Number(textOf(body, 'number')) || 0;
    const isWithdrawal = textOf(body, 'withdraw') === 'yes';
    const read = isWithdrawal ? { input: 'withdraw' as const } : readWorkshop(body, this.today());
    const refuse = async (problems: readonly FormProblem[]): Promise<void> => {
      const [newest] = await this.workshops.history(id);
      const typed = isWithdrawal ? typedFrom(newest) : typedIn(body);
      await this.showOne(id, officer, response.status(422), typed, newest.number, problems);
    };
    if ('problem' in read) return refuse([read.problem]);
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        await this.workshops.change(id, number, read.input, officer.id);
        return `/workshops?done=${isWithdrawal ? 'withdrawn' : 'changed'}`;
      });
      response.redirect(303, location);
    } catch (error) {
      await refuse(refusals(error));
    }
  }

  private today() {
    return londonDay(this.clock.now());
  }

  private async showList(
    officer: Officer,
    response: Response,
    typed: TypedWorkshop,
    problems: readonly FormProblem[],
    notice: string | null,
    cursor?: string,
  ): Promise<void> {
    const { items, nextCursor } = await this.workshops.list(atOnce, cursor);
    response.render('workshops/workshops', {
      section: 'measures',
      rows: items.map(presentRow),
      isFirstPage: cursor === undefined,
      nextHref: nextCursor && `/workshops?cursor=${encodeURIComponent(nextCursor)}`,
      mayRecord: can(officer, 'cases.write'),
      fields: workshopFields(typed, problems),
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice,
      formToken: this.tokens.issue(),
    });
  }

  private async showOne(
    id: string,
    officer: Officer,
    response: Response,
    typed: TypedWorkshop,
    number: number,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const [newest, ...before] = await this.workshops.history(id);
    response.render('workshops/workshop', {
      section: 'measures',
      title: newest.title,
      href: `/workshops/${id}`,
      isWithdrawn: newest.isWithdrawn,
      saidBy: `${newest.by}, ${momentWords(newest.at)}`,
      before: before.map((one) => ({
        ...presentRow(one),
        saidBy: `${one.by}, ${momentWords(one.at)}`,
      })),
      mayRecord: can(officer, 'cases.write') && !newest.isWithdrawn,
      number,
      fields: workshopFields(typed, problems),
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      formToken: this.tokens.issue(),
    });
  }
}

const presentRow = (one: Workshop) => ({
  href: `/workshops/${one.id}`,
  title: one.title,
  day: dayWords(one.heldOn),
  kind: one.kind === 'workshop' ? 'Workshop' : 'One-to-one surgery',
  homes: exactly(one.homes, 'home'),
  people: one.people === null ? null : exactly(one.people, 'person', 'people'),
});

/** What the form just sent did. */
const notices: Readonly<Record<string, string>> = {
  recorded: 'It is recorded and counts in this month’s measures.',
  changed: 'The change is saved; what was said before is kept.',
  withdrawn: 'It is taken back and does not count any more.',
};
