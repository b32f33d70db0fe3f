import { ImportBell } from '@app/cases';
import { Conflict, type DomainError, NotFound, Refused } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { ImportChanges, type ImportJob, ImportJobs } from '@app/providers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { allowOwnScript } from '../../security/own-script';
import { caseIdPipe } from '../case/case.controller';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { readChangeList } from './change-list';
import { jobHref, presentJob } from './job.presenter';
import { readAskedChanges } from './which-changes';

/** One file on its way into the register: how far it is, what it would do, and whether it may. */
@ApiExcludeController()
@Needs('register.read')
@Controller('imports/jobs/:id')
export class ImportJobsController {
  constructor(
    private readonly jobs: ImportJobs,
    private readonly bell: ImportBell,
    private readonly changes: ImportChanges,
    private readonly clock: Clock,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async page(
    @Param('id', caseIdPipe) id: string,
    @Query() query: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const job = await this.jobs.get(id);
    if (job.state === 'done' && job.result?.importId) {
      response.redirect(303, `/imports/${job.result.importId}?done=imported`);
      return;
    }
    await this.show(job, query, response, []);
  }

  /** For the script that keeps the bar of the page up to date. */
  @Get('progress')
  async progress(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    const job = await this.jobs.get(id);
    const { stage, progress } = presentJob(job, this.clock.now());
    response.json({ ...progress, moving: stage === 'moving' });
  }

  /** Accept, cancel, restart, discard: done once, and when it cannot be done the page says why. */
  @Needs('register.import')
  @Post(':step')
  async take(
    @Param('id', caseIdPipe) id: string,
    @Param('step') step: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const work = (): Promise<string> => this.do(step, id, body, actorOf(officer));
      response.redirect(303, await this.tokens.once(sending, work));
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof Conflict)) throw error;
      response.status(error instanceof Conflict ? 409 : 422);
      await this.show(await this.jobs.get(id), {}, response, [error]);
    }
  }

  /** @returns where to go then */
  private async do(step: string, id: string, body: FormBody, actor: string): Promise<string> {
    switch (step) {
      case 'accept':
        await this.jobs.accept(id, actor, { confirmed: textOf(body, 'confirmed') === 'yes' });
        break;
      case 'cancel':
        await this.jobs.cancel(id, actor);
        break;
      case 'restart':
        await this.jobs.restart(id, actor);
        break;
      case 'discard':
        await this.jobs.discard(id, actor);
        return '/imports?done=discarded';
      default:
        throw new NotFound('no-such-step', 'There is nothing at this address.');
    }
    await this.bell.ring();
    return jobHref(id);
  }

  private async show(
    job: ImportJob,
    query: FormBody,
    response: Response,
    refusals: readonly DomainError[],
  ): Promise<void> {
    const page = presentJob(job, this.clock.now());
    if (page.stage === 'moving') allowOwnScript(response);
    const unconfirmed = refusals.find(({ code }) => code.startsWith('too-few'));
    response.render('imports/job', {
      section: 'imports',
      ...page,
      changes: page.stage === 'previewed' ? await this.changesOf(job, query) : null,
      hasErrors: refusals.length > 0,
      errors: refusals.map((refusal) => ({
        text: refusal.message,
        ...(refusal === unconfirmed ? { href: '#confirmed' } : {}),
      })),
      confirmError: unconfirmed?.message,
      formToken: this.tokens.issue(),
    });
  }

  private async changesOf(job: ImportJob, query: FormBody) {
    const { id, result } = job;
    if (!result) return null;
    const at = {
      page: jobHref(id),
      broughtIn: false,
      result,
      read: (search: Parameters<ImportChanges['ofJob']>[1]) => this.changes.ofJob(id, search),
    };
    return readChangeList(at, readAskedChanges(query));
  }
}
