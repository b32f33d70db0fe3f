import { isUuid, londonDay } from '@app/domain';
import { audit } from '@app/history';
import { type Officer, OfficerSessions, Passwords, SecondFactor } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { dayInLondon, shortMoment } from '../officer/words/when';
import { CurrentOfficer, Needs } from '../security/access';
import { typed } from '../sign-in/typed';

/** Fewer recovery codes than this, and the page asks to make new ones. */
const fewCodes = 4;

/** An officer's own account: how they sign in, and where they are signed in. */
@ApiExcludeController()
@Needs('account.own')
@Controller('account')
export class AccountController {
  constructor(
    private readonly db: Database,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: OfficerSessions,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [passwordSetAt, factor, sessions] = await Promise.all([
      this.passwords.setAt(officer.id),
      this.secondFactor.state(officer.id),
      this.sessions.list(officer.id, request.sessionID),
    ]);
    const today = londonDay(this.clock.now());
    response.render('account/account', {
      email: officer.email,
      passwordSetOn: passwordSetAt && dayInLondon(passwordSetAt),
      factor: factor && { ...factor, setOn: dayInLondon(factor.setAt) },
      hasFewCodes: factor !== null && factor.codesLeft < fewCodes,
      sessions: sessions.map((session) => ({
        ...session,
        since: shortMoment(session.signedInAt, today),
        lastUsed: shortMoment(session.lastUsedAt, today),
      })),
      hasOthers: sessions.length > 1,
    });
  }

  /** One that has ended by itself meanwhile is as good as ended. */
  @Post('sessions/end')
  async end(
    @Body() body: Record<string, unknown> | undefined,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const id = typed(body, 'session');
    if (isUuid(id) && (await this.sessions.end(officer.id, id)))
      await this.note(officer, { session: id });
    response.redirect(303, '/account');
  }

  @Post('sessions/end-others')
  async endOthers(
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.sessions.endAll(officer.id, request.sessionID);
    await this.note(officer, { session: 'all others' });
    response.redirect(303, '/account');
  }

  private async note(officer: Officer, details: { session: string }): Promise<void> {
    await audit(this.db, { action: 'session-ended', subject: `officer:${officer.id}`, details });
  }
}
