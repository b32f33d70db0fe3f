import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people decide about the DSPT keeps its history: who said it, and who ended it. */
export class DsptDecisions1795000031000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dspt_inclusion
        DROP CONSTRAINT dspt_inclusion_pkey,
        ADD id               uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
        ADD register_hq_code text,
        ADD ended_at         timestamptz,
        ADD ended_by         text,
        ADD CHECK ((ended_at IS NULL) = (ended_by IS NULL));
      CREATE UNIQUE INDEX dspt_inclusion_now ON dspt_inclusion (location_id) WHERE ended_at IS NULL;
      CREATE INDEX dspt_inclusion_of ON dspt_inclusion (location_id);
      CREATE INDEX dspt_inclusion_hq ON dspt_inclusion (hq_code) WHERE ended_at IS NULL;
      COMMENT ON COLUMN dspt_inclusion.register_hq_code IS 'the headquarters'' code the register showed when it was said: another since means to ask again';

      ALTER TABLE dspt_classification
        DROP CONSTRAINT dspt_classification_pkey,
        ADD id       uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
        ADD ended_at timestamptz,
        ADD ended_by text,
        ADD CHECK ((ended_at IS NULL) = (ended_by IS NULL));
      CREATE UNIQUE INDEX dspt_classification_now ON dspt_classification (status_words)
        WHERE ended_at IS NULL;

      CREATE INDEX dspt_status_unknown ON dspt_status (status_text) WHERE level = 'unknown';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX dspt_status_unknown;
      DELETE FROM dspt_classification WHERE ended_at IS NOT NULL;
      ALTER TABLE dspt_classification DROP id, DROP ended_at, DROP ended_by,
        ADD PRIMARY KEY (status_words);
      DELETE FROM dspt_inclusion WHERE ended_at IS NOT NULL;
      ALTER TABLE dspt_inclusion DROP id, DROP register_hq_code, DROP ended_at, DROP ended_by,
        ADD PRIMARY KEY (location_id);
    `);
  }
}
