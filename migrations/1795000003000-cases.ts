import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases, their append-only facts, and the follow-ups computed from them. */
export class Cases1795000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contact (
        id          uuid PRIMARY KEY,
        location_id text NOT NULL REFERENCES site,
        sealed      bytea NOT NULL,
        created_at  timestamptz NOT NULL,
        retired_at  timestamptz
      );
      CREATE UNIQUE INDEX contact_current ON contact (location_id) WHERE retired_at IS NULL;
      COMMENT ON COLUMN contact.sealed IS 'name and email address, encrypted (see libs/platform/src/encryption)';

      CREATE TABLE application_case (
        id          uuid PRIMARY KEY,
        location_id text NOT NULL REFERENCES site,
        version     integer NOT NULL,
        open        boolean NOT NULL,
        stage       text NOT NULL,
        waiting_on  text,
        officer_id  uuid NOT NULL REFERENCES officer,
        opened_on   date NOT NULL,
        stalls      text[] NOT NULL,
        use_by      date,
        breached_at timestamptz,
        next_at     timestamptz,
        changed_at  timestamptz NOT NULL,
        practice    boolean NOT NULL DEFAULT false
      );
      CREATE UNIQUE INDEX application_case_one_open ON application_case (location_id) WHERE open;
      CREATE INDEX application_case_open ON application_case (next_at, id) WHERE open;
      CREATE INDEX application_case_by_officer ON application_case (officer_id, next_at, id) WHERE open;
      CREATE INDEX application_case_by_site ON application_case (location_id);
      COMMENT ON TABLE application_case IS 'projection of the facts; can be rebuilt from them at any time';
      COMMENT ON COLUMN application_case.version IS 'number of facts; the ETag of the case';
      COMMENT ON COLUMN application_case.use_by IS 'last day the live passcode is good, Europe/London';
      COMMENT ON COLUMN application_case.next_at IS 'send moment of the earliest waiting follow-up';

      CREATE TABLE fact (
        case_id     uuid NOT NULL REFERENCES application_case DEFERRABLE INITIALLY DEFERRED,
        seq         integer NOT NULL CHECK (seq > 0),
        id          uuid NOT NULL UNIQUE,
        type        text NOT NULL,
        happened_on date,
        happened_at timestamptz,
        details     jsonb NOT NULL DEFAULT '{}',
        override    text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        PRIMARY KEY (case_id, seq),
        CHECK (num_nonnulls(happened_on, happened_at) = 1)
      );
      CREATE FUNCTION fact_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'facts are append-only: record a retraction instead'; END $$;
      CREATE TRIGGER fact_no_change BEFORE UPDATE OR DELETE ON fact
        FOR EACH ROW EXECUTE FUNCTION fact_is_append_only();
      CREATE TRIGGER fact_no_truncate BEFORE TRUNCATE ON fact
        FOR EACH STATEMENT EXECUTE FUNCTION fact_is_append_only();

      CREATE TABLE follow_up (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id     uuid NOT NULL REFERENCES application_case,
        clock       text NOT NULL,
        rung        text NOT NULL,
        anchor_fact uuid NOT NULL,
        anchor      date NOT NULL,
        person      text,
        act         text NOT NULL CHECK (act IN ('letter', 'task', 'record')),
        addressee   text CHECK (addressee IN ('provider', 'person', 'officer', 'lead')),
        letter      text,
        due_at      timestamptz NOT NULL,
        send_at     timestamptz NOT NULL,
        ring_at     timestamptz NOT NULL,
        basis       jsonb NOT NULL,
        status      text NOT NULL CHECK (status IN ('waiting', 'done', 'superseded')),
        outcome     text CHECK (outcome IN ('sent', 'merged', 'task', 'recorded', 'superseded', 'suppressed')),
        reason      text,
        settled_at  timestamptz,
        letter_id   uuid,
        failures    integer NOT NULL DEFAULT 0,
        UNIQUE (case_id, clock, anchor_fact, rung),
        CHECK ((status = 'waiting') = (outcome IS NULL))
      );
      CREATE INDEX follow_up_waiting ON follow_up (ring_at, case_id) WHERE status = 'waiting';
      COMMENT ON COLUMN follow_up.due_at IS 'the moment the rule names';
      COMMENT ON COLUMN follow_up.send_at IS 'due_at moved into sending hours';
      CREATE INDEX follow_up_failing ON follow_up (case_id) WHERE status = 'waiting' AND failures > 0;
      COMMENT ON COLUMN follow_up.ring_at IS 'when to try: send_at, or later when held back';
      COMMENT ON COLUMN follow_up.failures IS 'times firing it has thrown; it is tried again later and never holds back others';

      CREATE TABLE task (
        id           uuid PRIMARY KEY,
        case_id      uuid NOT NULL REFERENCES application_case,
        follow_up_id bigint UNIQUE REFERENCES follow_up,
        addressee    text NOT NULL CHECK (addressee IN ('officer', 'lead')),
        kind         text NOT NULL,
        status       text NOT NULL CHECK (status IN ('open', 'done', 'withdrawn')),
        due_at       timestamptz NOT NULL,
        created_at   timestamptz NOT NULL,
        settled_at   timestamptz,
        settled_by   text,
        reason       text
      );
      CREATE INDEX task_open ON task (due_at, id) WHERE status = 'open';
      CREATE INDEX task_by_case ON task (case_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE task, follow_up, fact, application_case, contact;
      DROP FUNCTION fact_is_append_only;
    `);
  }
}
