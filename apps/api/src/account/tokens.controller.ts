import { londonDay } from '@app/domain';
import { type ApiToken, ApiTokens, type Officer, scopeNames, type TokenScope } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Temporal } from 'temporal-polyfill';
import { idOf } from '../json/id-pipe';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../officer/forms/form';
import { refusals } from '../officer/forms/refusals';
import { shortMoment } from '../officer/words/when';
import { CurrentOfficer, Needs } from '../security/access';
import { requireRecentSignIn } from '../security/recent-sign-in';

/** Tokens by which programs act for the officer who is signed in. */
@ApiExcludeController()
@Needs('account.own')
@Controller('account/tokens')
export class TokensController {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const notice = done === 'revoked' ? 'The token opens nothing any more.' : null;
    await this.show(officer, response, {}, [], notice);
  }

  /** Answers with the token itself: it is shown this once, and no address leads to it. */
  @Post()
  async make(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireRecentSignIn(request, this.clock.now());
    const [label, scope, chosen] = [
      textOf(body, 'label'),
      textOf(body, 'scope'),
      textOf(body, 'days'),
    ];
    const days = lives.find((life) => life.value === chosen);
    const unchosen = [
      ...(scope ? [] : [{ field: 'scope', message: 'Choose what it may do' }]),
      ...(days ? [] : [{ field: 'days', message: 'Choose how long it is good' }]),
    ];
    try {
      if (!days || unchosen.length > 0)
        return await this.show(officer, response.status(422), body, unchosen, null);
      const { token } = await this.tokens.create(officer.id, label, [scope], days.days);
      response.status(200).render('account/token', { section: 'account', label, token });
    } catch (error) {
      const problems = refusals(error).map(({ field, message }) => ({
        field: field === 'scopes' ? 'scope' : field,
        message,
      }));
      await this.show(officer, response.status(422), body, problems, null);
    }
  }

  @Post(':token/revoke')
  async revoke(
    @Param('token', idOf('token')) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.tokens.revoke(officer.id, id);
    response.redirect(303, '/account/tokens?done=revoked');
  }

  private async show(
    officer: Officer,
    response: Response,
    body: FormBody,
    problems: readonly FormProblem[],
    notice: string | null,
  ): Promise<void> {
    const now = this.clock.now();
    const [scope, days] = [textOf(body, 'scope') || 'read', textOf(body, 'days') || '90'];
    const all = await this.tokens.list(officer.id);
    response.render('account/tokens', {
      section: 'account',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice,
      tokens: all.filter((token) => token.revokedAt === null).map((token) => row(token, now)),
      label: { value: textOf(body, 'label'), errorMessage: errorOf(problems, 'label') },
      scopes: scopeNames.map((value) => ({
        value,
        text: scopeWords[value],
        checked: value === scope,
      })),
      scopeError: errorOf(problems, 'scope'),
      lives: lives.map(({ value, text }) => ({ value, text, selected: value === days })),
      daysError: errorOf(problems, 'days'),
    });
  }
}

/** How long a token may be good. */
const lives = [
  { value: '30', text: '30 days', days: 30 },
  { value: '90', text: '90 days', days: 90 },
  { value: '365', text: 'A year', days: 365 },
  { value: 'never', text: 'Until it is revoked', days: null },
] as const;

/** What a token can be narrowed to; never more than its officer may. */
const scopeWords: Readonly<Record<TokenScope, string>> = {
  all: 'Everything that you may do',
  read: 'Look at things, change nothing',
  write: 'Look at things, and work on cases, letters and decisions',
  import: 'Bring in register files',
  aggregates: 'Counts alone',
  reports: 'Tables for reports alone, with nobody’s name, as for Power BI',
  webhooks: 'Fetch what a webhook told, for the program that is told',
};

function row(token: ApiToken, now: Temporal.Instant) {
  const today = londonDay(now);
  const { expiresAt, lastUsedAt } = token;
  const isOver = expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0;
  return {
    id: token.id,
    label: token.label,
    may: token.scopes.map((scope) => scopeWords[scope]).join('; '),
    used: lastUsedAt === null ? 'Never used' : `Last used ${shortMoment(lastUsedAt, today)}`,
    good:
      expiresAt === null
        ? 'Good until it is revoked'
        : `${isOver ? 'Was good' : 'Good'} until ${shortMoment(expiresAt, today)}`,
  };
}
