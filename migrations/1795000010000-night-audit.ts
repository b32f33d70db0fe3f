import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each night's second reading of all cases found. */
export class NightAudit1795000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE night_audit (
        night       date PRIMARY KEY,
        started_at  timestamptz NOT NULL,
        finished_at timestamptz,
        cases       integer,
        differences integer,
        found       jsonb,
        CHECK ((finished_at IS NULL) = (found IS NULL)),
        CHECK (num_nulls(finished_at, cases, differences) IN (0, 3))
      );
      COMMENT ON TABLE night_audit IS 'the nightly comparison of all stored rows with the facts; its row is claimed by one worker';
      COMMENT ON COLUMN night_audit.night IS 'Europe/London day in whose early hours it ran';
      COMMENT ON COLUMN night_audit.found IS 'the first 1,000 differences: [{caseId, home, what}]';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE night_audit');
  }
}
