import { PoliciesService, type PolicyVersion } from '@app/cases';
import { BadInput, Conflict } from '@app/domain';
import { actorOf, can, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Temporal } from 'temporal-polyfill';
import { PolicyNumberPipe } from '../../policies/policy-number.pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { dayItems, readDay, typedDayOf } from '../forms/day-field';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { dayWords } from '../words/when';
import { actorName, historyLine, presentVersion } from './policy.presenter';
import { PolicyNames } from './policy-names';

const mostVersions = 50;
const farAhead = Temporal.PlainDate.from('2099-12-31');

/** Dates and rules: what is in force, its history, and days that are announced late. */
@ApiExcludeController()
@Needs('policy.read')
@Controller('policy')
export class PolicyController {
  constructor(
    private readonly policies: PoliciesService,
    private readonly names: PolicyNames,
    private readonly clock: Clock,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async inForce(@CurrentOfficer() officer: Officer, @Res() response: Response): Promise<void> {
    await this.show(officer, response, {}, []);
  }

  @Get('versions/:number')
  async version(
    @Param('number', PolicyNumberPipe) number: number,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.policies.get(number);
    const names = await this.names.of([version.author, version.publishedBy]);
    response.render('policy/version', {
      section: 'policy',
      ...historyLine(version, names),
      version: presentVersion(version, this.clock.now()),
    });
  }

  /** A day that becomes a bank holiday, or is one no more, goes into the draft. */
  @Needs('policy.write')
  @Post('holidays')
  async holiday(
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const day = readDay(body, 'date', 'the bank holiday', farAhead);
    const title = textOf(body, 'title');
    const problems: FormProblem[] = [
      ...('problem' in day ? [day.problem] : []),
      ...(title === '' ? [{ field: 'title', message: 'Enter what the day is called' }] : []),
    ];
    if ('problem' in day || problems.length > 0)
      return this.show(officer, response, body, problems);
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        await this.addHoliday({ date: day.day, title }, actorOf(officer));
        return '/policy/draft';
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof BadInput || error instanceof Conflict)) throw error;
      const [first] = error instanceof BadInput ? error.problems : [];
      const message = first ? first.message : error.message;
      await this.show(officer, response, body, [{ field: 'date-day', message }]);
    }
  }

  private async addHoliday(
    holiday: { date: string; title: string },
    actor: string,
  ): Promise<PolicyVersion> {
    const draft = await this.policies.currentDraft();
    const input = { addBankHolidays: [holiday] };
    return draft
      ? this.policies.redraft(
          draft.number,
          { ...input, reason: draft.reason },
          draft.revision,
          actor,
        )
      : this.policies.draft(
          { ...input, reason: `${holiday.title}, ${dayWords(holiday.date)}` },
          actor,
        );
  }

  private async show(
    officer: Officer,
    response: Response,
    body: FormBody,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const [inForce, versions] = [
      await this.policies.inForce(),
      await this.policies.history(mostVersions),
    ];
    const names = await this.names.of(versions.flatMap((v) => [v.author, v.publishedBy]));
    if (problems.length > 0) response.status(422);
    response.render('policy/policy', {
      section: 'policy',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      isLead: can(officer, 'policy.write'),
      number: inForce.number,
      since: historyLine(inForce, names).note,
      reason: inForce.reason,
      version: presentVersion(inForce, this.clock.now()),
      draft: draftOf(versions, (actor) => actorName(actor, names)),
      history: versions.filter((v) => v.status !== 'draft').map((v) => historyLine(v, names)),
      day: dayItems(
        typedDayOf(body, 'date'),
        problems.find((p) => p.field.startsWith('date')),
      ),
      title: { value: textOf(body, 'title'), errorMessage: errorOf(problems, 'title') },
      formToken: this.tokens.issue(),
    });
  }
}

function draftOf(
  versions: readonly PolicyVersion[],
  nameOf: (actor: string) => string,
): { by: string; reason: string } | null {
  const draft = versions.find((v) => v.status === 'draft');
  return draft ? { by: nameOf(draft.author), reason: draft.reason } : null;
}
