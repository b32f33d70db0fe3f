import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * CQC's API gives a location's provider by its id alone. The site keeps that id; the provider's own
 * record comes when a file names it.
 */
export class ProvidersById1795000030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE site DROP CONSTRAINT site_provider_id_fkey;
      COMMENT ON COLUMN site.provider_id IS 'null when the file that told of the site gives only the provider''s name; the provider itself may not be known yet';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE site s SET provider_id = NULL, provider_name = coalesce(s.provider_name, s.provider_id)
       WHERE NOT EXISTS (SELECT FROM provider p WHERE p.provider_id = s.provider_id);
      ALTER TABLE site ADD CONSTRAINT site_provider_id_fkey
        FOREIGN KEY (provider_id) REFERENCES provider;
      COMMENT ON COLUMN site.provider_id IS 'null when the file that told of the site gives only the provider''s name';
    `);
  }
}
