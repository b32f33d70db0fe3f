import { audit } from '@app/history';
import { type Officer, Passwords, SecondFactor } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../security/access';
import { requireRecentSignIn } from '../security/recent-sign-in';
import { renewSession } from '../security/sessions';
import { SignInLimits } from '../security/sign-in-limits.service';
import { OfficerPost } from '../sign-in/officer-post.service';
import { typed } from '../sign-in/typed';
import { AppOffers } from './app-offer.service';
import { NewPassword } from './new-password.service';
import { showApp, showCodes } from './show-second-factor';
import { showPasswordForm } from './show-password';

/**
 * Setting up a password and a second factor: before anything else opens where that is required, and
 * whenever the officer likes elsewhere. Who has them already changes them on the account page.
 */
@ApiExcludeController()
@Public()
@Controller('set-up')
export class SetUpController {
  constructor(
    private readonly db: Database,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly newPassword: NewPassword,
    private readonly offers: AppOffers,
    private readonly limits: SignInLimits,
    private readonly post: OfficerPost,
    private readonly clock: Clock,
  ) {}

  /** The next step. */
  @Get()
  async next(@Req() request: Request, @Res() response: Response): Promise<void> {
    const officer = this.comer(request, response);
    if (!officer) return;
    response.redirect(303, (await this.missing(officer)) ?? '/');
  }

  @Get('password')
  async askPassword(@Req() request: Request, @Res() response: Response): Promise<void> {
    const officer = await this.lacking(request, response, '/set-up/password');
    if (officer) showPasswordForm('set-up/password', response, officer);
  }

  @Post('password')
  async setPassword(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const officer = await this.lacking(request, response, '/set-up/password');
    if (!officer) return;
    const problem = await this.newPassword.set(officer, typed(body, 'newPassword'), request);
    if (problem)
      return showPasswordForm('set-up/password', response.status(422), officer, [problem]);
    await this.goOn(officer, request, response);
  }

  @Get('second-factor')
  async offerApp(@Req() request: Request, @Res() response: Response): Promise<void> {
    const officer = await this.lacking(request, response, '/set-up/second-factor');
    if (officer) showApp('set-up/second-factor', response, this.offers.make(officer));
  }

  @Post('second-factor')
  async setApp(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const officer = await this.lacking(request, response, '/set-up/second-factor');
    if (!officer) return;
    const sealed = typed(body, 'offer');
    const secret = this.offers.secretIn(officer.id, sealed);
    await this.limits.countGuess('code', officer.id, request.ip ?? '');
    const codes =
      secret &&
      (await this.secondFactor.setUp(officer.id, secret, typed(body, 'code'), request.sessionID));
    if (!codes) {
      const offer = this.offers.again(officer, sealed) ?? this.offers.make(officer);
      return showApp('set-up/second-factor', response.status(422), offer, true);
    }
    await this.limits.forgiveGuess('code', officer.id, request.ip ?? '');
    await audit(this.db, { action: 'second-factor-set', subject: `officer:${officer.id}` });
    this.post.tell(officer, 'second-factor-changed');
    await this.open(officer, request, { isByOneFactor: false });
    showCodes(response, codes, (await this.missing(officer)) ?? '/');
  }

  /** After a step: the next one, or in. */
  private async goOn(officer: Officer, request: Request, response: Response): Promise<void> {
    const missing = await this.missing(officer);
    await this.open(officer, request);
    response.redirect(303, missing ?? '/');
  }

  /** A new id after every step; fully signed in when nothing is missing. */
  private async open(
    officer: Officer,
    request: Request,
    change: { isByOneFactor?: false } = {},
  ): Promise<void> {
    const now = this.clock.now().toString();
    const isFirst = request.session.stage === 'enrol' && !(await this.missing(officer));
    await renewSession(request, {
      ...change,
      provedAt: now,
      ...(isFirst ? { stage: 'full', signedInAt: now } : {}),
    });
    if (!isFirst) return;
    const { way = 'link', device = '' } = request.session;
    const details = { way, secondFactor: true, device };
    await audit(this.db, { action: 'signed-in', subject: `officer:${officer.id}`, details });
  }

  private async missing(officer: Officer): Promise<string | null> {
    if ((await this.passwords.setAt(officer.id)) === null) return '/set-up/password';
    if ((await this.secondFactor.state(officer.id)) === null) return '/set-up/second-factor';
    return null;
  }

  /** The officer who still lacks what this page sets up; sends everybody else on. */
  private async lacking(
    request: Request,
    response: Response,
    page: '/set-up/password' | '/set-up/second-factor',
  ): Promise<Officer | null> {
    const officer = this.comer(request, response);
    if (!officer) return null;
    const lacks =
      page === '/set-up/password'
        ? (await this.passwords.setAt(officer.id)) === null
        : (await this.secondFactor.state(officer.id)) === null;
    if (lacks) {
      if (request.session.stage === 'full') requireRecentSignIn(request, this.clock.now());
      return officer;
    }
    response.redirect(303, (await this.missing(officer)) ?? this.doneAt(request));
    return null;
  }

  private doneAt(request: Request): string {
    return request.session.stage === 'full' ? '/account' : '/sign-in';
  }

  /** Who may be here: signed in, or on the way there. */
  private comer(request: Request, response: Response): Officer | null {
    const { officer, stage } = request.session;
    if (officer && (stage === 'full' || stage === 'enrol')) return officer;
    response.redirect(303, '/sign-in');
    return null;
  }
}
