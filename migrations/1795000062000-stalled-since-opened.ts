import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A case is not stuck for longer than it has been open, although a reason may be older: a DSPT that
 * had lapsed years before holds up nothing until somebody wants to apply.
 */
export class StalledSinceOpened1795000062000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      COMMENT ON COLUMN application_case.stalled_at IS 'the earliest of stall_since, and not before it was opened; it is stuck once that has passed';
      UPDATE application_case
         SET stalled_at = opened_on::timestamp AT TIME ZONE 'Europe/London'
       WHERE stalled_at < opened_on::timestamp AT TIME ZONE 'Europe/London';
    `);
  }

  /** What was earlier is written again with the next fact of each case. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      COMMENT ON COLUMN application_case.stalled_at IS 'the earliest of stall_since; it is stuck once that has passed';
    `);
  }
}
