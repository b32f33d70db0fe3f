import { ProvidersModule } from '@app/providers';
import { Module } from '@nestjs/common';
import { CaseloadMetrics } from './caseload-metrics';
import { HttpMetrics } from './http-metrics';
import { MetricsController } from './metrics.controller';
import { MetricsRegistry } from './metrics-registry';

@Module({
  imports: [ProvidersModule],
  controllers: [MetricsController],
  providers: [CaseloadMetrics, HttpMetrics, MetricsRegistry],
})
export class MetricsModule {}
