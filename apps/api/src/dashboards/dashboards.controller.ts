import type { Scope } from '@app/domain';
import type { DashboardFilter } from '@app/measures';
import type { Officer } from '@app/officers';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { DashboardsReader } from './dashboards.reader';
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
  async funnel(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof funnelSchema>> {
    const behind = await this.reader.countBehind();
    return { ...(await this.reader.funnel(this.filter(query), { officer, scope })), behind };
  }

  @ApiOperation({
    operationId: 'getCoverage',
    summary: 'NHSmail and DSPT by local authority, and over time.',
  })
  @ApiOkResponse({ description: 'The coverage', standardSchema: coverageSchema })
  @Get('coverage')
  async coverage(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof coverageSchema>> {
    const behind = await this.reader.countBehind();
    return { ...(await this.reader.coverage(this.filter(query), { officer, scope })), behind };
  }

  @ApiOperation({ operationId: 'getStageTimes', summary: 'How long cases stay at each stage.' })
  @ApiOkResponse({ description: 'The times', standardSchema: stageTimesSchema })
  @Get('stage-times')
  async stageTimes(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof stageTimesSchema>> {
    const behind = await this.reader.countBehind();
    return { items: await this.reader.stageTimes(this.filter(query), { officer, scope }), behind };
  }

  @ApiOperation({
    operationId: 'getPasscodes',
    summary: 'Passcodes requested, received, used, expired and superseded, by month and channel.',
  })
  @ApiOkResponse({ description: 'The months', standardSchema: passcodesSchema })
  @Get('passcodes')
  async passcodes(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof passcodesSchema>> {
    const behind = await this.reader.countBehind();
    return { items: await this.reader.passcodes(this.filter(query), { officer, scope }), behind };
  }

  @ApiOperation({ operationId: 'getReplies', summary: 'Replies within 48 hours, by month.' })
  @ApiOkResponse({ description: 'The months', standardSchema: repliesSchema })
  @Get('replies')
  async replies(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof repliesSchema>> {
    const behind = await this.reader.countBehind();
    return { items: await this.reader.replies(this.filter(query), { officer, scope }), behind };
  }

  @ApiOperation({
    operationId: 'getExpiries',
    summary: 'DSPT publications that end by the next 30 June.',
  })
  @ApiOkResponse({ description: 'The places', standardSchema: expiriesSchema })
  @Get('expiries')
  expiries(
    @Query({ schema: dashboardQuery }) query: Asked,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof expiriesSchema>> {
    return this.reader.expiries(this.filter(query), { officer, scope });
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
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof comingSchema>> {
    return { items: await this.reader.coming(this.filter(query), { officer, scope }) };
  }

  private filter(query: Asked): DashboardFilter {
    return filterOf(query, this.reader.today());
  }
}
