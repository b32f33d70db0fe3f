import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The secret address at which a calendar program reads the dates of one officer. */
export class CalendarFeeds1795000052000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_feed (
        officer_id   uuid PRIMARY KEY REFERENCES officer,
        token_hash   bytea NOT NULL UNIQUE,
        made_at      timestamptz NOT NULL,
        last_used_at timestamptz
      );
      COMMENT ON TABLE calendar_feed IS 'who may read the dates of an officer without signing in; a row taken out opens nothing any more';
      COMMENT ON COLUMN calendar_feed.last_used_at IS 'to a quarter of an hour';
      SELECT audit_watch('calendar_feed', 'officer_id', '', 'last_used_at');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_feed');
  }
}
