import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Officers and the three ways they prove who they are: one-time link, session, API token. */
export class Officers1795000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE officer (
        id          uuid PRIMARY KEY,
        email       text NOT NULL UNIQUE CHECK (email = lower(email)),
        name        text NOT NULL,
        role        text NOT NULL CHECK (role IN ('officer', 'lead', 'viewer')),
        created_at  timestamptz NOT NULL,
        disabled_at timestamptz
      );

      CREATE TABLE sign_in_link (
        token_hash bytea PRIMARY KEY,
        officer_id uuid NOT NULL REFERENCES officer,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at    timestamptz
      );

      CREATE TABLE api_token (
        id           uuid PRIMARY KEY,
        token_hash   bytea NOT NULL UNIQUE,
        officer_id   uuid NOT NULL REFERENCES officer,
        label        text NOT NULL,
        created_at   timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at   timestamptz
      );

      -- The shape connect-pg-simple expects.
      CREATE TABLE session (
        sid    varchar PRIMARY KEY,
        sess   json NOT NULL,
        expire timestamp(6) NOT NULL
      );
      CREATE INDEX session_expire ON session (expire);

      CREATE TABLE idempotency_key (
        actor        text NOT NULL,
        key          text NOT NULL,
        request_hash bytea NOT NULL,
        status       integer,
        headers      jsonb,
        body         jsonb,
        created_at   timestamptz NOT NULL,
        PRIMARY KEY (actor, key)
      );
      COMMENT ON TABLE idempotency_key IS 'first answer to a POST by key; status is null while it is being answered';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_key, session, api_token, sign_in_link, officer');
  }
}
