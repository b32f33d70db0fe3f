import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links in letters to pages where the reader answers without an account, and the answers given. */
export class AnswerLinks1795000022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE answer_link (
        id          uuid PRIMARY KEY,
        token_hash  bytea NOT NULL UNIQUE,
        letter_id   uuid REFERENCES letter DEFERRABLE INITIALLY DEFERRED,
        case_id     uuid REFERENCES application_case,
        purpose     text NOT NULL,
        recipient   text NOT NULL CHECK (recipient ~ '^(provider|person:p[1-9][0-9]*)$'),
        address_key bytea NOT NULL,
        created_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        answered_at timestamptz,
        revoked_at  timestamptz,
        revoked_why text,
        CHECK (case_id IS NOT NULL OR purpose = 'stop')
      );
      CREATE INDEX answer_link_by_case ON answer_link (case_id, created_at);
      CREATE INDEX answer_link_by_letter ON answer_link (letter_id);
      CREATE INDEX answer_link_by_address ON answer_link (address_key);
      COMMENT ON TABLE answer_link IS 'opens one page for one case, purpose and recipient; looking changes nothing here';
      COMMENT ON COLUMN answer_link.token_hash IS 'SHA-256 of the 256 random bits in the link; the link itself is only in the letter';
      COMMENT ON COLUMN answer_link.case_id IS 'null: a link to stop letters, which is about all homes of its letter';
      COMMENT ON COLUMN answer_link.address_key IS 'fingerprint of the address it was sent to; it dies when the recipient''s address is another';
      COMMENT ON COLUMN answer_link.answered_at IS 'when the answer was given that leaves nothing to ask';

      CREATE TABLE answer (
        id      uuid PRIMARY KEY,
        link_id uuid NOT NULL REFERENCES answer_link,
        case_id uuid NOT NULL REFERENCES application_case,
        choice  text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('recorded', 'task', 'done')),
        sealed  bytea NOT NULL,
        at      timestamptz NOT NULL,
        UNIQUE (link_id, case_id, choice)
      );
      CREATE INDEX answer_by_case ON answer (case_id, at);
      COMMENT ON TABLE answer IS 'what was pressed and written on an answer page; each choice of a link counts once';
      COMMENT ON COLUMN answer.outcome IS 'recorded as facts; left to the officer as a task; or done with no fact';
      COMMENT ON COLUMN answer.sealed IS 'what was written, and why no fact could be made of it, encrypted';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE answer, answer_link');
  }
}
