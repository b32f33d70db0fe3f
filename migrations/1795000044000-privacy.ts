import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Erasing: what was emptied and when, what holds it back, and what people asked of us. */
export class Privacy1795000044000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contact ALTER COLUMN sealed DROP NOT NULL;
      ALTER TABLE contact ADD COLUMN erased_at timestamptz;
      ALTER TABLE case_person ADD COLUMN erased_at timestamptz;
      ALTER TABLE fact_text ADD COLUMN erased_at timestamptz;
      ALTER TABLE letter ADD COLUMN erased_at timestamptz;
      ALTER TABLE answer ADD COLUMN erased_at timestamptz;
      ALTER TABLE inbound_message ADD COLUMN erased_at timestamptz;
      COMMENT ON COLUMN contact.sealed IS 'name and email address, encrypted; null: erased';
      COMMENT ON COLUMN case_person.erased_at IS 'when the first of its values was emptied: what is null then was not always';
      COMMENT ON COLUMN letter.erased_at IS 'when recipient and text were replaced by nothing, sealed';
      CREATE INDEX letter_kept ON letter (planned_at) WHERE erased_at IS NULL;
      CREATE INDEX answer_kept ON answer (at) WHERE erased_at IS NULL;
      CREATE INDEX inbound_message_kept ON inbound_message (received_at) WHERE erased_at IS NULL;
      CREATE INDEX case_person_by_address ON case_person (address_key) WHERE address_key IS NOT NULL;

      CREATE TABLE privacy_hold (
        id        uuid PRIMARY KEY,
        case_id   uuid NOT NULL REFERENCES application_case,
        ref       text CHECK (ref ~ '^p[1-9][0-9]*$'),
        reason    text NOT NULL CHECK (reason IN
                    ('complaint', 'legal-claim', 'restriction', 'incident', 'official-request')),
        review_on date NOT NULL,
        put_by    text NOT NULL,
        put_at    timestamptz NOT NULL,
        ended_at  timestamptz,
        ended_by  text,
        CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      );
      CREATE UNIQUE INDEX privacy_hold_now ON privacy_hold (case_id, coalesce(ref, ''))
        WHERE ended_at IS NULL;
      COMMENT ON TABLE privacy_hold IS 'nothing of this case, or of this person of it, is erased while it lasts';

      CREATE TABLE rights_request (
        id                  uuid PRIMARY KEY,
        kind                text NOT NULL CHECK (kind IN
                              ('access', 'rectification', 'erasure', 'objection', 'restriction', 'complaint')),
        sealed              bytea,
        received_on         date NOT NULL,
        due_on              date NOT NULL,
        created_at          timestamptz NOT NULL,
        created_by          text NOT NULL,
        identity_checked    text CHECK (identity_checked IN ('known', 'call-back', 'document', 'not-needed')),
        identity_checked_by text,
        answered_on         date,
        answered_by         text,
        outcome             text CHECK (outcome IN ('done', 'partly', 'refused', 'nothing-held', 'withdrawn')),
        erased_at           timestamptz,
        CHECK (num_nulls(answered_on, answered_by, outcome) IN (0, 3)),
        CHECK (num_nulls(identity_checked, identity_checked_by) IN (0, 2))
      );
      CREATE INDEX rights_request_open ON rights_request (due_on, id) WHERE answered_on IS NULL;
      COMMENT ON COLUMN rights_request.sealed IS 'who asks, how they are reached and what they wrote, encrypted; null: erased';
      COMMENT ON COLUMN rights_request.due_on IS 'last day to answer, or to acknowledge a complaint; Europe/London';

      CREATE TABLE erasure (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind       text NOT NULL,
        subject    text NOT NULL,
        case_id    uuid REFERENCES application_case,
        rule       text NOT NULL,
        erased_at  timestamptz NOT NULL,
        erased_by  text NOT NULL,
        request_id uuid REFERENCES rights_request
      );
      CREATE INDEX erasure_by_time ON erasure (erased_at, id);
      CREATE INDEX erasure_by_case ON erasure (case_id) WHERE case_id IS NOT NULL;
      COMMENT ON TABLE erasure IS 'what was erased, when and by which rule: to be done again after a backup is put back';
      COMMENT ON COLUMN erasure.subject IS 'ids alone: case:ID:p1, contact:ID, letter:ID…';

      CREATE TABLE retention_run (
        day         date PRIMARY KEY,
        started_at  timestamptz NOT NULL,
        finished_at timestamptz,
        erased      jsonb,
        held        integer,
        CHECK (num_nulls(finished_at, erased, held) IN (0, 3))
      );
      COMMENT ON TABLE retention_run IS 'each day’s erasing by rule; its row is claimed by one worker';
      COMMENT ON COLUMN retention_run.erased IS 'how many by kind';

      SELECT audit_watch('privacy_hold', 'id', 'case_id');
      SELECT audit_watch('rights_request', 'id');
      SELECT audit_watch('erasure', 'id', 'case_id');
    `);
  }

  /** What was erased does not come back. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE retention_run, erasure, rights_request, privacy_hold;
      DROP INDEX case_person_by_address, inbound_message_kept, answer_kept, letter_kept;
      ALTER TABLE inbound_message DROP COLUMN erased_at;
      ALTER TABLE answer DROP COLUMN erased_at;
      ALTER TABLE letter DROP COLUMN erased_at;
      ALTER TABLE fact_text DROP COLUMN erased_at;
      ALTER TABLE case_person DROP COLUMN erased_at;
      ALTER TABLE contact DROP COLUMN erased_at;
      DELETE FROM contact WHERE sealed IS NULL;
      ALTER TABLE contact ALTER COLUMN sealed SET NOT NULL;
    `);
  }
}
