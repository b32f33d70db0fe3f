import { type Officer, Passwords } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../security/access';
import { renewSession } from '../security/sessions';
import { SignInLimits } from '../security/sign-in-limits.service';
import { typed } from '../sign-in/typed';
import { NewPassword } from './new-password.service';
import { showPasswordForm } from './show-password';

/** Changing one's password. The present one is asked for in the form itself. */
@ApiExcludeController()
@Needs('account.own')
@Controller('account/password')
export class ChangePasswordController {
  constructor(
    private readonly passwords: Passwords,
    private readonly newPassword: NewPassword,
    private readonly limits: SignInLimits,
    private readonly clock: Clock,
  ) {}

  @Get()
  async ask(@CurrentOfficer() officer: Officer, @Res() response: Response): Promise<void> {
    if (await this.hasNone(officer, response)) return;
    showPasswordForm('account/password', response, officer);
  }

  @Post()
  async change(
    @Body() body: Record<string, unknown> | undefined,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.hasNone(officer, response)) return;
    await this.limits.countGuess('password', officer.email, request.ip ?? '');
    const isRight = await this.passwords.isRight(officer.id, typed(body, 'currentPassword'));
    if (isRight) await this.limits.forgiveGuess('password', officer.email, request.ip ?? '');
    const problem = isRight
      ? await this.newPassword.set(officer, typed(body, 'newPassword'), request)
      : { field: 'currentPassword', message: 'This is not your password. Try again.' };
    if (problem)
      return showPasswordForm('account/password', response.status(422), officer, [problem]);
    await renewSession(request, { provedAt: this.clock.now().toString() });
    response.redirect(303, '/account');
  }

  private async hasNone(officer: Officer, response: Response): Promise<boolean> {
    if ((await this.passwords.setAt(officer.id)) !== null) return false;
    response.redirect(303, '/set-up/password');
    return true;
  }
}
