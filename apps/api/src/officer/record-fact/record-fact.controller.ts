import { CasesService } from '@app/cases';
import {
  BadInput,
  DomainError,
  type FactType,
  isFactType,
  NotFound,
  Refused,
  StaleVersion,
} from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { caseIdPipe } from '../case/case.controller';
import { CaseReader } from '../case/case.reader';
import type { CaseView } from '../case/case-view';
import { type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { CurrentOfficer } from '../../security/access';
import { type Attempt, presentFactForm, untouched } from './fact-form.presenter';
import { factForms, offeredFacts } from './fact-forms';
import { canBeOverridden, possibleFacts } from './possible-facts';
import { readFactForm } from './read-fact-form';

/** What a page needs to be shown again. */
interface Showing {
  caseId: string;
  type: FactType;
  response: Response;
}

/** Recording what happened: choose what, fill in when and how, and see at once what follows. */
@ApiExcludeController()
@Controller('cases/:id/record')
export class RecordFactController {
  constructor(
    private readonly cases: CasesService,
    private readonly reader: CaseReader,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async choose(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    const view = await this.reader.read(id);
    const facts = possibleFacts(offered(view), view.facts, view.now, view.policy).map((fact) => ({
      ...fact,
      label: factForms[fact.type].title,
    }));
    response.render('record-fact/choose', {
      section: 'sites',
      practice: view.case.practice,
      caseId: id,
      home: view.site.name,
      possible: facts.filter((fact) => fact.whyNot === null),
      impossible: facts.filter((fact) => fact.whyNot !== null),
    });
  }

  @Get(':type')
  async form(
    @Param('id', caseIdPipe) caseId: string,
    @Param('type') type: string,
    @Query('fact') target: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const body = typeof target === 'string' ? { fact: target } : {};
    await this.show(
      { caseId, type: recordable(type), response },
      { ...untouched, target: textOf(body, 'fact') },
    );
  }

  @Post(':type')
  async send(
    @Param('id', caseIdPipe) caseId: string,
    @Param('type') name: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const type = recordable(name);
    const showing = { caseId, type, response };
    const view = await this.reader.read(caseId);
    const read = readFactForm(type, body, view.now);
    if ('problems' in read) return this.showAgain(showing, body, { problems: read.problems });
    const version = versionOf(body);
    try {
      const sending = { path: request.path, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        const { fact } = await this.cases.record(caseId, read.fact, actorOf(officer), version);
        return `/cases/${caseId}?recorded=${fact.seq}`;
      });
      await this.cases.untilCaughtUp(caseId);
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.refuse(showing, body, error, version);
    }
  }

  private refuse(
    showing: Showing,
    body: FormBody,
    error: DomainError,
    version: number,
  ): Promise<void> {
    if (error instanceof StaleVersion)
      return this.showAgain(showing, body, { staleVersion: version }, 409);
    if (error instanceof Refused || error instanceof BadInput) {
      const askOverride = canBeOverridden(error.code);
      return this.showAgain(showing, body, {
        problems: problemsOf(error, showing.type),
        askOverride,
      });
    }
    throw error;
  }

  private async showAgain(
    showing: Showing,
    body: FormBody,
    attempt: Partial<Attempt>,
    status = 422,
  ): Promise<void> {
    showing.response.status(status);
    await this.show(showing, { ...untouched, body, target: textOf(body, 'fact'), ...attempt });
  }

  private async show({ caseId, type, response }: Showing, attempt: Attempt): Promise<void> {
    const view = await this.reader.read(caseId);
    const page = presentFactForm(type, view, attempt);
    if (page.form.target && !page.target)
      throw new NotFound(
        'no-such-fact',
        'This case has no such fact; choose one from its timeline.',
      );
    response.render('record-fact/form', { ...page, formToken: this.tokens.issue() });
  }
}

/** Asking for no reminders and wanting them again are offered in turn. */
function offered({ state }: CaseView): FactType[] {
  const pointless = state.optedOut ? 'opted-out' : 'opted-in';
  return offeredFacts.filter((type) => type !== pointless);
}

/** Opening a case has a page of its own; anything unknown is no page at all. */
function recordable(type: string): FactType {
  if (isFactType(type) && type !== 'case-opened') return type;
  throw new NotFound('no-such-page', 'There is nothing of that kind to record.');
}

/** Which field each refusal is about: those of the date and time, else the one it names. */
function problemsOf(error: DomainError, type: FactType): FormProblem[] {
  const form = factForms[type];
  if (error.code === 'secret-in-text')
    return [{ field: form.text?.name ?? 'override', message: error.message }];
  if (canBeOverridden(error.code)) return [{ field: 'override', message: error.message }];
  const aboutTheDay = form.happened && error.code !== 'form-token-missing';
  return [{ field: aboutTheDay ? 'on-day' : '', message: error.message }];
}

/** The version the form was shown with; without one nothing is known of what its sender had seen. */
function versionOf(body: FormBody): number {
  const typed = textOf(body, 'version');
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
}
