import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentReader } from '../../dashboards/current-reader';
import { type DashboardReader, DashboardsReader } from '../../dashboards/dashboards.reader';
import { Needs } from '../../security/access';
import type { FormBody } from '../forms/form';
import { readDashboardAsk, writeDashboardAsk } from './asked-dashboard';
import { boardOf } from './board-of';
import { type DashboardName, dashboardPages } from './dashboard-pages';
import { type Dashboard, type DashboardPage, framed, type FrameOf } from './frame';

/** A page without a dashboard of its own. */
const nothing: Dashboard = { charts: [], notes: [], lists: [] };

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
    @CurrentReader() by: DashboardReader,
    @Res() response: Response,
  ): Promise<void> {
    const behind = await this.reader.countBehind();
    const now = await this.reader.present();
    const filter = readDashboardAsk(query, now);
    const boards = await Promise.all(
      dashboardPages.map(({ name }) => boardOf(name, filter, this.reader, by)),
    );
    const to = writeDashboardAsk(filter, now);
    response.render('dashboards/dashboards', {
      ...(await this.frame({ name: null, filter, now, behind }, by, nothing)),
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
    @CurrentReader() by: DashboardReader,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('funnel', query, by, response);
  }

  @Get('coverage')
  coverage(
    @Query() query: FormBody,
    @CurrentReader() by: DashboardReader,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('coverage', query, by, response);
  }

  @Get('stage-times')
  stageTimes(
    @Query() query: FormBody,
    @CurrentReader() by: DashboardReader,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('stage-times', query, by, response);
  }

  @Get('passcodes')
  passcodes(
    @Query() query: FormBody,
    @CurrentReader() by: DashboardReader,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('passcodes', query, by, response);
  }

  @Get('replies')
  replies(
    @Query() query: FormBody,
    @CurrentReader() by: DashboardReader,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('replies', query, by, response);
  }

  @Get('coming')
  coming(
    @Query() query: FormBody,
    @CurrentReader() by: DashboardReader,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('coming', query, by, response);
  }

  @Get('expiries')
  expiries(
    @Query() query: FormBody,
    @CurrentReader() by: DashboardReader,
    @Res() response: Response,
  ): Promise<void> {
    return this.show('expiries', query, by, response);
  }

  private async show(
    name: DashboardName,
    query: FormBody,
    by: DashboardReader,
    response: Response,
  ): Promise<void> {
    const behind = await this.reader.countBehind();
    const now = await this.reader.present();
    const filter = readDashboardAsk(query, now);
    const board = await boardOf(name, filter, this.reader, by);
    const frame = { name, filter, now, behind };
    response.render('dashboards/dashboard', await this.frame(frame, by, board));
  }

  private async frame(
    of: Omit<FrameOf, 'choices' | 'practice'>,
    by: DashboardReader,
    board: Dashboard,
  ): Promise<DashboardPage> {
    const choices = await this.reader.choices(by);
    const practice = await this.reader.practice();
    return framed({ ...of, choices, practice }, board);
  }
}
