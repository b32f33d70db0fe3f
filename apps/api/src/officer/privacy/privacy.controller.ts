import { Holds, Retention } from '@app/cases';
import { BadInput, Conflict, isUuid, londonDay, NotFound } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { CasePeople } from '../case/case-people';
import { CaseReader } from '../case/case.reader';
import { dayItems, dayProblem, readComingDay, typedDay, typedDayOf } from '../forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { monthOf, presentHolds, presentRetention } from './privacy.presenter';
import { holdReasonWords, radiosOf } from './privacy-words';
import { noticeOf } from '../../views/notice';

const notices: Readonly<Record<string, string>> = {
  put: 'The hold is in place: nothing it names is erased.',
  ended: 'The hold has ended. What is overdue goes with the next run.',
};

/** What is kept for how long: what goes this month, what a hold keeps, what has gone. */
@ApiExcludeController()
@Needs('privacy.manage')
@Controller('privacy')
export class PrivacyController {
  constructor(
    private readonly retention: Retention,
    private readonly holds: Holds,
    private readonly people: CasePeople,
    private readonly reader: CaseReader,
    private readonly clock: Clock,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async month(@Query('month') given: unknown, @Res() response: Response): Promise<void> {
    const today = londonDay(this.clock.now());
    const month = monthOf(given, today);
    const preview = await this.retention.preview(month);
    const runs = await this.retention.runs();
    response.render('privacy/privacy', presentRetention(preview, runs, month, today));
  }

  @Get('holds')
  async list(@Query('done') done: unknown, @Res() response: Response): Promise<void> {
    const { lasting, ended } = await this.holds.list();
    const today = londonDay(this.clock.now()).toString();
    response.render('privacy/holds', {
      ...presentHolds(lasting, ended, await this.people.officers(), today),
      notice: noticeOf(notices, done),
      formToken: this.tokens.issue(),
    });
  }

  @Get('holds/new')
  async form(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    await this.show(query, response, []);
  }

  @Post('holds')
  async put(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const day = readComingDay(body, 'review', 'the day to look again', londonDay(this.clock.now()));
    const problems: FormProblem[] = 'problem' in day ? [day.problem] : [];
    if (!(textOf(body, 'reason') in holdReasonWords))
      problems.unshift({ field: 'reason', message: 'Choose why nothing is to be erased' });
    if ('problem' in day || problems.length > 0) {
      response.status(422);
      return this.show(body, response, problems);
    }
    const hold = {
      caseId: caseIdOf(body),
      ref: textOf(body, 'ref') || null,
      reason: textOf(body, 'reason'),
      reviewOn: day.day,
    };
    try {
      const sending = { path: request.path, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        await this.holds.put(hold, actorOf(officer));
        return '/privacy/holds?done=put';
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof BadInput) && !(error instanceof Conflict)) throw error;
      response.status(409);
      await this.show(body, response, [{ field: '', message: error.message }]);
    }
  }

  @Post('holds/:id/end')
  async end(
    @Param('id', idOf('hold')) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      await this.holds.end(id, actorOf(officer));
      return '/privacy/holds?done=ended';
    });
    response.redirect(303, location);
  }

  private async show(
    given: FormBody,
    response: Response,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const caseId = caseIdOf(given);
    const { site } = await this.reader.read(caseId);
    const today = londonDay(this.clock.now());
    const isSent = 'formToken' in given;
    const typed = isSent ? typedDayOf(given, 'review') : typedDay(today.add({ months: 3 }));
    response.render('privacy/hold', {
      section: 'privacy',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      home: site.name,
      caseId,
      ref: textOf(given, 'ref'),
      reasons: radiosOf(holdReasonWords, textOf(given, 'reason')),
      reasonError: errorOf(problems, 'reason'),
      review: dayItems(typed, dayProblem(problems, 'review')),
      formToken: this.tokens.issue(),
    });
  }
}

function caseIdOf(body: FormBody): string {
  const caseId = textOf(body, 'case');
  if (!isUuid(caseId)) throw new NotFound('no-such-case', 'There is no such case.');
  return caseId;
}
