import { isUuid, londonDay } from '@app/domain';
import { Absences, type Officer, Officers, type SetAbsence } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Temporal } from 'temporal-polyfill';
import { idOf } from '../../json/id-pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { dayItems, dayProblem, readAnyDay, typedDayOf } from '../forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { refusals } from '../forms/refusals';
import { mustChoose } from '../officers/officer-words';
import { presentAbsence } from './absences.presenter';
import { noticeOf } from '../../views/notice';

/** Who is away and who covers: one's own absence for an officer, everybody's for a lead. */
@ApiExcludeController()
@Needs('cases.write')
@Controller('absences')
export class AbsencesController {
  constructor(
    private readonly absences: Absences,
    private readonly officers: Officers,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const notice = noticeOf(notices, done);
    await this.show(officer, response, {}, [], notice);
  }

  @Post()
  async set(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [from, until] = [
      readAnyDay(body, 'from', 'the first day away'),
      readAnyDay(body, 'until', 'the last day away'),
    ];
    const officerId = officer.role === 'lead' ? textOf(body, 'officer') : officer.id;
    const coveredBy = textOf(body, 'coveredBy');
    const problems: FormProblem[] = [
      ...(isUuid(officerId) ? [] : [{ field: 'officer', message: 'Choose who is away' }]),
      ...('problem' in from ? [from.problem] : []),
      ...('problem' in until ? [until.problem] : []),
      ...(isUuid(coveredBy) ? [] : [{ field: 'coveredBy', message: 'Choose who covers' }]),
    ];
    if ('problem' in from || 'problem' in until || problems.length > 0)
      return this.show(officer, response.status(422), body, problems, null);
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        const wish = { officerId, coveredBy, from: from.day, until: until.day };
        await this.absences.set(wish, officer);
        return '/absences?done=set';
      });
      response.redirect(303, location);
    } catch (error) {
      const why = refusals(error).map(({ field, message }) => ({ field: boxOf(field), message }));
      await this.show(officer, response.status(422), body, why, null);
    }
  }

  /** Ended twice is ended. */
  @Post(':absence/end')
  async end(
    @Param('absence', idOf('absence')) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.absences.end(id, officer);
    response.redirect(303, '/absences?done=ended');
  }

  private async show(
    officer: Officer,
    response: Response,
    body: FormBody,
    problems: readonly FormProblem[],
    notice: string | null,
  ): Promise<void> {
    const today = londonDay(this.clock.now());
    const [all, everybody] = await Promise.all([this.absences.list(), this.officers.list()]);
    const isLead = officer.role === 'lead';
    const mine = (one: SetAbsence) =>
      isLead || one.officerId === officer.id || one.coveredBy === officer.id;
    const people = (chosen: string, without: string | null) =>
      everybody
        .filter((one) => one.role !== 'viewer' && one.id !== without)
        .map((one) => ({ value: one.id, text: one.name, selected: one.id === chosen }));
    response.render('absences/absences', {
      section: isLead ? 'officers' : 'today',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice,
      isLead,
      rows: all.filter(mine).map((one) => presentAbsence(one, officer, today)),
      who: mustChoose('Choose an officer', people(textOf(body, 'officer'), null)),
      whoError: errorOf(problems, 'officer'),
      from: dayItems(typedDayOf(body, 'from'), dayProblem(problems, 'from')),
      until: dayItems(typedDayOf(body, 'until'), dayProblem(problems, 'until')),
      coverers: mustChoose(
        'Choose an officer',
        people(textOf(body, 'coveredBy'), isLead ? null : officer.id),
      ),
      covererError: errorOf(problems, 'coveredBy'),
      example: exampleDay(today),
      formToken: this.tokens.issue(),
    });
  }
}

/** What the form just sent did. */
const notices: Readonly<Record<string, string>> = {
  set: 'The absence is set.',
  ended: 'The absence is over.',
};

/** The rules name the day; on the page it has three boxes, of which the first is gone to. */
const boxOf = (field: string): string =>
  field === 'from' || field === 'until' ? `${field}-day` : field;

const exampleDay = (today: Temporal.PlainDate): string => {
  const day = today.add({ days: 7 });
  return `${day.day} ${day.month} ${day.year}`;
};
