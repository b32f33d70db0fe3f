import { londonDay } from '@app/domain';
import { dateKinds } from '@app/measures';
import { CalendarFeeds, type Officer } from '@app/officers';
import { Clock, CONFIG, type RunningConfig } from '@app/platform';
import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { shortMoment } from '../officer/words/when';
import { CurrentOfficer, Needs } from '../security/access';
import { requireRecentSignIn } from '../security/recent-sign-in';

/** Where an officer makes and revokes the address of their calendar. */
@ApiExcludeController()
@Needs('cases.read')
@Controller('account/calendar')
export class CalendarPageController {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get()
  async show(
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const notice =
      done === 'revoked'
        ? 'The address opens nothing any more: remove it from your calendar.'
        : null;
    await this.page(officer, response, notice, null);
  }

  /** Answers with the address itself: it is shown this once, and no page leads to it. */
  @Post()
  async make(
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireRecentSignIn(request, this.clock.now());
    const token = await this.feeds.make(officer.id);
    const address = `${this.config.publicUrl}/calendar/${token}.ics`;
    await this.page(officer, response.status(200), null, address);
  }

  @Post('revoke')
  async revoke(@CurrentOfficer() officer: Officer, @Res() response: Response): Promise<void> {
    await this.feeds.revoke(officer.id);
    response.redirect(303, '/account/calendar?done=revoked');
  }

  private async page(
    officer: Officer,
    response: Response,
    notice: string | null,
    address: string | null,
  ): Promise<void> {
    const feed = await this.feeds.of(officer.id);
    const today = londonDay(this.clock.now());
    response.render('calendar/calendar', {
      section: 'account',
      notice,
      address,
      titles: Object.values(dateKinds),
      feed: feed && {
        made: shortMoment(feed.madeAt, today),
        used: feed.lastUsedAt === null ? null : shortMoment(feed.lastUsedAt, today),
      },
    });
  }
}
