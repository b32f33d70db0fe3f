import type { MigrationInterface, QueryRunner } from 'typeorm';
import { noNoting, noting } from './webhooks/noting';

/** Programs elsewhere that are told what happens: who they are, what is noted, what was sent. */
export class Webhooks1795000051000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook (
        id            uuid PRIMARY KEY,
        url           text NOT NULL CHECK (url ~ '^https?://'),
        kinds         text[] NOT NULL CHECK (cardinality(kinds) > 0),
        secret        bytea NOT NULL,
        former_secret bytea,
        former_until  timestamptz,
        created_at    timestamptz NOT NULL,
        created_by    uuid NOT NULL REFERENCES officer,
        paused_at     timestamptz,
        paused_why    text CHECK (paused_why IN ('by-lead', 'not-answering')),
        told_at       timestamptz,
        CHECK ((paused_at IS NULL) = (paused_why IS NULL)),
        CHECK ((former_secret IS NULL) = (former_until IS NULL))
      );
      COMMENT ON TABLE webhook IS 'a program that is told what happens';
      COMMENT ON COLUMN webhook.former_secret IS 'signs besides the present one until former_until';
      COMMENT ON COLUMN webhook.told_at IS 'when leads were told that it was paused';

      CREATE TABLE webhook_progress (
        webhook_id    uuid PRIMARY KEY REFERENCES webhook ON DELETE CASCADE,
        last_number   bigint NOT NULL DEFAULT 0,
        oldest_number bigint NOT NULL DEFAULT 1,
        failures      integer NOT NULL DEFAULT 0,
        failing_since timestamptz,
        next_try_at   timestamptz,
        answered_at   timestamptz
      );
      COMMENT ON COLUMN webhook_progress.last_number IS 'of its deliveries, which are numbered without a gap';
      COMMENT ON COLUMN webhook_progress.oldest_number IS 'that is still kept';
      COMMENT ON COLUMN webhook_progress.failures IS 'tries in a row that failed; with any, one at a time is tried';

      CREATE TABLE webhook_event (
        id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        at   timestamptz,
        data jsonb NOT NULL
      );
      COMMENT ON TABLE webhook_event IS 'what happened and has no number yet; emptied each few seconds';
      COMMENT ON COLUMN webhook_event.at IS 'null: when it gets its number';

      CREATE TABLE webhook_delivery (
        webhook_id     uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
        number         bigint NOT NULL,
        id             uuid NOT NULL,
        kind           text NOT NULL,
        body           text NOT NULL,
        made_at        timestamptz NOT NULL,
        state          text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'delivered')),
        attempts       integer NOT NULL DEFAULT 0,
        next_at        timestamptz NOT NULL,
        lease_until    timestamptz,
        failing_since  timestamptz,
        tried_at       timestamptz,
        answer         text,
        PRIMARY KEY (webhook_id, number)
      );
      CREATE INDEX webhook_delivery_open ON webhook_delivery (webhook_id, number)
        WHERE state <> 'delivered';
      CREATE INDEX webhook_delivery_by_time ON webhook_delivery (webhook_id, made_at);
      COMMENT ON COLUMN webhook_delivery.body IS 'exactly what is signed and sent: ids, refs and stages, nothing personal';
      COMMENT ON COLUMN webhook_delivery.answer IS 'what came of the last try, in words of ours';

      CREATE TABLE webhook_stall (
        case_id uuid NOT NULL REFERENCES application_case,
        code    text NOT NULL,
        since   timestamptz NOT NULL,
        PRIMARY KEY (case_id, code, since)
      );
      COMMENT ON TABLE webhook_stall IS 'stalls that webhooks have been told of: they begin as time passes, not by a write';
      ${noting}
      SELECT audit_watch('webhook', 'id', '', 'told_at');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${noNoting}
      DROP TABLE webhook_stall, webhook_delivery, webhook_event, webhook_progress, webhook;
    `);
  }
}
