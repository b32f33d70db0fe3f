import { type Finish, predictFinish, type Scope } from '@app/domain';
import {
  CaseFilters,
  type Learned,
  listStalled,
  noView,
  readCaseAsk,
  readListChoices,
  readNames,
  readSlowParts,
  readStalledSummary,
  SavedViews,
  type StalledCase,
  stretchOf,
  UsualPace,
  withView,
} from '@app/measures';
import type { Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Temporal } from 'temporal-polyfill';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { viewNotices } from '../cases/view-notices';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { presentStalledPage } from './stalled.presenter';
import { noticeOf } from '../../views/notice';

/** Cases of a page; of the first fewer, since it has the charts as well. */
const atOnce = 50;
const besideCharts = 20;

/** What is not moving: why, where, since when, who can move it, and what usually does. */
@ApiExcludeController()
@Needs('cases.read')
@Controller('stalled')
export class StalledController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly filters: CaseFilters,
    private readonly pace: UsualPace,
    private readonly views: SavedViews,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async show(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const asked = readCaseAsk(query);
    const opensWith =
      Object.keys(query).length === 0 ? await this.views.defaultOf(officer.id, 'stalled') : null;
    if (opensWith) return response.redirect(`/stalled?view=${opensWith}`);
    const views = await this.views.list(officer);
    const view = views.find(({ id }) => id === asked.view && id !== noView) ?? null;
    // Closed cases are not stalled.
    const { closed: _, ...ask } = view ? withView(asked, view.query) : asked;
    const cursor = textOf(query, 'cursor');
    const now = this.clock.now();
    const filter = await this.filters.of(ask, { scope, officerId: officer.id });
    const { stalled: _why, stalledDays: _days, ...anyPace } = filter;
    const [page, summary, learned, limits, choices, names] = await Promise.all([
      listStalled(this.db, now, filter, cursor ? atOnce : besideCharts, cursor || undefined),
      readStalledSummary(this.db, now, filter),
      this.pace.learned(),
      this.pace.limits(),
      readListChoices(this.db, scope),
      readNames(this.db, ask),
    ]);
    const slow = await readSlowParts(this.db, now, anyPace, limits);
    const found = {
      ask,
      page,
      laterPage: cursor !== '',
      summary,
      slow,
      unblockings: learned.unblockings,
      finishes: finishesOf(page.items, learned, now),
      choices,
      names,
      views,
      view,
      formToken: this.tokens.issue(),
      notice: noticeOf(viewNotices, query.done),
    };
    response.render('stalled/stalled', presentStalledPage(found, now));
  }
}

/** When these cases may be live, as far as it is known. */
function finishesOf(
  cases: readonly StalledCase[],
  { ways }: Learned,
  now: Temporal.Instant,
): Map<string, Finish> {
  const finishes = new Map<string, Finish>();
  for (const one of cases) {
    const present = stretchOf(one, now);
    const finish = present && predictFinish(present, ways);
    if (finish) finishes.set(one.id, finish);
  }
  return finishes;
}
