import { audit } from '@app/history';
import { Passwords, SignInLinks, signInLinkMinutes } from '@app/officers';
import { CONFIG, Database, type RunningConfig } from '@app/platform';
import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { errorList, errorOf, type FormProblem } from '../officer/forms/form';
import { Needs, Public } from '../security/access';
import { endSession } from '../security/sessions';
import { SignInLimits } from '../security/sign-in-limits.service';
import { FirstFactor } from './first-factor.service';
import { SendLink } from './send-link.service';
import { typed } from './typed';

const longestAddress = 254;

const notAnAddress = 'Enter an email address, like name@example.org.';
const noPassword = 'Enter your password, or press "Send me a link instead".';
/** The same words whatever is wrong, so that nobody learns who has an account. */
const doNotBelong =
  'This address and password do not belong together. Try again, or press "Send me a link instead".';

/** Ways in and out: a password, or a link that is sent to the officer's own address. */
@ApiExcludeController()
@Controller()
export class SignInController {
  constructor(
    private readonly db: Database,
    private readonly links: SignInLinks,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
    private readonly sendLink: SendLink,
    private readonly firstFactor: FirstFactor,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Public()
  @Get('sign-in')
  form(@Req() request: Request, @Res() response: Response): void {
    if (request.officer) response.redirect(303, '/');
    else showForm(response, '', []);
  }

  /** A form with an address alone asks for a link. */
  @Public()
  @Post('sign-in')
  async ask(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const email = typed(body, 'email').trim();
    const password = typed(body, 'password');
    const wantsLink = body?.way === 'link' || (body?.way === undefined && password === '');
    if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > longestAddress)
      return showForm(response.status(400), email, [{ field: 'email', message: notAnAddress }]);
    if (wantsLink) {
      await this.limits.countTry(request.ip ?? '');
      this.sendLink.begin(email);
      return response.redirect(303, '/sign-in/sent');
    }
    if (password === '')
      return showForm(response.status(400), email, [{ field: 'password', message: noPassword }]);
    await this.byPassword(email, password, request, response);
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
    response.redirect(303, await this.firstFactor.shown(request, officer, 'link'));
  }

  @Needs('account.own')
  @Post('sign-out')
  async leave(@Req() request: Request, @Res() response: Response): Promise<void> {
    const subject = `officer:${request.session.officerId ?? ''}`;
    await audit(this.db, { action: 'signed-out', subject });
    await endSession(request, response, this.config);
    response.redirect(303, '/sign-in');
  }

  private async byPassword(
    email: string,
    password: string,
    request: Request,
    response: Response,
  ): Promise<void> {
    const [account, address] = [email.toLowerCase(), request.ip ?? ''];
    await this.limits.countGuess('password', account, address);
    const officer = await this.passwords.check(email, password);
    if (!officer) {
      // Said of nobody: whoever reads the audit is not told which addresses are known either.
      const details = { way: 'password' };
      await audit(this.db, { action: 'sign-in-refused', subject: 'sign-in', details });
      return showForm(response.status(400), email, [{ field: 'password', message: doNotBelong }]);
    }
    await this.limits.forgiveGuess('password', account, address);
    response.redirect(303, await this.firstFactor.shown(request, officer, 'password'));
  }
}

function showForm(response: Response, email: string, problems: FormProblem[]): void {
  response.render('sign-in/form', {
    email,
    emailError: errorOf(problems, 'email'),
    passwordError: errorOf(problems, 'password'),
    errors: errorList(problems),
    hasErrors: problems.length > 0,
  });
}

/** One page for every link that opens nothing, whatever is wrong with it. */
function showDead(response: Response): void {
  response.status(410).render('sign-in/dead', { minutes: signInLinkMinutes });
}
