import type { Scope } from '@app/domain';
import { CaseFilters, readSlowParts, readStalledSummary, UsualPace } from '@app/measures';
import type { Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { askOf } from './case.schemas';
import {
  presentSummary,
  type StalledSummaryAnswer,
  stalledSummaryQuery,
  stalledSummarySchema,
} from './stalled-summary.schemas';

/** What the Stalled page counts, for programs. */
@ApiTags('Cases')
@Needs('cases.read')
@Controller('api/v1/stalled/summary')
export class StalledSummaryController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly filters: CaseFilters,
    private readonly pace: UsualPace,
  ) {}

  @ApiOperation({
    operationId: 'summariseStalled',
    summary: 'Stalled cases by reason, stage, age, provider and authority; where it is slow.',
  })
  @ApiOkResponse({ description: 'Counts', standardSchema: stalledSummarySchema })
  @Get()
  async summary(
    @Query({ schema: stalledSummaryQuery })
    { reason, ...query }: z.output<typeof stalledSummaryQuery>,
    @CurrentOfficer() { id: officerId }: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<StalledSummaryAnswer> {
    const ask = askOf({ ...query, stalled: reason ?? true });
    const filter = await this.filters.of(ask, { scope, officerId });
    const { stalled: _why, stalledDays: _days, ...anyPace } = filter;
    const now = this.clock.now();
    const [summary, learned, limits] = await Promise.all([
      readStalledSummary(this.db, now, filter),
      this.pace.learned(),
      this.pace.limits(),
    ]);
    const slow = await readSlowParts(this.db, now, anyPace, limits);
    return presentSummary(summary, slow, learned);
  }
}
