import { narrowedTo, type Scope } from '@app/domain';
import type { Forecast } from '@app/measures';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ForecastReader } from './forecast.reader';
import { forecastQuery, forecastSchema } from './forecast.schemas';
import { CurrentScope, Needs } from '../security/access';

@ApiTags('Forecast')
@Needs('cases.read')
@Controller('api/v1/forecast')
export class ForecastController {
  constructor(private readonly forecasts: ForecastReader) {}

  @ApiOperation({
    operationId: 'getForecast',
    summary: 'The letters, tasks and ends to come if nobody records anything, day by day.',
    description: 'By the code that sends the real ones. Nothing is stored.',
  })
  @ApiOkResponse({ description: 'The forecast', standardSchema: forecastSchema })
  @Get()
  forecast(
    @Query({ schema: forecastQuery }) query: z.output<typeof forecastQuery>,
    @CurrentScope() scope: Scope,
  ): Promise<Forecast> {
    const { days, officer, case: caseId, rendered } = query;
    return this.forecasts.read({ days, scope: narrowedTo(scope, officer), caseId, rendered });
  }
}
