import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each part of Today reads is in its index: first rows come in order without a look at the table,
 * an officer's own as well.
 */
export class TodayLists1795000058000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX task_open_by_kind, application_case_breached, application_case_use_by,
                 application_case_parked;
      CREATE INDEX task_open_by_kind ON task (kind, due_at, id) INCLUDE (case_id, created_at)
        WHERE status = 'open';
      CREATE INDEX application_case_breached ON application_case (breached_at, id)
        INCLUDE (officer_id) WHERE open AND breached_at IS NOT NULL;
      CREATE INDEX application_case_use_by ON application_case (use_by, id)
        INCLUDE (officer_id) WHERE open AND use_by IS NOT NULL;
      CREATE INDEX application_case_parked ON application_case (parked_until, id)
        INCLUDE (officer_id) WHERE open AND parked_until IS NOT NULL;
      CREATE INDEX application_case_of_officer_waiting ON application_case (officer_id, waiting_on)
        WHERE open;
      CREATE INDEX letter_undecided ON letter (planned_at, id)
        WHERE status IN ('refused', 'unknown') AND decided_at IS NULL;
      COMMENT ON INDEX letter_undecided IS 'letters somebody has to decide about, settled by what came later or not';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX letter_undecided, task_open_by_kind, application_case_breached,
                 application_case_use_by, application_case_parked, application_case_of_officer_waiting;
      CREATE INDEX task_open_by_kind ON task (kind, due_at, id) WHERE status = 'open';
      CREATE INDEX application_case_breached ON application_case (breached_at, id)
        WHERE open AND breached_at IS NOT NULL;
      CREATE INDEX application_case_use_by ON application_case (use_by, id)
        WHERE open AND use_by IS NOT NULL;
      CREATE INDEX application_case_parked ON application_case (parked_until, id)
        WHERE open AND parked_until IS NOT NULL;
    `);
  }
}
