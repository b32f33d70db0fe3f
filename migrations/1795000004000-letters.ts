import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The send ledger: one row a letter, written in the transaction that decided it. */
export class Letters1795000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE letter (
        id              uuid PRIMARY KEY,
        case_id         uuid NOT NULL REFERENCES application_case,
        kinds           text[] NOT NULL,
        routine         boolean NOT NULL,
        message_id      text NOT NULL UNIQUE,
        subject         text NOT NULL,
        sealed          bytea NOT NULL,
        status          text NOT NULL CHECK (status IN
                          ('planned', 'claimed', 'sent', 'deferred', 'refused', 'unknown', 'withdrawn')),
        planned_at      timestamptz NOT NULL,
        day             date NOT NULL,
        next_attempt_at timestamptz,
        attempts        integer NOT NULL DEFAULT 0,
        tried_since     timestamptz,
        halted_at       timestamptz,
        claimed_by      text,
        lease_until     timestamptz,
        settled_at      timestamptz,
        server_reply    text,
        withdraw_reason text
      );
      CREATE INDEX letter_to_send ON letter (next_attempt_at, id) WHERE status IN ('planned', 'deferred');
      CREATE INDEX letter_claimed ON letter (lease_until) WHERE status = 'claimed';
      CREATE INDEX letter_by_case ON letter (case_id, planned_at);
      CREATE INDEX letter_by_time ON letter (planned_at, id);
      CREATE INDEX letter_troubled ON letter (planned_at, id) WHERE status IN ('refused', 'unknown', 'deferred');
      COMMENT ON COLUMN letter.sealed IS 'recipient and the text and HTML parts, encrypted';
      COMMENT ON COLUMN letter.next_attempt_at IS 'tried no earlier than this';
      COMMENT ON COLUMN letter.tried_since IS 'first attempt of the present run of attempts: given up 48 hours after it';
      COMMENT ON COLUMN letter.halted_at IS 'when it met trouble that holds for all mail and was handed back; null once tried again';
      COMMENT ON COLUMN letter.withdraw_reason IS 'why it is no longer wanted; set while a worker has it in hand, it is withdrawn unless it went';
      COMMENT ON COLUMN letter.day IS 'Europe/London day it was planned for: at most one routine letter a person a day';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE letter');
  }
}
