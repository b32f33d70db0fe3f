import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Durations, rungs and bank holidays as versions, with the preview a publication needs. */
export class PolicyVersions1795000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE policy_version (
        number       integer PRIMARY KEY CHECK (number > 0),
        status       text NOT NULL CHECK (status IN ('draft', 'published', 'superseded')),
        revision     integer NOT NULL CHECK (revision > 0),
        document     jsonb NOT NULL,
        calendar     jsonb NOT NULL,
        author       text NOT NULL,
        reason       text NOT NULL,
        created_at   timestamptz NOT NULL,
        changed_at   timestamptz NOT NULL,
        published_at timestamptz,
        published_by text,
        CHECK ((status = 'draft') = (published_at IS NULL)),
        CHECK ((published_at IS NULL) = (published_by IS NULL))
      );
      CREATE UNIQUE INDEX policy_version_one_draft ON policy_version (status) WHERE status = 'draft';
      CREATE UNIQUE INDEX policy_version_one_in_force ON policy_version (status)
        WHERE status = 'published';
      COMMENT ON COLUMN policy_version.revision IS 'how often the draft was written; the ETag of the version';
      COMMENT ON COLUMN policy_version.document IS 'the policy; a ladder it does not name is the shipped one';
      COMMENT ON COLUMN policy_version.calendar IS 'bank holidays: [{date, title}]';

      CREATE FUNCTION policy_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF OLD.status = 'draft' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
          IF TG_OP = 'UPDATE' AND NEW.number = OLD.number AND NEW.document = OLD.document
             AND NEW.calendar = OLD.calendar AND NEW.status <> 'draft' THEN RETURN NEW; END IF;
          RAISE EXCEPTION 'a policy that was published is never changed: publish another';
        END $$;
      CREATE TRIGGER policy_version_no_change BEFORE UPDATE OR DELETE ON policy_version
        FOR EACH ROW EXECUTE FUNCTION policy_version_stands();

      CREATE FUNCTION policy_in_force() RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
          -- A publication holds this lock alone: who records or fires meanwhile waits for its end
          -- and then reads what it published. The next statement sees what was committed by then.
          PERFORM pg_advisory_xact_lock_shared(7262402);
          RETURN (SELECT number FROM policy_version WHERE status = 'published');
        END $$;
      CREATE FUNCTION policy_alone() RETURNS void LANGUAGE sql AS
        $$ SELECT pg_advisory_xact_lock(7262402) $$;

      CREATE TABLE policy_preview (
        number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        policy   integer NOT NULL REFERENCES policy_version ON DELETE CASCADE,
        revision integer NOT NULL,
        as_of    timestamptz NOT NULL,
        made_by  text NOT NULL,
        digest   text NOT NULL,
        totals   jsonb NOT NULL
      );
      CREATE UNIQUE INDEX policy_preview_latest ON policy_preview (policy);
      COMMENT ON COLUMN policy_preview.digest IS 'of everything that would change: a publication must come to the same';

      CREATE TABLE policy_preview_case (
        preview  bigint NOT NULL REFERENCES policy_preview ON DELETE CASCADE,
        position integer NOT NULL,
        case_id  uuid NOT NULL REFERENCES application_case,
        changes  jsonb NOT NULL,
        PRIMARY KEY (preview, position)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE policy_preview_case, policy_preview, policy_version;
      DROP FUNCTION policy_version_stands, policy_in_force, policy_alone;
    `);
  }
}
