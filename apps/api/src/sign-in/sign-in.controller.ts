import { SignInLinks, signInLinkMinutes } from '@app/officers';
import { CONFIG, Clock, type RunningConfig } from '@app/platform';
import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Needs, Public } from '../security/access';
import { endSession, startSession } from '../security/sessions';
import { SignInLimits } from '../security/sign-in-limits.service';
import { SendLink } from './send-link.service';

const longestAddress = 254;

/** Ways in and out. Nobody has a password: a link is sent to the officer's own address. */
@ApiExcludeController()
@Controller()
export class SignInController {
  constructor(
    private readonly links: SignInLinks,
    private readonly limits: SignInLimits,
    private readonly sendLink: SendLink,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Public()
  @Get('sign-in')
  form(@Req() request: Request, @Res() response: Response): void {
    if (request.officer) response.redirect(303, '/');
    else response.render('sign-in/form', { email: '', problem: null });
  }

  @Public()
  @Post('sign-in')
  async ask(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const email = typeof body?.email === 'string' ? body.email.trim() : '';
    if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > longestAddress) {
      const problem = 'Enter an email address, like name@example.org.';
      response.status(400).render('sign-in/form', { email, problem, hasErrors: true });
      return;
    }
    await this.limits.countTry(request.ip ?? '');
    this.sendLink.begin(email);
    response.redirect(303, '/sign-in/sent');
  }

  @Public()
  @Get('sign-in/sent')
  sent(@Res() response: Response): void {
    response.render('sign-in/sent', {
      minutes: signInLinkMinutes,
      byMail: this.config.smtpUrl !== undefined,
    });
  }

  /** Looking spends nothing: mail scanners open every link they see. */
  @Public()
  @Get('sign-in/:token')
  async look(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.links.isGood(token)) response.render('sign-in/link', { token });
    else {
      await this.limits.countTry(request.ip ?? '');
      showDead(response);
    }
  }

  @Public()
  @Post('sign-in/:token')
  async enter(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // Counted first, so that many tries at once find no gap.
    await this.limits.countTry(request.ip ?? '');
    const officer = await this.links.spend(token);
    if (!officer) {
      showDead(response);
      return;
    }
    await this.limits.forgiveTry(request.ip ?? '');
    await startSession(request, officer, this.clock.now());
    response.redirect(303, '/');
  }

  @Needs('account.own')
  @Post('sign-out')
  async leave(@Req() request: Request, @Res() response: Response): Promise<void> {
    await endSession(request, response, this.config);
    response.redirect(303, '/sign-in');
  }
}

/** One page for every link that opens nothing, whatever is wrong with it. */
function showDead(response: Response): void {
  response.status(410).render('sign-in/dead', { minutes: signInLinkMinutes });
}
