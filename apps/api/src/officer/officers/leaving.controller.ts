import { isUuid } from '@app/domain';
import { Caseloads, type HandedOver } from '@app/cases';
import {
  type Officer,
  Officers,
  type ReasonForLeaving,
  reasonsForLeaving,
  Roster,
} from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { requireRecentSignIn } from '../../security/recent-sign-in';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { refusals } from '../forms/refusals';
import { exactly } from '../words/when';
import { choices, leavingReasonWords, mustChoose } from './officer-words';

/** Handing a caseload over, and ending an officer's access. */
@ApiExcludeController()
@Needs('officers.manage')
@Controller('officers/:officer')
export class LeavingController {
  constructor(
    private readonly roster: Roster,
    private readonly officers: Officers,
    private readonly caseloads: Caseloads,
    private readonly clock: Clock,
  ) {}

  @Get('hand-over')
  async handOverForm(
    @Param('officer', idOf('officer')) id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.show('officers/hand-over', id, response, {}, []);
  }

  /** What came of each case is shown at once: pressed again, there is nothing left to hand over. */
  @Post('hand-over')
  async handOver(
    @Param('officer', idOf('officer')) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const to = textOf(body, 'to');
    try {
      if (!isUuid(to))
        return await this.show('officers/hand-over', id, refused(response), body, [nobody]);
      const handed = await this.caseloads.handOver(id, to, officer);
      await this.showHanded(id, to, handed, false, response);
    } catch (error) {
      const problems = refusals(error);
      await this.show('officers/hand-over', id, refused(response), body, problems);
    }
  }

  @Get('leave')
  async leaveForm(
    @Param('officer', idOf('officer')) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireRecentSignIn(request, this.clock.now());
    await this.show('officers/leave', id, response, {}, []);
  }

  @Post('leave')
  async leave(
    @Param('officer', idOf('officer')) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireRecentSignIn(request, this.clock.now());
    const [to, why] = [textOf(body, 'to'), textOf(body, 'why')];
    const problems: FormProblem[] = [];
    if (to !== '' && !isUuid(to)) problems.push(nobody);
    if (!isReason(why)) problems.push({ field: 'why', message: 'Choose why they go' });
    try {
      if (!isReason(why) || problems.length > 0)
        return await this.show('officers/leave', id, refused(response), body, problems);
      const handed = await this.caseloads.leave(id, to || null, why, officer);
      const stays = handed.some((one) => one.refused !== null);
      if (handed.length === 0) response.redirect(303, '/officers?done=left');
      else await this.showHanded(id, to, handed, !stays, response);
    } catch (error) {
      await this.show('officers/leave', id, refused(response), body, refusals(error));
    }
  }

  private async show(
    view: 'officers/hand-over' | 'officers/leave',
    id: string,
    response: Response,
    body: FormBody,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const [entry, everybody, counts] = await Promise.all([
      this.roster.get(id),
      this.officers.list(),
      this.caseloads.counts(),
    ]);
    const takers = everybody
      .filter((one) => one.id !== id && one.role !== 'viewer')
      .map((one) => ({ value: one.id, text: one.name, selected: one.id === textOf(body, 'to') }));
    const cases = counts.get(id) ?? 0;
    response.render(view, {
      section: 'officers',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      id,
      name: entry.name,
      cases: exactly(cases, 'open case'),
      ownsCases: cases > 0,
      hasLeft: entry.disabledAt !== null,
      takers: mustChoose('Choose an officer', takers),
      toError: errorOf(problems, 'to'),
      reasons: mustChoose('Choose a reason', choices(leavingReasonWords, textOf(body, 'why'))),
      whyError: errorOf(problems, 'why'),
    });
  }

  private async showHanded(
    id: string,
    toId: string,
    handed: readonly HandedOver[],
    hasLeft: boolean,
    response: Response,
  ): Promise<void> {
    const [from, to] = await Promise.all([this.roster.get(id), this.roster.get(toId)]);
    const done = handed.filter((one) => one.refused === null);
    response.status(200).render('officers/handed-over', {
      section: 'officers',
      id,
      name: from.name,
      to: to.name,
      hasLeft,
      done: exactly(done.length, 'case'),
      refused: exactly(handed.length - done.length, 'case'),
      anyRefused: done.length < handed.length,
      rows: handed.map(({ caseId, home, refused: why }) => ({
        href: `/cases/${caseId}`,
        home,
        town: null,
        note: why ?? `Now ${to.name}’s`,
      })),
    });
  }
}

const nobody: FormProblem = { field: 'to', message: 'Choose who takes the cases' };

const refused = (response: Response): Response => response.status(422);

const isReason = (text: string): text is ReasonForLeaving =>
  (reasonsForLeaving as readonly string[]).includes(text);
