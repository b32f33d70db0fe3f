import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every open case waits on someone and has a date running or a day it rests until. */
export class NoOrphans1795000014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE application_case
        ADD COLUMN parked_until date,
        ADD COLUMN parked_why text;
      COMMENT ON COLUMN application_case.parked_until IS 'day it is looked at again, Europe/London: chosen, or the rule for a case with no date running';

      UPDATE application_case
         SET parked_until = (changed_at AT TIME ZONE 'Europe/London')::date + 14,
             parked_why = 'no date is running'
       WHERE open AND next_at IS NULL;

      ALTER TABLE application_case ADD CONSTRAINT application_case_no_orphan CHECK (
        NOT open OR (waiting_on IS NOT NULL AND (next_at IS NOT NULL OR parked_until IS NOT NULL))
      );
      CREATE INDEX application_case_parked ON application_case (parked_until, id)
        WHERE open AND parked_until IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX application_case_parked;
      ALTER TABLE application_case
        DROP CONSTRAINT application_case_no_orphan,
        DROP COLUMN parked_until,
        DROP COLUMN parked_why;
    `);
  }
}
