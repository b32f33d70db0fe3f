import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a live service has given so far: a reading that breaks off goes on where it stopped. */
export class ServiceDocuments1795000036000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE service_document (
        service  text NOT NULL REFERENCES register_service,
        name     text NOT NULL,
        position bigint GENERATED ALWAYS AS IDENTITY,
        state    text NOT NULL CHECK (state IN ('wanted', 'here', 'not-ours')),
        content  text,
        PRIMARY KEY (service, name),
        CHECK ((state = 'here') = (content IS NOT NULL))
      );
      CREATE INDEX service_document_wanted ON service_document (service, position) WHERE state = 'wanted';
      COMMENT ON TABLE service_document IS 'one reading of a live service under way; emptied when it is imported';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE service_document');
  }
}
