import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Teams, cover during absence, sign-in through another provider, and tokens that end. */
export class TeamsAndAbsences1795000040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE team (
        id         uuid PRIMARY KEY,
        name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX team_name ON team (lower(name));
      ALTER TABLE officer ADD COLUMN team_id uuid REFERENCES team;
      CREATE INDEX officer_team ON officer (team_id);
      COMMENT ON COLUMN officer.team_id IS 'all without one count as one team';

      CREATE TABLE officer_absence (
        id         uuid PRIMARY KEY,
        officer_id uuid NOT NULL REFERENCES officer,
        from_day   date NOT NULL,
        until_day  date NOT NULL,
        covered_by uuid NOT NULL REFERENCES officer,
        set_by     uuid NOT NULL REFERENCES officer,
        created_at timestamptz NOT NULL,
        CHECK (until_day >= from_day),
        CHECK (covered_by <> officer_id)
      );
      CREATE INDEX officer_absence_officer ON officer_absence (officer_id, until_day);
      CREATE INDEX officer_absence_covered_by ON officer_absence (covered_by, until_day);
      COMMENT ON TABLE officer_absence IS
        'who covers for whom; both days count and are days in Europe/London';

      CREATE TABLE officer_identity (
        issuer     text NOT NULL,
        subject    text NOT NULL,
        officer_id uuid NOT NULL REFERENCES officer,
        linked_at  timestamptz NOT NULL,
        PRIMARY KEY (issuer, subject),
        UNIQUE (officer_id, issuer)
      );
      COMMENT ON TABLE officer_identity IS
        'whom another sign-in provider knows; matched by its own number, never by address again';

      CREATE TABLE oidc_attempt (
        state_hash    bytea PRIMARY KEY,
        browser_hash  bytea NOT NULL,
        nonce         text NOT NULL,
        code_verifier text NOT NULL,
        expires_at    timestamptz NOT NULL
      );
      CREATE INDEX oidc_attempt_expires ON oidc_attempt (expires_at);
      COMMENT ON TABLE oidc_attempt IS 'sign-ins under way at another provider; each is used once';

      CREATE TABLE officer_seen (
        officer_id uuid PRIMARY KEY REFERENCES officer,
        seen_at    timestamptz NOT NULL
      );
      COMMENT ON COLUMN officer_seen.seen_at IS 'when they last signed in; sessions are forgotten, this is not';

      ALTER TABLE api_token ADD COLUMN expires_at timestamptz;
      COMMENT ON COLUMN api_token.expires_at IS 'opens nothing from then on; null for no end';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_token DROP COLUMN expires_at;
      DROP TABLE officer_seen, oidc_attempt, officer_identity, officer_absence;
      ALTER TABLE officer DROP COLUMN team_id;
      DROP TABLE team`);
  }
}
