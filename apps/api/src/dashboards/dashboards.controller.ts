import type { DashboardFilter } from '@app/measures';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Needs } from '../security/access';
import { CurrentReader } from './current-reader';
import { type DashboardReader, DashboardsReader } from './dashboards.reader';
import {
  comingSchema,
  coverageSchema,
  dashboardQuery,
  expiriesSchema,
  filterOf,
  funnelSchema,
  passcodesSchema,
  repliesSchema,
  stageTimesSchema,
} from './dashboards.schemas';

type Asked = z.output<typeof dashboardQuery>;

/** The counts behind the dashboards. */
@ApiTags('Measures')
@Needs('aggregates.read')
@Controller('api/v1/measures')
export class DashboardsController {
  constructor(private readonly reader: DashboardsReader) {}

  @ApiOperation({ operationId: 'getFunnel', summary: 'How far cases have come.' })
  @ApiOkResponse({ description: 'The funnel', standardSchema: funnelSchema })
  @Get('funnel')
  funnel(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentReader() by: DashboardReader,
  ): Promise<z.input<typeof funnelSchema>> {
    return this.counted(() => this.reader.funnel(this.filter(query), by));
  }

  @ApiOperation({
    operationId: 'getCoverage',
    summary: 'NHSmail and DSPT by local authority, and over time.',
  })
  @ApiOkResponse({ description: 'The coverage', standardSchema: coverageSchema })
  @Get('coverage')
  coverage(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentReader() by: DashboardReader,
  ): Promise<z.input<typeof coverageSchema>> {
    return this.counted(() => this.reader.coverage(this.filter(query), by));
  }

  @ApiOperation({ operationId: 'getStageTimes', summary: 'How long cases stay at each stage.' })
  @ApiOkResponse({ description: 'The times', standardSchema: stageTimesSchema })
  @Get('stage-times')
  stageTimes(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentReader() by: DashboardReader,
  ): Promise<z.input<typeof stageTimesSchema>> {
    return this.counted(async () => ({
      items: await this.reader.stageTimes(this.filter(query), by),
    }));
  }

  @ApiOperation({
    operationId: 'getPasscodes',
    summary: 'Passcodes requested, received, used, expired and superseded, by month and channel.',
  })
  @ApiOkResponse({ description: 'The months', standardSchema: passcodesSchema })
  @Get('passcodes')
  passcodes(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentReader() by: DashboardReader,
  ): Promise<z.input<typeof passcodesSchema>> {
    return this.counted(async () => ({
      items: await this.reader.passcodes(this.filter(query), by),
    }));
  }

  @ApiOperation({ operationId: 'getReplies', summary: 'Replies within 48 hours, by month.' })
  @ApiOkResponse({ description: 'The months', standardSchema: repliesSchema })
  @Get('replies')
  replies(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentReader() by: DashboardReader,
  ): Promise<z.input<typeof repliesSchema>> {
    return this.counted(async () => ({
      items: await this.reader.replies(this.filter(query), by),
    }));
  }

  @ApiOperation({
    operationId: 'getExpiries',
    summary: 'DSPT publications that end by the next 30 June.',
  })
  @ApiOkResponse({ description: 'The places', standardSchema: expiriesSchema })
  @Get('expiries')
  expiries(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentReader() by: DashboardReader,
  ): Promise<z.input<typeof expiriesSchema>> {
    return this.reader.expiries(this.filter(query), by);
  }

  @ApiOperation({
    operationId: 'getComing',
    summary: 'What is planned for the next 30 days, day by day.',
    description: 'What stands planned now; `forecast` knows besides what that brings with it.',
  })
  @ApiOkResponse({ description: 'The days', standardSchema: comingSchema })
  @Get('coming')
  async coming(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentReader() by: DashboardReader,
  ): Promise<z.input<typeof comingSchema>> {
    return { items: await this.reader.coming(this.filter(query), by) };
  }

  /** What is still to be counted is asked for first, so that no answer claims more than it has. */
  private async counted<T>(read: () => Promise<T>): Promise<T & { behind: number }> {
    const behind = await this.reader.countBehind();
    return { ...(await read()), behind };
  }

  private filter(query: Asked): DashboardFilter {
    return filterOf(query, this.reader.today());
  }
}
