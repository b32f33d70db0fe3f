import { BadInput } from '@app/domain';
import { audit } from '@app/history';
import { Invitations, invitationHours } from '@app/officers';
import { Database } from '@app/platform';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { errorList, errorOf, type FormProblem } from '../officer/forms/form';
import { Public } from '../security/access';
import { SignInLimits } from '../security/sign-in-limits.service';
import { FirstFactor } from './first-factor.service';
import { typed } from './typed';

/** Invitations: of an officer by a lead, and of whoever set the service up to be its first lead. */
@ApiExcludeController()
@Public()
@Controller()
export class InvitationController {
  constructor(
    private readonly db: Database,
    private readonly invitations: Invitations,
    private readonly limits: SignInLimits,
    private readonly firstFactor: FirstFactor,
  ) {}

  /** Looking spends nothing, and names nobody: mail scanners open every link they see. */
  @Get('invitation/:token')
  async look(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.invitations.isGood(token, 'officer'))
      response.render('invitation/invitation', { token });
    else await this.refuse(request, response);
  }

  @Post('invitation/:token')
  async accept(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.countTry(request.ip ?? '');
    const officer = await this.invitations.spend(token);
    if (!officer) return showDead(response);
    await this.limits.forgiveTry(request.ip ?? '');
    response.redirect(303, await this.firstFactor.shown(request, officer, 'invitation'));
  }

  @Get('first-officer/:token')
  async askFirst(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.invitations.isGood(token, 'first-officer'))
      showFirst(response, token, { name: '', email: '' }, []);
    else await this.refuse(request, response);
  }

  @Post('first-officer/:token')
  async makeFirst(
    @Param('token') token: string,
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.countTry(request.ip ?? '');
    const input = { name: typed(body, 'name').trim(), email: typed(body, 'email').trim() };
    try {
      const officer = await this.invitations.makeFirstOfficer(token, input);
      if (!officer) return showDead(response);
      await this.limits.forgiveTry(request.ip ?? '');
      const subject = `officer:${officer.id}`;
      await audit(this.db, { action: 'officer-invited', subject, details: { role: 'lead' } });
      // Whoever started the service is here: on a computer of one's own this is enough.
      response.redirect(303, await this.firstFactor.shown(request, officer, 'link'));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      const wrong = error.problems.map(({ pointer, message }) => ({
        field: pointer.slice(1),
        message,
      }));
      // In the order of the page.
      const problems = wrong.sort((a, b) => b.field.localeCompare(a.field));
      showFirst(response.status(422), token, input, problems);
    }
  }

  private async refuse(request: Request, response: Response): Promise<void> {
    await this.limits.countTry(request.ip ?? '');
    showDead(response);
  }
}

function showFirst(
  response: Response,
  token: string,
  input: { name: string; email: string },
  problems: FormProblem[],
): void {
  response.render('invitation/first-officer', {
    token,
    ...input,
    nameError: errorOf(problems, 'name'),
    emailError: errorOf(problems, 'email'),
    errors: errorList(problems),
    hasErrors: problems.length > 0,
  });
}

/** One page for every invitation that opens nothing, whatever is wrong with it. */
function showDead(response: Response): void {
  response.status(410).render('invitation/dead', { hours: invitationHours });
}
