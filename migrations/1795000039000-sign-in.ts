import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passwords, second factors and invitations; sessions say whose they are and what they may do. */
export class SignIn1795000039000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE officer_password (
        officer_id uuid PRIMARY KEY REFERENCES officer,
        hash       text NOT NULL,
        set_at     timestamptz NOT NULL
      );
      COMMENT ON COLUMN officer_password.hash IS 'argon2id, with its parameters and salt';

      CREATE TABLE second_factor (
        officer_id uuid PRIMARY KEY REFERENCES officer,
        secret     bytea NOT NULL,
        last_step  bigint NOT NULL,
        set_at     timestamptz NOT NULL
      );
      COMMENT ON COLUMN second_factor.secret IS
        'sealed, bound to second_factor:secret:<officer_id>';
      COMMENT ON COLUMN second_factor.last_step IS
        'the 30 seconds whose code was used last; neither it nor an earlier one is taken again';

      CREATE TABLE recovery_code (
        officer_id uuid NOT NULL REFERENCES officer,
        hash       bytea NOT NULL,
        salt       bytea NOT NULL,
        made_at    timestamptz NOT NULL,
        used_at    timestamptz,
        PRIMARY KEY (officer_id, hash)
      );
      COMMENT ON COLUMN recovery_code.salt IS 'one for all codes made together';

      CREATE TABLE invitation (
        id         uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        officer_id uuid REFERENCES officer,
        made_by    text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at    timestamptz,
        revoked_at timestamptz
      );
      CREATE INDEX invitation_officer ON invitation (officer_id);
      COMMENT ON COLUMN invitation.officer_id IS 'null: it makes the very first officer';

      -- Who is signed in when this runs signs in again.
      DELETE FROM session;
      ALTER TABLE session
        ADD COLUMN id           uuid NOT NULL UNIQUE,
        ADD COLUMN officer_id   uuid NOT NULL REFERENCES officer,
        ADD COLUMN role         text NOT NULL,
        ADD COLUMN stage        text NOT NULL CHECK (stage IN ('second-factor', 'enrol', 'full')),
        ADD COLUMN device       text NOT NULL,
        ADD COLUMN network      text NOT NULL,
        ADD COLUMN signed_in_at timestamptz NOT NULL,
        ADD COLUMN last_used_at timestamptz NOT NULL;
      CREATE INDEX session_officer ON session (officer_id);
      COMMENT ON COLUMN session.id IS 'what its list calls it; the cookie holds sid';
      COMMENT ON COLUMN session.role IS 'as at sign-in: with another role one signs in again';
      COMMENT ON COLUMN session.network IS 'shortened, so that it names no single computer';
      COMMENT ON COLUMN session.last_used_at IS 'to the minute'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM session;
      ALTER TABLE session
        DROP COLUMN id, DROP COLUMN officer_id, DROP COLUMN role, DROP COLUMN stage,
        DROP COLUMN device, DROP COLUMN network, DROP COLUMN signed_in_at,
        DROP COLUMN last_used_at;
      DROP TABLE invitation, recovery_code, second_factor, officer_password`);
  }
}
