import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is not written to, and who is away: by a keyed hash of the address, never the address. */
export class Correspondents1795000023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE correspondent (
        address_key  bytea PRIMARY KEY CHECK (length(address_key) = 32),
        silenced_at  timestamptz,
        silenced_why text CHECK (silenced_why IN ('bounced', 'objected', 'wrong-person')),
        away_until   timestamptz,
        changed_at   timestamptz NOT NULL,
        CHECK ((silenced_at IS NULL) = (silenced_why IS NULL))
      );
      COMMENT ON COLUMN correspondent.address_key IS 'keyed hash of the address: it is recognised, and cannot be read back';
      COMMENT ON COLUMN correspondent.silenced_why IS 'the weightiest of the silences that last: objected, wrong-person, bounced';
      COMMENT ON COLUMN correspondent.away_until IS 'nobody reads it before the Europe/London day of this instant';
      CREATE INDEX correspondent_silenced ON correspondent (silenced_at DESC, address_key)
        WHERE silenced_at IS NOT NULL;

      CREATE TABLE correspondent_silence (
        id          uuid PRIMARY KEY,
        address_key bytea NOT NULL REFERENCES correspondent,
        why         text NOT NULL CHECK (why IN ('bounced', 'objected', 'wrong-person')),
        since       timestamptz NOT NULL,
        asker       text,
        how         text,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL,
        ended_at    timestamptz,
        ended_how   text,
        ended_by    text,
        CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      );
      CREATE UNIQUE INDEX correspondent_silence_lasting ON correspondent_silence (address_key, why)
        WHERE ended_at IS NULL;
      CREATE INDEX correspondent_silence_by_address ON correspondent_silence (address_key, recorded_at);
      COMMENT ON TABLE correspondent_silence IS 'every time an address was silenced, and how it ended';
      COMMENT ON COLUMN correspondent_silence.asker IS 'who asked, as one of a few words: never a name';
      COMMENT ON COLUMN correspondent_silence.how IS 'how it became known, as one of a few words';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE correspondent_silence; DROP TABLE correspondent;');
  }
}
