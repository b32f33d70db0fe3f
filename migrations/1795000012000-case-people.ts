import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The people of a case, sealed; and whom each letter is for. */
export class CasePeople1795000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_person (
        case_id uuid NOT NULL,
        seq     integer NOT NULL,
        ref     text NOT NULL CHECK (ref ~ '^p[1-9][0-9]*$'),
        name    bytea,
        mobile  bytea,
        email   bytea,
        key_id  text,
        PRIMARY KEY (case_id, seq),
        FOREIGN KEY (case_id, seq) REFERENCES fact
      );
      COMMENT ON TABLE case_person IS 'what a fact says of a person that is personal; the fact itself holds only the ref';
      COMMENT ON COLUMN case_person.seq IS 'of the fact that said it: each keeps its own, so that retracting one brings back what held before';
      COMMENT ON COLUMN case_person.ref IS 'who it is, without meaning: p1, p2 and so on within the case';
      COMMENT ON COLUMN case_person.name IS 'encrypted (see libs/platform/src/encryption), bound to case, seq, ref and column; so are mobile and email';
      COMMENT ON COLUMN case_person.key_id IS 'key of the person the values are sealed with; null: the field key';

      -- Answers kept from now on are sealed; none is kept for longer than a day.
      DELETE FROM idempotency_key;
      COMMENT ON COLUMN idempotency_key.body IS 'what was answered, encrypted, in base64: it may repeat personal values';

      ALTER TABLE letter ADD COLUMN recipient text NOT NULL DEFAULT 'provider'
        CHECK (recipient ~ '^(provider|person:p[1-9][0-9]*)$');
      ALTER TABLE letter ALTER COLUMN recipient DROP DEFAULT;
      COMMENT ON COLUMN letter.recipient IS 'provider, or a person of the case by ref: at most one routine letter a day for each';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE letter DROP COLUMN recipient;
      DROP TABLE case_person;
    `);
  }
}
