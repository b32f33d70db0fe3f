import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The CQC register as last imported: providers, their sites, and each import that changed them. */
export class Register1795000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_run (
        id          uuid PRIMARY KEY,
        kind        text NOT NULL,
        file_name   text NOT NULL,
        file_sha256 text NOT NULL,
        imported_at timestamptz NOT NULL,
        imported_by text NOT NULL,
        result      jsonb NOT NULL,
        compare     jsonb NOT NULL DEFAULT '{}',
        position    bigint GENERATED ALWAYS AS IDENTITY UNIQUE
      );
      COMMENT ON COLUMN import_run.position IS 'the order in which imports were made';
      COMMENT ON COLUMN import_run.compare IS 'what later imports compare with: sites by local authority';

      CREATE TABLE provider (
        provider_id text PRIMARY KEY,
        name        text NOT NULL,
        brand       text,
        import_id   uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
        changed_at  timestamptz NOT NULL
      );
      CREATE INDEX provider_by_name ON provider (name COLLATE "C", provider_id);

      CREATE TABLE site (
        location_id     text PRIMARY KEY,
        provider_id     text NOT NULL REFERENCES provider,
        name            text NOT NULL,
        ods_code        text,
        care_home       boolean NOT NULL,
        location_type   text,
        category        text,
        address         text,
        town            text,
        postcode        text,
        local_authority text,
        region          text,
        rating          text,
        rated_on        date,
        cqc_url         text,
        in_scope        boolean NOT NULL,
        scope_reason    text,
        import_id       uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
        changed_at      timestamptz NOT NULL,
        search          text NOT NULL
      );
      CREATE INDEX site_by_provider ON site (provider_id);
      CREATE INDEX site_by_name ON site (name COLLATE "C", location_id);

      COMMENT ON COLUMN site.location_id IS 'CQC location ID; NHS-run services carry ODS-shaped ids';
      COMMENT ON COLUMN site.in_scope IS 'false for services this association does not help; scope_reason says why';
      COMMENT ON COLUMN site.search IS 'lower-case name, postcode, ids, town and provider name, for substring search';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE site, provider, import_run');
  }
}
