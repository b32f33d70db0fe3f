import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each kind of letter says, as versions: one draft and one in force a kind. */
export class LetterWording1795000021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE letter_wording (
        kind         text NOT NULL,
        number       integer NOT NULL CHECK (number > 0),
        status       text NOT NULL
                     CHECK (status IN ('draft', 'published', 'superseded', 'discarded')),
        revision     integer NOT NULL CHECK (revision > 0),
        content      jsonb,
        author       text NOT NULL,
        created_at   timestamptz NOT NULL,
        changed_at   timestamptz NOT NULL,
        published_at timestamptz,
        published_by text,
        PRIMARY KEY (kind, number),
        CHECK ((status IN ('published', 'superseded')) = (published_at IS NOT NULL)),
        CHECK ((published_at IS NULL) = (published_by IS NULL)),
        CHECK (content IS NOT NULL OR published_at IS NOT NULL)
      );
      CREATE UNIQUE INDEX letter_wording_one_draft ON letter_wording (kind)
        WHERE status = 'draft';
      CREATE UNIQUE INDEX letter_wording_one_in_force ON letter_wording (kind)
        WHERE status = 'published';
      COMMENT ON COLUMN letter_wording.content IS 'subject, heading, news, action, button, more; null: as shipped with the program';
      COMMENT ON COLUMN letter_wording.revision IS 'how often the draft was written';

      CREATE FUNCTION letter_wording_stands() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND OLD.status = 'draft' THEN RETURN NEW; END IF;
          IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'superseded'
             AND (NEW.kind, NEW.number, NEW.content) IS NOT DISTINCT FROM
                 (OLD.kind, OLD.number, OLD.content) THEN RETURN NEW; END IF;
          RAISE EXCEPTION 'a wording that was published or discarded is never changed: publish another';
        END $$;
      CREATE TRIGGER letter_wording_no_change BEFORE UPDATE OR DELETE ON letter_wording
        FOR EACH ROW EXECUTE FUNCTION letter_wording_stands();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE letter_wording; DROP FUNCTION letter_wording_stands;');
  }
}
