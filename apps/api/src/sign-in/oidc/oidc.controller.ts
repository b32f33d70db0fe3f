import { attemptMinutes, Identities, type NotRecognised, OidcAttempts } from '@app/officers';
import { Controller, Get, HttpCode, Logger, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../security/access';
import { SignInLimits } from '../../security/sign-in-limits.service';
import { FirstFactor } from '../first-factor.service';
import { BrowserMark } from './browser-mark.service';
import type { ProviderTrouble } from './claims';
import { OtherProvider, SignInTrouble } from './other-provider.service';
import { loggedCause } from './provider-trouble';
import { statusOf } from './trouble-status';

/** Signing in by another provider: away to it, and back. */
@ApiExcludeController()
@Controller('sign-in/oidc')
export class OidcController {
  private readonly log = new Logger('SignIn');

  constructor(
    private readonly provider: OtherProvider,
    private readonly attempts: OidcAttempts,
    private readonly identities: Identities,
    private readonly limits: SignInLimits,
    private readonly mark: BrowserMark,
    private readonly firstFactor: FirstFactor,
  ) {}

  /**
   * Answers with a page that sends the browser on. A redirect would not do: our policy lets forms go
   * to ourselves alone, and browsers hold every redirect after a form to that.
   */
  @Public()
  @HttpCode(200)
  @Post('begin')
  async begin(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (this.provider.name === null) return response.redirect(303, '/sign-in');
    await this.limits.countTry(request.ip ?? '');
    const attempt = await this.attempts.begin();
    try {
      const url = (await this.provider.addressFor(attempt)).href;
      this.mark.set(response, attempt.browser, attemptMinutes);
      response.set('Refresh', `0; url=${url}`);
      response.render('sign-in/oidc-begin', { provider: this.provider.name, url });
    } catch (error) {
      this.show(response, this.noted(error));
    }
  }

  /** Where the provider sends the browser back to. What it brings is used once. */
  @Public()
  @Get('return')
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { searchParams } = new URL(request.originalUrl, 'http://here.invalid');
    const browser = this.mark.of(request);
    this.mark.clear(response);
    const attempt = await this.attempts.spend(searchParams.get('state') ?? '', browser);
    if (!attempt || this.provider.name === null) return this.show(response, 'not-proven');
    try {
      const vouched = await this.provider.vouches(searchParams.toString(), attempt);
      const officer = await this.identities.recognise(vouched);
      if (typeof officer === 'string') return this.show(response, officer);
      await this.limits.forgiveTry(request.ip ?? '');
      response.redirect(303, await this.firstFactor.shown(request, officer, 'provider'));
    } catch (error) {
      this.show(response, this.noted(error));
    }
  }

  private noted(error: unknown): ProviderTrouble {
    if (!(error instanceof SignInTrouble)) throw error;
    this.log.warn(`${error.message} ${loggedCause(error.cause)}`);
    return error.trouble;
  }

  private show(response: Response, trouble: ProviderTrouble | NotRecognised): void {
    const view = { provider: this.provider.name ?? 'your provider', trouble };
    response.status(statusOf[trouble]).render('sign-in/oidc-trouble', view);
  }
}
