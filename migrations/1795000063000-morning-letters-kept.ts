import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where no mail server is, a morning letter stays here for its officer to read. */
export class MorningLettersKept1795000063000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE morning_letter ADD COLUMN kept jsonb;
      COMMENT ON COLUMN morning_letter.kept IS 'subject and text where no mail server is, for two weeks; it names homes and days';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE morning_letter DROP COLUMN kept');
  }
}
