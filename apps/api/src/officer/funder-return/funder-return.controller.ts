import { londonDay, type Scope } from '@app/domain';
import { audit } from '@app/history';
import { FunderReturns } from '@app/measures';
import { can, type Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { csvOf } from '@app/providers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { readMonth } from '../../funder-returns/funder-returns.controller';
import { FunderReturnsReader } from '../../funder-returns/funder-returns.reader';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import {
  dayItems,
  dayProblem,
  readDay,
  type TypedDay,
  typedDay,
  typedDayOf,
} from '../forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { refusals } from '../forms/refusals';
import { presentReturn } from './funder-return.presenter';
import { returnTable, returnWorkbook } from './return-files';
import { noticeOf } from '../../views/notice';

/** What stands in the forms of the page. */
interface Typed {
  text?: string;
  sentOn: TypedDay;
  problems: readonly FormProblem[];
}

/** What the association tells its funder of a month: one page, and one file. */
@ApiExcludeController()
@Needs('cases.write')
@Controller('funder-return')
export class FunderReturnController {
  constructor(
    private readonly returns: FunderReturns,
    private readonly reader: FunderReturnsReader,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  @Needs('aggregates.read')
  @Get()
  async show(
    @Query('month') month: unknown,
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const asked = typeof month === 'string' && month !== '' ? readMonth(month) : null;
    const shown = asked ?? (await this.mostDue());
    const notice = noticeOf(notices, done);
    const typed = { sentOn: typedDay(londonDay(this.clock.now())), problems: [] };
    await this.render(shown, { officer, scope }, response, typed, notice);
  }

  @Needs('aggregates.read')
  @Get(':month/csv')
  async csv(
    @Param('month') month: string,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const one = await this.reader.of(readMonth(month), officer, scope);
    await this.noteExport(month, 'csv');
    response
      .type('text/csv; charset=utf-8')
      .attachment(`funder-return-${month}.csv`)
      .send(csvOf(returnTable(one)));
  }

  @Needs('aggregates.read')
  @Get(':month/xlsx')
  async xlsx(
    @Param('month') month: string,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const one = await this.reader.of(readMonth(month), officer, scope);
    await this.noteExport(month, 'xlsx');
    response.attachment(`funder-return-${month}.xlsx`).send(await returnWorkbook(one));
  }

  @Post(':month/note')
  async write(
    @Param('month') given: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const month = readMonth(given);
    const text = textOf(body, 'note');
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        await this.returns.write(month, Number(textOf(body, 'number')) || 0, text, officer.id);
        return `/funder-return?month=${month}&done=noted`;
      });
      response.redirect(303, location);
    } catch (error) {
      const problems = refusals(error);
      const sentOn = typedDay(londonDay(this.clock.now()));
      await this.render(month, { officer, scope }, response.status(422), {
        text,
        sentOn,
        problems,
      });
    }
  }

  @Post(':month/sent')
  async send(
    @Param('month') given: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const month = readMonth(given);
    const today = londonDay(this.clock.now());
    const day = readDay(body, 'sentOn', 'the day it was sent', today);
    const refuse = (problems: readonly FormProblem[]): Promise<void> => {
      const typed = { sentOn: typedDayOf(body, 'sentOn'), problems };
      return this.render(month, { officer, scope }, response.status(422), typed);
    };
    if ('problem' in day) return refuse([day.problem]);
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        await this.returns.send(month, day.day, officer.id);
        return `/funder-return?month=${month}&done=sent`;
      });
      response.redirect(303, location);
    } catch (error) {
      const boxOf = (field: string): string => (field === 'sentOn' ? 'sentOn-day' : field);
      await refuse(refusals(error).map((one) => ({ ...one, field: boxOf(one.field) })));
    }
  }

  /** The month that ended last, when it was kept; else the month so far. */
  private async mostDue(): Promise<string> {
    const due = this.reader.dueMonth();
    const months = await this.returns.months();
    return months.find(({ month }) => month === due)?.month ?? months[0]?.month ?? due;
  }

  private async noteExport(month: string, kind: string): Promise<void> {
    await audit(this.db, {
      action: 'export-made',
      subject: `list:funder-return`,
      details: { month, kind },
    });
  }

  private async render(
    month: string,
    { officer, scope }: { officer: Officer; scope: Scope },
    response: Response,
    { text, sentOn, problems }: Typed,
    notice: string | null = null,
  ): Promise<void> {
    const one = await this.reader.of(month, officer, scope);
    const mayChange = can(officer, 'cases.write');
    const page = presentReturn(one, await this.returns.months(), mayChange);
    response.render('funder-return/funder-return', {
      ...page,
      note: { ...page.note, text: text ?? page.note.text },
      noteError: errorOf(problems, 'note'),
      sentOn: dayItems(sentOn, dayProblem(problems, 'sentOn')),
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice,
      formToken: this.tokens.issue(),
    });
  }
}

/** What the form just sent did. */
const notices: Readonly<Record<string, string>> = {
  noted: 'The note is saved.',
  sent: 'The return is sent: it stays as it is.',
};
