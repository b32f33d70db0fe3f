import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which later files held a row that fits no site, so that undoing the first does not lose it. */
export class RowsToldAgain1795000037000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE quarantined_again (
        row_id    uuid NOT NULL REFERENCES quarantined_row ON DELETE CASCADE,
        import_id uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
        row       integer NOT NULL,
        said      jsonb,
        PRIMARY KEY (row_id, import_id)
      );
      CREATE INDEX quarantined_again_import ON quarantined_again (import_id);
      COMMENT ON TABLE quarantined_again IS 'later files that held the same row';
      COMMENT ON COLUMN quarantined_again.said IS 'what it said there; null for the same';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quarantined_again');
  }
}
