import { Database } from '@app/platform';
import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { databaseCheck, HEALTH_CHECKS, migrationsCheck } from './health-checks';

@Module({
  controllers: [HealthController],
  providers: [
    {
      provide: HEALTH_CHECKS,
      inject: [Database],
      useFactory: (db: Database) => [databaseCheck(db), migrationsCheck(db)],
    },
  ],
})
export class HealthModule {}
