import { audit } from '@app/history';
import { type Officer, SecondFactor } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../security/access';
import { requireRecentSignIn } from '../security/recent-sign-in';
import { renewSession } from '../security/sessions';
import { SignInLimits } from '../security/sign-in-limits.service';
import { OfficerPost } from '../sign-in/officer-post.service';
import { typed } from '../sign-in/typed';
import { AppOffers } from './app-offer.service';
import { showApp, showCodes } from './show-second-factor';

/** Changing one's authenticator app, and making new recovery codes. */
@ApiExcludeController()
@Needs('account.own')
@Controller('account')
export class ChangeSecondFactorController {
  constructor(
    private readonly db: Database,
    private readonly secondFactor: SecondFactor,
    private readonly offers: AppOffers,
    private readonly limits: SignInLimits,
    private readonly post: OfficerPost,
    private readonly clock: Clock,
  ) {}

  @Get('second-factor')
  async offerApp(
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.hasNone(officer, response)) return;
    requireRecentSignIn(request, this.clock.now());
    showApp('account/second-factor', response, this.offers.make(officer));
  }

  /** The old app opens nothing from now on; all other sessions end. */
  @Post('second-factor')
  async changeApp(
    @Body() body: Record<string, unknown> | undefined,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.hasNone(officer, response)) return;
    requireRecentSignIn(request, this.clock.now());
    const sealed = typed(body, 'offer');
    const secret = this.offers.secretIn(officer.id, sealed);
    await this.limits.countGuess('code', officer.id, request.ip ?? '');
    const code = typed(body, 'code');
    const codes =
      secret && (await this.secondFactor.setUp(officer.id, secret, code, request.sessionID));
    if (!codes) {
      const offer = this.offers.again(officer, sealed) ?? this.offers.make(officer);
      return showApp('account/second-factor', response.status(422), offer, true);
    }
    await this.limits.forgiveGuess('code', officer.id, request.ip ?? '');
    await audit(this.db, { action: 'second-factor-set', subject: `officer:${officer.id}` });
    this.post.tell(officer, 'second-factor-changed');
    await renewSession(request, { provedAt: this.clock.now().toString() });
    showCodes(response, codes, '/account');
  }

  @Get('recovery-codes')
  async askCodes(@CurrentOfficer() officer: Officer, @Res() response: Response): Promise<void> {
    const state = await this.secondFactor.state(officer.id);
    if (state) response.render('account/recovery-codes', state);
    else response.redirect(303, '/set-up/second-factor');
  }

  @Post('recovery-codes')
  async makeCodes(
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.hasNone(officer, response)) return;
    requireRecentSignIn(request, this.clock.now());
    const codes = await this.secondFactor.renewCodes(officer.id);
    await audit(this.db, { action: 'recovery-codes-made', subject: `officer:${officer.id}` });
    this.post.tell(officer, 'recovery-codes-renewed');
    showCodes(response, codes, '/account');
  }

  private async hasNone(officer: Officer, response: Response): Promise<boolean> {
    if ((await this.secondFactor.state(officer.id)) !== null) return false;
    response.redirect(303, '/set-up/second-factor');
    return true;
  }
}
