import type { Scope } from '@app/domain';
import {
  type Asker,
  type CaseAsk,
  CaseFilters,
  countCases,
  countsTo,
  listCases,
  noView,
  readCaseAsk,
  readListChoices,
  readNames,
  type SavedView,
  SavedViews,
  UsualPace,
  withView,
} from '@app/measures';
import type { Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { narrowingsOf } from './ask-words';
import { presentCases } from './cases.presenter';
import { viewNotices } from './view-notices';
import { noticeOf } from '../../views/notice';

const atOnce = 50;

/** Cases as somebody wants to see them: filtered, in an order, with the columns they chose. */
@ApiExcludeController()
@Needs('cases.read')
@Controller('cases')
export class CasesController {
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
      Object.keys(query).length === 0 ? await this.views.defaultOf(officer.id, 'cases') : null;
    if (opensWith) return response.redirect(`/cases?view=${opensWith}`);
    const view = await this.viewOf(asked, officer);
    const ask = view ? withView(asked, view.query) : asked;
    const cursor = textOf(query, 'cursor');
    const asker = { scope, officerId: officer.id };
    const now = this.clock.now();
    const filter = await this.filters.of(ask, asker);
    const [page, count, choices, names, views] = await Promise.all([
      listCases(this.db, now, filter, atOnce, cursor || undefined, ask.sort),
      countCases(this.db, now, filter, countsTo),
      readListChoices(this.db, scope),
      readNames(this.db, ask),
      this.views.list(officer),
    ]);
    const isEmpty = page.items.length === 0 && cursor === '';
    const loosened = isEmpty ? await this.loosen(ask, asker) : [];
    const found = {
      ask,
      page,
      laterPage: cursor !== '',
      count,
      choices,
      names,
      views,
      view,
      loosened,
      limits: this.pace.limitsAtHand(),
      formToken: this.tokens.issue(),
      notice: noticeOf(viewNotices, query.done),
    };
    response.render('cases/cases', presentCases(found, now));
  }

  /** A view that is gone is left out, like anything else that cannot be understood. */
  private async viewOf({ view }: CaseAsk, officer: Officer): Promise<SavedView | null> {
    if (!view || view === noView) return null;
    const known = await this.views.list(officer);
    return known.find(({ id }) => id === view) ?? null;
  }

  /** How many cases there would be with each filter taken off. */
  private loosen(ask: CaseAsk, asker: Asker): Promise<number[]> {
    const without = narrowingsOf(ask, { officer: null, provider: null });
    return Promise.all(
      without.map(async (one) =>
        countCases(this.db, this.clock.now(), await this.filters.of(one.without, asker), countsTo),
      ),
    );
  }
}
