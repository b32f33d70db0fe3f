import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often something was tried, so that limits hold across processes and restarts. */
export class RateLimits1795000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The shape rate-limiter-flexible expects.
      CREATE TABLE rate_limit (
        key    varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );
      COMMENT ON TABLE rate_limit IS 'tries by network, and by keyed hash of the email address typed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_limit');
  }
}
