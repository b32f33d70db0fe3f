import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One index for each list people open, sort key and id last, so that paging never skips rows. */
export class Lists1795000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX application_case_by_next
        ON application_case (coalesce(next_at, 'infinity'::timestamptz), id) WHERE open;
      CREATE INDEX application_case_by_waiting
        ON application_case (waiting_on, coalesce(next_at, 'infinity'::timestamptz), id) WHERE open;
      CREATE INDEX application_case_breached ON application_case (breached_at, id)
        WHERE open AND breached_at IS NOT NULL;
      CREATE INDEX application_case_use_by ON application_case (use_by, id)
        WHERE open AND use_by IS NOT NULL;
      CREATE INDEX site_by_lower_name ON site (lower(name) COLLATE "C", location_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX application_case_by_next, application_case_by_waiting, application_case_breached,
                 application_case_use_by, site_by_lower_name;
    `);
  }
}
