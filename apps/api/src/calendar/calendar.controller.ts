import { createHash } from 'node:crypto';
import { NotFound } from '@app/domain';
import { readOfficerDates } from '@app/measures';
import { CalendarFeeds } from '@app/officers';
import { Clock, CONFIG, Database, type RunningConfig } from '@app/platform';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../security/access';
import { CalendarLimits } from './calendar-limits.service';
import { writeCalendar } from './write-calendar';

/** The dates of one officer for calendar programs, which cannot sign in: the address is the key. */
@ApiExcludeController()
@Public()
@Controller('calendar')
export class CalendarController {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly limits: CalendarLimits,
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** An address that was revoked is as one that never was. */
  @Get(':token.ics')
  async read(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const address = request.ip ?? '';
    await this.limits.countRequest(address);
    const officer = await this.feeds.officerOf(token);
    if (!officer) {
      await this.limits.countWrong(address);
      throw new NotFound(
        'no-such-calendar',
        'There is no such calendar: make a new address under your account.',
      );
    }
    const dates = await readOfficerDates(this.db, officer.id, this.clock.now());
    const text = writeCalendar(dates, this.config.publicUrl);
    const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    response.set({
      ETag: tag,
      // It may be kept where it was fetched to, and is asked for again each time.
      'Cache-Control': 'private, no-cache',
      'X-Robots-Tag': 'noindex, nofollow, noarchive',
      'Content-Disposition': 'inline; filename="caseload.ics"',
    });
    if (isKnown(request.get('If-None-Match'), tag)) {
      response.status(304).end();
      return;
    }
    response.type('text/calendar; charset=utf-8').send(text);
  }
}

/** Proxies may have made a tag weak. */
function isKnown(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
