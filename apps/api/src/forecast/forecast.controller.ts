import { narrowedTo, type Scope } from '@app/domain';
import type { Forecast, ForecastItem } from '@app/measures';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ForecastReader } from './forecast.reader';
import { maskedAddress } from '../json/masked-values';
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
  async forecast(
    @Query({ schema: forecastQuery }) query: z.output<typeof forecastQuery>,
    @CurrentScope() scope: Scope,
  ): Promise<Forecast> {
    const { days, officer, case: caseId, rendered } = query;
    const asked = { days, scope: narrowedTo(scope, officer), caseId, rendered };
    return withMaskedReaders(await this.forecasts.read(asked));
  }
}

/** Account holders' addresses are private. */
const withMaskedReaders = (forecast: Forecast): Forecast => ({
  ...forecast,
  days: forecast.days.map((day) => ({ ...day, items: day.items.map(masked) })),
});

function masked(item: ForecastItem): ForecastItem {
  const { rendered, to } = item;
  if (to !== 'person' || !rendered?.to.address) return item;
  const address = maskedAddress(rendered.to.address);
  return { ...item, rendered: { ...rendered, to: { ...rendered.to, address } } };
}
