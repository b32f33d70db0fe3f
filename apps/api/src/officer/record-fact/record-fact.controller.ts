import { CasesService, PortalDetailsService } from '@app/cases';
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
import { RegisterAges } from '@app/providers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { caseIdPipe } from '../case/case.controller';
import { CaseReader } from '../case/case.reader';
import type { CaseView } from '../case/case-view';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { canBeOverridden } from '../../problems/can-be-overridden';
import { CurrentOfficer, Needs } from '../../security/access';
import { type Attempt, presentFactForm, untouched } from './fact-form.presenter';
import { presentChoices } from './choices.presenter';
import { dsptCheckFor, problemOfCheck, withCheck } from './dspt-check';
import { fieldsAtFault } from './fields-at-fault';
import { namesTaken, startOf } from './start-of-form';
import { knownPersonField, readFactForm } from './read-fact-form';

/** What a page needs to be shown again. */
interface Showing {
  caseId: string;
  type: FactType;
  response: Response;
}

/** Recording what happened: choose what, fill in when and how, and see at once what follows. */
@ApiExcludeController()
@Needs('cases.write', { case: 'id' })
@Controller('cases/:id/record')
export class RecordFactController {
  constructor(
    private readonly cases: CasesService,
    private readonly reader: CaseReader,
    private readonly tokens: FormTokens,
    private readonly ages: RegisterAges,
    private readonly details: PortalDetailsService,
  ) {}

  @Get()
  async choose(
    @Param('id', caseIdPipe) id: string,
    @Query('type') chosen: unknown,
    @Res() response: Response,
  ): Promise<void> {
    // Chosen from the list on the page of the case.
    if (typeof chosen === 'string' && isFactType(chosen))
      return response.redirect(303, `/cases/${id}/record/${recordable(chosen)}`);
    const view = await this.reader.read(id);
    response.render('record-fact/choose', presentChoices(view));
  }

  @Get(':type')
  async form(
    @Param('id', caseIdPipe) caseId: string,
    @Param('type') type: string,
    @Query() query: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const showing = { caseId, type: recordable(type), response };
    const view = await this.reader.read(caseId);
    const check = await this.checkFor(showing.type);
    const start = startOf(showing.type, query, view);
    const ref = start.body?.[knownPersonField];
    if (typeof ref === 'string' && ref) await this.details.noteForm(caseId, ref);
    await this.show(showing, { ...untouched, ...start, check }, view);
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
    const read = readFactForm(type, body, view.now, namesTaken(view));
    const check = await this.checkFor(type);
    const unconfirmed = problemOfCheck(check, body);
    if ('problems' in read || unconfirmed.length > 0) {
      const problems = [...('problems' in read ? read.problems : []), ...unconfirmed];
      return this.showAgain(showing, body, { problems });
    }
    const version = versionOf(body);
    try {
      const sending = { path: request.path, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        const { fact } = await this.cases.record(
          caseId,
          withCheck(read.fact, check),
          actorOf(officer),
          version,
        );
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
        problems: fieldsAtFault(error, showing.type),
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
    const target = textOf(body, 'fact');
    const check = await this.checkFor(showing.type);
    await this.show(showing, { ...untouched, body, sent: true, target, check, ...attempt });
  }

  private async checkFor(type: FactType): Promise<string | null> {
    return dsptCheckFor(type, await this.ages.freshness());
  }

  private async show(
    { caseId, type, response }: Showing,
    attempt: Attempt,
    known?: CaseView,
  ): Promise<void> {
    const view = known ?? (await this.reader.read(caseId));
    const page = presentFactForm(type, view, attempt);
    if (page.form.target && !page.target)
      throw new NotFound(
        'no-such-fact',
        'This case has no such fact; choose one from its timeline.',
      );
    response.render('record-fact/form', { ...page, formToken: this.tokens.issue() });
  }
}

/** Opening a case has a page of its own; anything unknown is no page at all. */
function recordable(type: string): FactType {
  if (isFactType(type) && type !== 'case-opened') return type;
  throw new NotFound('no-such-page', 'There is nothing of that kind to record.');
}

/** The version the form was shown with; without one nothing is known of what its sender had seen. */
function versionOf(body: FormBody): number {
  const typed = textOf(body, 'version');
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
}
