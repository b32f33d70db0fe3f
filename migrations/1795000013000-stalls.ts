import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why a case is stuck and since when, kept beside the codes that hold already. Reasons that begin by
 * the passing of time are written down beforehand: a list compares them with the clock.
 */
export class Stalls1795000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE application_case
        ADD COLUMN stall_codes text[] NOT NULL DEFAULT '{}',
        ADD COLUMN stall_since timestamptz[] NOT NULL DEFAULT '{}',
        ADD COLUMN stalled_at timestamptz,
        ADD CHECK (cardinality(stall_codes) = cardinality(stall_since)),
        ADD CHECK ((stalled_at IS NULL) = (cardinality(stall_codes) = 0));
      UPDATE application_case
         SET stall_codes = stalls, stalled_at = changed_at,
             stall_since = array_fill(changed_at, ARRAY[cardinality(stalls)])
       WHERE open AND cardinality(stalls) > 0;
      CREATE INDEX application_case_stalled ON application_case (stalled_at, id)
        WHERE open AND stalled_at IS NOT NULL;
      COMMENT ON COLUMN application_case.stalls IS 'reasons that hold whatever the time is; stall_codes has all of them';
      COMMENT ON COLUMN application_case.stall_codes IS 'why it is stuck, or will be when the moment in stall_since has come';
      COMMENT ON COLUMN application_case.stalled_at IS 'the earliest of stall_since; it is stuck once that has passed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX application_case_stalled;
      ALTER TABLE application_case
        DROP COLUMN stall_codes, DROP COLUMN stall_since, DROP COLUMN stalled_at;
    `);
  }
}
