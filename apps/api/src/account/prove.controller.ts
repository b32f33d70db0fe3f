import { type Officer, Passwords, SecondFactor } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { errorList, errorOf, type FormProblem } from '../officer/forms/form';
import { CurrentOfficer, Needs } from '../security/access';
import { safeBack } from '../security/recent-sign-in';
import { renewSession } from '../security/sessions';
import { SignInLimits } from '../security/sign-in-limits.service';
import { typed } from '../sign-in/typed';

type Proof = 'password' | 'code';

/** Showing once more who one is, before something that changes how people get in. */
@ApiExcludeController()
@Needs('account.own')
@Controller('account/prove')
export class ProveController {
  constructor(
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly limits: SignInLimits,
    private readonly clock: Clock,
  ) {}

  @Get()
  async ask(
    @CurrentOfficer() officer: Officer,
    @Query('next') next: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(officer, safeBack(next), response, []);
  }

  @Post()
  async prove(
    @Body() body: Record<string, unknown> | undefined,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const next = safeBack(body?.next);
    const proof: Proof = typed(body, 'code') === '' ? 'password' : 'code';
    const account = proof === 'password' ? officer.email : officer.id;
    await this.limits.countGuess(proof, account, request.ip ?? '');
    if (!(await this.isRight(proof, officer, typed(body, proof)))) {
      const message = 'That is not right. Try again.';
      return this.show(officer, next, response.status(400), [{ field: proof, message }]);
    }
    await this.limits.forgiveGuess(proof, account, request.ip ?? '');
    await renewSession(request, { provedAt: this.clock.now().toString() });
    response.redirect(303, next);
  }

  private isRight(proof: Proof, officer: Officer, text: string): Promise<boolean> {
    return proof === 'password'
      ? this.passwords.isRight(officer.id, text)
      : this.secondFactor.take(officer.id, text);
  }

  private async show(
    officer: Officer,
    next: string,
    response: Response,
    problems: FormProblem[],
  ): Promise<void> {
    const [password, factor] = await Promise.all([
      this.passwords.setAt(officer.id),
      this.secondFactor.state(officer.id),
    ]);
    response.render('account/prove', {
      email: officer.email,
      next,
      hasPassword: password !== null,
      hasFactor: factor !== null,
      passwordError: errorOf(problems, 'password'),
      codeError: errorOf(problems, 'code'),
      errors: errorList(problems),
      hasErrors: problems.length > 0,
    });
  }
}
