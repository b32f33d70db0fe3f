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
import { type Dashboard, framed, type FrameOf } from './frame';

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
    const { behind, now } = await this.asOf();
    const filter = readDashboardAsk(query, now);
    const [around, ...boards] = await Promise.all([
      this.around(by),
      ...dashboardPages.map(({ name }) => boardOf(name, filter, this.reader, by)),
    ]);
    const to = writeDashboardAsk(filter, now);
    response.render('dashboards/dashboards', {
      ...framed({ name: null, filter, now, behind, ...around }, nothing),
      boards: dashboardPages.map(({ name, title }, n) => ({
        title,
        href: `/dashboards/${name}${to}`,
        // Charts of which nothing is known say the same: once is enough.
        findings: [...new Set(boards[n]?.charts.map(({ finding }) => finding))],
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
    const { behind, now } = await this.asOf();
    const filter = readDashboardAsk(query, now);
    const [around, board] = await Promise.all([
      this.around(by),
      boardOf(name, filter, this.reader, by),
    ]);
    response.render(
      'dashboards/dashboard',
      framed({ name, filter, now, behind, ...around }, board),
    );
  }

  /** Known before anything is counted, so that no page claims more than it has. */
  private async asOf(): Promise<Pick<FrameOf, 'behind' | 'now'>> {
    const [behind, now] = await Promise.all([this.reader.countBehind(), this.reader.present()]);
    return { behind, now };
  }

  /** What stands around a dashboard, whichever it is. */
  private async around(by: DashboardReader): Promise<Pick<FrameOf, 'choices' | 'practice'>> {
    const [choices, practice] = await Promise.all([
      this.reader.choices(by),
      this.reader.practice(),
    ]);
    return { choices, practice };
  }
}
