import { londonDay } from '@app/domain';
import { AuthorityChanges } from '@app/measures';
import type { Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { MeasuresReader } from '../../measures/measures.reader';
import { CurrentOfficer, Needs } from '../../security/access';
import { dayItems, dayProblem, readAnyDay, typedDay, typedDayOf } from '../forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { refusals } from '../forms/refusals';
import { dayWords } from '../words/when';
import { noticeOf } from '../../views/notice';

/** Councils that were reorganised: from which day their homes count under which name. */
@ApiExcludeController()
@Needs('register.decide')
@Controller('measures/authorities')
export class AuthoritiesController {
  constructor(
    private readonly changes: AuthorityChanges,
    private readonly reader: MeasuresReader,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query('done') done: unknown, @Res() response: Response): Promise<void> {
    const notice = noticeOf(notices, done);
    await this.show(response, null, [], notice);
  }

  @Post()
  async record(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const day = readAnyDay(body, 'effectiveOn', 'the first day under the new name');
    if ('problem' in day) return this.show(response.status(422), body, [day.problem]);
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        const [from, to] = [textOf(body, 'from'), textOf(body, 'to')];
        await this.changes.record({ from, to, effectiveOn: day.day }, officer.id);
        return '/measures/authorities?done=recorded';
      });
      response.redirect(303, location);
    } catch (error) {
      await this.show(response.status(422), body, refusals(error));
    }
  }

  /** Twice is as good as once. */
  @Post(':change/take-back')
  async takeBack(
    @Param('change', idOf('authority-change')) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.changes.takeBack(id, officer.id);
    response.redirect(303, '/measures/authorities?done=taken-back');
  }

  private async show(
    response: Response,
    body: FormBody | null,
    problems: readonly FormProblem[],
    notice: string | null = null,
  ): Promise<void> {
    const [list, { authorities }] = await Promise.all([this.changes.list(), this.reader.parts()]);
    const typed = body ? typedDayOf(body, 'effectiveOn') : typedDay(londonDay(this.clock.now()));
    response.render('measures/authorities', {
      section: 'measures',
      rows: list.map(({ id, from, to, effectiveOn, by }) => ({
        title: `${from} becomes ${to}`,
        day: `From ${dayWords(effectiveOn)}, said by ${by}`,
        href: `/measures/authorities/${id}/take-back`,
      })),
      authorities,
      from: { value: textOf(body ?? {}, 'from'), error: errorOf(problems, 'from') },
      to: { value: textOf(body ?? {}, 'to'), error: errorOf(problems, 'to') },
      effectiveOn: dayItems(typed, dayProblem(problems, 'effectiveOn')),
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice,
      formToken: this.tokens.issue(),
    });
  }
}

/** What the form just sent did. */
const notices: Readonly<Record<string, string>> = {
  recorded: 'It is recorded. Months that were kept stay as they are.',
  'taken-back': 'It is taken back.',
};
