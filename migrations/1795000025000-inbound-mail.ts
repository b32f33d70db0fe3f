import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail that comes in: what was fetched from where, each message once, and what became of it. */
export class InboundMail1795000025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE inbound_mailbox (
        key           bytea PRIMARY KEY,
        uid_validity  text,
        last_uid      bigint NOT NULL DEFAULT 0,
        checked_at    timestamptz,
        failing_since timestamptz,
        failure       text,
        claimed_by    text,
        lease_until   timestamptz
      );
      COMMENT ON TABLE inbound_mailbox IS 'how far each mailbox has been read';
      COMMENT ON COLUMN inbound_mailbox.key IS 'fingerprint of server, user and folder';
      COMMENT ON COLUMN inbound_mailbox.checked_at IS 'when all that lay there had been stored, the last time';
      COMMENT ON COLUMN inbound_mailbox.claimed_by IS 'the one worker that reads it now, until lease_until';

      CREATE TABLE inbound_message (
        id          uuid PRIMARY KEY,
        content_key bytea NOT NULL UNIQUE,
        received_at timestamptz NOT NULL,
        stored_at   timestamptz NOT NULL,
        size        integer NOT NULL,
        status      text NOT NULL CHECK (status IN ('arrived', 'filed', 'tray', 'machine', 'set-aside')),
        kind        text,
        letter_id   uuid REFERENCES letter,
        threaded_by text,
        sender_key  bytea,
        sealed      bytea,
        failures    integer NOT NULL DEFAULT 0,
        retry_at    timestamptz,
        settled_at  timestamptz,
        settled_by  text
      );
      CREATE INDEX inbound_message_arrived ON inbound_message (stored_at, id) WHERE status = 'arrived';
      CREATE INDEX inbound_message_by_status ON inbound_message (status, received_at, id);
      CREATE INDEX inbound_message_by_letter ON inbound_message (letter_id, received_at) WHERE letter_id IS NOT NULL;
      CREATE INDEX inbound_message_by_sender ON inbound_message (sender_key, received_at) WHERE sender_key IS NOT NULL;
      COMMENT ON COLUMN inbound_message.sender_key IS 'keyed hash of the sender''s address';
      COMMENT ON COLUMN inbound_message.content_key IS 'keyed hash of Message-ID and content: a message delivered twice is stored once';
      COMMENT ON COLUMN inbound_message.received_at IS 'when the mail server had it';
      COMMENT ON COLUMN inbound_message.status IS 'arrived: not read yet; filed: at its cases; tray: somebody must say where it belongs; machine: written by a program';
      COMMENT ON COLUMN inbound_message.letter_id IS 'the letter it answers or reports on';
      COMMENT ON COLUMN inbound_message.threaded_by IS 'how it was found where it belongs';
      COMMENT ON COLUMN inbound_message.sealed IS 'sender, subject, text and what was read from them, encrypted';

      CREATE TABLE inbound_raw (
        message_id uuid PRIMARY KEY REFERENCES inbound_message,
        sealed     bytea NOT NULL
      );
      COMMENT ON TABLE inbound_raw IS 'messages as they came, encrypted, until they have been read';

      CREATE TABLE inbound_message_case (
        message_id uuid NOT NULL REFERENCES inbound_message,
        case_id    uuid NOT NULL REFERENCES application_case,
        filed_at   timestamptz NOT NULL,
        filed_by   text NOT NULL,
        PRIMARY KEY (message_id, case_id)
      );
      CREATE INDEX inbound_message_case_by_case ON inbound_message_case (case_id);

      CREATE TABLE inbound_attachment (
        message_id uuid NOT NULL REFERENCES inbound_message,
        seq        integer NOT NULL,
        sealed     bytea NOT NULL,
        size       integer NOT NULL,
        content    bytea,
        PRIMARY KEY (message_id, seq)
      );
      COMMENT ON COLUMN inbound_attachment.sealed IS 'name and media type, encrypted';
      COMMENT ON COLUMN inbound_attachment.content IS 'encrypted; null: too large to keep';

      ALTER TABLE letter ADD COLUMN bounced_at timestamptz;
      CREATE INDEX letter_by_address ON letter (address_key, planned_at);
      CREATE INDEX letter_bounced ON letter (bounced_at) WHERE bounced_at IS NOT NULL;
      COMMENT ON COLUMN letter.bounced_at IS 'when it came back although the server had taken it';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX letter_by_address;
      ALTER TABLE letter DROP COLUMN bounced_at;
      DROP TABLE inbound_attachment, inbound_message_case, inbound_raw, inbound_message, inbound_mailbox;
    `);
  }
}
