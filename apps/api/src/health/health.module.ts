import { FollowUpsModule } from '@app/follow-ups';
import { Database, Queues } from '@app/platform';
import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { databaseCheck, HEALTH_CHECKS, migrationsCheck, queueCheck } from './health-checks';

@Module({
  imports: [FollowUpsModule],
  controllers: [HealthController],
  providers: [
    {
      provide: HEALTH_CHECKS,
      inject: [Database, Queues],
      useFactory: (db: Database, queues: Queues) => [
        databaseCheck(db),
        migrationsCheck(db),
        queueCheck(queues),
      ],
    },
  ],
})
export class HealthModule {}
