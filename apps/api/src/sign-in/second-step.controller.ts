import { audit } from '@app/history';
import { type Officer, SecondFactor } from '@app/officers';
import { Database } from '@app/platform';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { errorList, errorOf, type FormProblem } from '../officer/forms/form';
import { Public } from '../security/access';
import { SignInLimits } from '../security/sign-in-limits.service';
import { FirstFactor } from './first-factor.service';
import { OfficerPost } from './officer-post.service';
import { typed } from './typed';

type View = 'sign-in/code' | 'sign-in/recovery-code';

const wrong: Readonly<Record<View, string>> = {
  'sign-in/code':
    'That is not the code your app shows now, or it has been used. Wait for the next one.',
  'sign-in/recovery-code': 'That is none of your recovery codes, or it has been used.',
};

/** The second step of signing in: a code of the app, or a recovery code when the app is lost. */
@ApiExcludeController()
@Public()
@Controller('sign-in')
export class SecondStepController {
  constructor(
    private readonly db: Database,
    private readonly secondFactor: SecondFactor,
    private readonly limits: SignInLimits,
    private readonly firstFactor: FirstFactor,
    private readonly post: OfficerPost,
  ) {}

  @Get('code')
  askCode(@Req() request: Request, @Res() response: Response): void {
    if (this.halfIn(request, response)) show('sign-in/code', response, []);
  }

  @Post('code')
  async takeCode(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const officer = this.halfIn(request, response);
    if (!officer) return;
    await this.limits.countGuess('code', officer.id, request.ip ?? '');
    if (!(await this.secondFactor.take(officer.id, typed(body, 'code'))))
      return this.refuse('sign-in/code', officer, response);
    await this.limits.forgiveGuess('code', officer.id, request.ip ?? '');
    response.redirect(303, await this.firstFactor.completed(request));
  }

  @Get('recovery-code')
  askRecoveryCode(@Req() request: Request, @Res() response: Response): void {
    if (this.halfIn(request, response)) show('sign-in/recovery-code', response, []);
  }

  @Post('recovery-code')
  async takeRecoveryCode(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const officer = this.halfIn(request, response);
    if (!officer) return;
    await this.limits.countGuess('code', officer.id, request.ip ?? '');
    const left = await this.secondFactor.takeRecoveryCode(officer.id, typed(body, 'code'));
    if (left === null) return this.refuse('sign-in/recovery-code', officer, response);
    await this.limits.forgiveGuess('code', officer.id, request.ip ?? '');
    const page = await this.firstFactor.completed(request);
    const details = { left };
    const subject = `officer:${officer.id}`;
    await audit(this.db, { action: 'recovery-code-used', subject, details });
    this.post.tell(officer, 'recovery-code-used');
    response.redirect(303, page === '/' ? '/account/recovery-codes' : page);
  }

  /** Who has shown a first factor; sends everybody else where they belong. */
  private halfIn(request: Request, response: Response): Officer | null {
    const { officer, stage } = request.session;
    if (officer && stage === 'second-factor') return officer;
    response.redirect(303, stage === 'full' ? '/' : '/sign-in');
    return null;
  }

  private async refuse(view: View, officer: Officer, response: Response): Promise<void> {
    const details = { way: view === 'sign-in/code' ? 'code' : 'recovery-code' };
    const subject = `officer:${officer.id}`;
    await audit(this.db, { action: 'sign-in-refused', subject, details });
    show(view, response.status(400), [{ field: 'code', message: wrong[view] }]);
  }
}

function show(view: View, response: Response, problems: FormProblem[]): void {
  response.render(view, {
    errors: errorList(problems),
    hasErrors: problems.length > 0,
    codeError: errorOf(problems, 'code'),
  });
}
