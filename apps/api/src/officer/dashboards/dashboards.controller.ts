import type { Scope } from '@app/domain';
import type { Officer } from '@app/officers';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { DashboardsReader } from '../../dashboards/dashboards.reader';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import type { FormBody } from '../forms/form';
import { readDashboardAsk, writeDashboardAsk } from './asked-dashboard';
import { boardOf } from './board-of';
import { type DashboardName, dashboardPages } from './dashboard-pages';
import { type Dashboard, type DashboardPage, framed, type FrameOf } from './frame';

/** A page without a dashboard of its own. */
const nothing: Dashboard = { charts: [], notes: [], lists: [] };

/** Who asks for what, and what they may open. */
interface Asked {
  query: FormBody;
  officer: Officer;
  scope: Scope;
}

/** The work in pictures, each with its numbers, narrowed by what stands in the address. */
@ApiExcludeController()
@Needs('aggregates.read')
@Controller('dashboards')
export class DashboardPagesController {
  constructor(private readonly reader: DashboardsReader) {}

  /** What each of them finds, in a sentence. */
  @Get()
  async all(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const asked = { query, officer, scope };
    const behind = await this.reader.countBehind();
    const now = await this.reader.present();
    const filter = readDashboardAsk(query, now);
    const boards = await Promise.all(
      dashboardPages.map(({ name }) => boardOf(name, filter, this.reader, asked)),
    );
    const to = writeDashboardAsk(filter, now);
    response.render('dashboards/dashboards', {
      ...(await this.frame({ name: null, filter, now, behind }, asked, nothing)),
      boards: dashboardPages.map(({ name, title }, n) => ({
        title,
        href: `/dashboards/${name}${to}`,
        findings: boards[n]?.charts.map(({ finding }) => finding) ?? [],
      })),
    });
  }

  @Get('funnel')
  funnel(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('funnel', { query, officer, scope }, response);
  }

  @Get('coverage')
  coverage(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('coverage', { query, officer, scope }, response);
  }

  @Get('stage-times')
  stageTimes(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('stage-times', { query, officer, scope }, response);
  }

  @Get('passcodes')
  passcodes(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('passcodes', { query, officer, scope }, response);
  }

  @Get('replies')
  replies(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('replies', { query, officer, scope }, response);
  }

  @Get('coming')
  coming(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('coming', { query, officer, scope }, response);
  }

  @Get('expiries')
  expiries(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('expiries', { query, officer, scope }, response);
  }

  private async show(name: DashboardName, asked: Asked, response: Response): Promise<void> {
    const behind = await this.reader.countBehind();
    const now = await this.reader.present();
    const filter = readDashboardAsk(asked.query, now);
    const board = await boardOf(name, filter, this.reader, asked);
    const frame = { name, filter, now, behind };
    response.render('dashboards/dashboard', await this.frame(frame, asked, board));
  }

  private async frame(
    of: Omit<FrameOf, 'choices' | 'practice'>,
    { officer, scope }: Asked,
    board: Dashboard,
  ): Promise<DashboardPage> {
    const choices = await this.reader.choices({ officer, scope });
    const practice = await this.reader.practice();
    return framed({ ...of, choices, practice }, board);
  }
}
