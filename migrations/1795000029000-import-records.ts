import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which records each import told of: what is gone, what depends on it, and what it knew later. */
export class ImportRecords1795000029000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_record (
        import_id uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
        subject   text NOT NULL,
        keys      text[] NOT NULL,
        PRIMARY KEY (import_id, subject)
      );
      COMMENT ON TABLE import_record IS 'the keys of all records a file told of, changed or not';
      CREATE INDEX import_run_by_variant ON import_run (variant, position DESC);
      ALTER TABLE import_job ADD leased_by uuid;
      COMMENT ON COLUMN import_job.leased_by IS 'which process works on it while the lease lasts';
      ALTER TABLE site_correction ADD CONSTRAINT site_correction_ended
        CHECK ((ended_at IS NULL) = (ended_how IS NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_job DROP leased_by;
      ALTER TABLE site_correction DROP CONSTRAINT site_correction_ended;
      DROP INDEX import_run_by_variant;
      DROP TABLE import_record;
    `);
  }
}
