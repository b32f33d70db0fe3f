import { Controller, Get, Logger, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../security/access';
import { CaseloadMetrics } from './caseload-metrics';
import { MetricsRegistry } from './metrics-registry';

/** For Prometheus. Counts only: nothing here is about anybody. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  private readonly log = new Logger('Metrics');

  constructor(
    private readonly registry: MetricsRegistry,
    private readonly caseload: CaseloadMetrics,
  ) {}

  /** While the database is away the process still tells of itself, with the last counts. */
  @Public()
  @Get()
  async metrics(@Res() response: Response): Promise<void> {
    await this.caseload
      .refresh()
      .catch((error: Error) => this.log.warn(`Counts were not refreshed: ${error.message}`));
    response.set('Content-Type', this.registry.contentType).send(await this.registry.metrics());
  }
}
