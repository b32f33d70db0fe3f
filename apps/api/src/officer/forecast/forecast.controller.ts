import { isUuid, londonDay, narrowedTo, NotFound, type Scope } from '@app/domain';
import type { Officer } from '@app/officers';
import { mostForecastDays } from '@app/measures';
import { Clock } from '@app/platform';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Temporal } from 'temporal-polyfill';
import { ForecastReader } from '../../forecast/forecast.reader';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { type FormBody, textOf } from '../forms/form';
import { letterHref, presentForecast } from './forecast.presenter';
import { maskedEmail } from '../words/masked';
import { momentWords } from '../words/when';

const days = 30;

/** What goes out in the next weeks if nobody records anything. */
@ApiExcludeController()
@Needs('cases.read')
@Controller('forecast')
export class ForecastController {
  constructor(
    private readonly forecasts: ForecastReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const onlyMine = textOf(query, 'whose') === 'mine';
    const forecast = await this.forecasts.read({
      days,
      scope: narrowedTo(scope, onlyMine ? officer.id : null),
    });
    const asked = textOf(query, 'day');
    const day = forecast.days.some((d) => d.day === asked) ? asked : null;
    response.render('forecast/forecast', presentForecast(forecast, { onlyMine, day }));
  }

  /** A letter to come, as it would be sent. */
  @Get('letter')
  async letter(
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const caseId = textOf(query, 'case');
    const ahead = this.daysUntil(textOf(query, 'at'));
    if (!isUuid(caseId) || ahead === null) throw noSuchLetter();
    const forecast = await this.forecasts.read({ days: ahead, scope, caseId, rendered: true });
    const wanted = withQueryOf(query);
    const item = forecast.days
      .flatMap(({ items }) => items)
      .find((i) => i.rendered && letterHref(i) === wanted);
    if (!item?.rendered) throw noSuchLetter();
    response.render('forecast/letter', {
      section: 'forecast',
      practice: item.practice,
      subject: item.rendered.subject,
      text: item.rendered.text,
      to: item.rendered.to.name ?? `The manager, ${item.home}`,
      address:
        item.to === 'person' && item.rendered.to.address
          ? maskedEmail(item.rendered.to.address)
          : item.rendered.to.address,
      at: momentWords(item.at),
      home: item.home,
      caseHref: `/cases/${item.caseId}`,
    });
  }

  /** Days to look ahead to see this moment; null when it is no moment, or out of reach. */
  private daysUntil(at: string): number | null {
    try {
      const today = londonDay(this.clock.now());
      const ahead = today.until(londonDay(Temporal.Instant.from(at)), { largestUnit: 'days' }).days;
      return ahead >= 0 && ahead < mostForecastDays ? ahead + 1 : null;
    } catch {
      return null;
    }
  }
}

const withQueryOf = (query: FormBody): string =>
  `/forecast/letter?${new URLSearchParams({ case: textOf(query, 'case'), at: textOf(query, 'at'), rung: textOf(query, 'rung') })}`;

const noSuchLetter = (): NotFound =>
  new NotFound(
    'no-such-letter',
    'This letter is not to come any more: something has been recorded since. Look at the forecast again.',
  );
