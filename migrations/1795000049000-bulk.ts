import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One action on many cases: chosen, looked at, carried out, taken back, row by row. */
export class Bulk1795000049000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bulk_action (
        id            uuid PRIMARY KEY,
        made_by       uuid NOT NULL REFERENCES officer,
        made_at       timestamptz NOT NULL,
        state         text NOT NULL CHECK (state IN
          ('choosing', 'previewing', 'previewed', 'working', 'done', 'undoing', 'undone')),
        revision      integer NOT NULL DEFAULT 0,
        kind          text,
        sealed        bytea,
        not_there     integer NOT NULL DEFAULT 0,
        confirmed_at  timestamptz,
        done_at       timestamptz,
        undo_asked_at timestamptz,
        undone_at     timestamptz
      );
      CREATE INDEX bulk_action_made_by ON bulk_action (made_by, made_at DESC);
      CREATE INDEX bulk_action_waits ON bulk_action (made_at)
        WHERE state IN ('choosing', 'previewing', 'previewed');
      CREATE INDEX bulk_action_at_work ON bulk_action (made_at)
        WHERE state IN ('previewing', 'working', 'undoing');
      COMMENT ON TABLE bulk_action IS 'one action of an officer on many cases';
      COMMENT ON COLUMN bulk_action.revision IS 'counts previews; what is carried out names the one that was seen';
      COMMENT ON COLUMN bulk_action.kind IS 'what is done, without anybody''s words';
      COMMENT ON COLUMN bulk_action.sealed IS
        'what is to be done, words included; gone once it is done, when the words stand in facts and letters';
      COMMENT ON COLUMN bulk_action.not_there IS 'how many were chosen that are not there for this officer';

      CREATE TABLE bulk_row (
        bulk_id       uuid NOT NULL REFERENCES bulk_action ON DELETE CASCADE,
        n             integer NOT NULL,
        location_id   text NOT NULL REFERENCES site,
        case_id       uuid REFERENCES application_case,
        todo          text CHECK (todo IN ('preview', 'carry-out', 'undo')),
        version       integer,
        verdict       text CHECK (verdict IN ('allowed', 'already', 'refused', 'failed')),
        why           text,
        outcome       jsonb,
        result        text CHECK (result IN ('done', 'already', 'refused', 'skipped', 'failed')),
        result_why    text,
        facts         uuid[] NOT NULL DEFAULT '{}',
        letters       uuid[] NOT NULL DEFAULT '{}',
        version_after integer,
        undo          text CHECK (undo IN ('undone', 'left', 'failed')),
        undo_why      text,
        PRIMARY KEY (bulk_id, n)
      );
      CREATE UNIQUE INDEX bulk_row_once ON bulk_row (bulk_id, location_id, coalesce(case_id::text, ''));
      CREATE INDEX bulk_row_todo ON bulk_row (bulk_id, n) WHERE todo IS NOT NULL;
      CREATE INDEX bulk_row_case ON bulk_row (case_id);
      COMMENT ON COLUMN bulk_row.todo IS 'what the next worker to come does with it; null when nothing waits';
      COMMENT ON COLUMN bulk_row.verdict IS 'what the preview says; why not, in why';
      COMMENT ON COLUMN bulk_row.outcome IS 'what it comes to: dates, letters and standing, no personal value';
      COMMENT ON COLUMN bulk_row.version_after IS 'the case as this action left it: changed since, it is not undone';

      SELECT audit_watch('bulk_action', 'id');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bulk_row; DROP TABLE bulk_action');
  }
}
