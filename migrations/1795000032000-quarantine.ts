import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of a row that a person said to be of one of our sites. */
export class Quarantine1795000032000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE quarantined_row ADD applied_in uuid;
      CREATE INDEX quarantined_row_decided ON quarantined_row (kind, state);
      COMMENT ON COLUMN quarantined_row.applied_in IS
        'the import that took the row in when it was decided; null until then';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX quarantined_row_decided;
      ALTER TABLE quarantined_row DROP applied_in;
    `);
  }
}
