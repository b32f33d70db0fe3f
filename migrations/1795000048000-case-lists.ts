import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lists of cases are filtered and sorted by, an index for each order, and the views of them that
 * officers keep.
 */
export class CaseLists1795000048000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [waits, orders, views]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE saved_view;
      DROP INDEX application_case_by_stall, application_case_by_stage, application_case_by_wait,
                 application_case_by_opening, application_case_closed,
                 application_case_closed_by_next;
      CREATE INDEX application_case_stalled ON application_case (stalled_at, id)
        WHERE open AND stalled_at IS NOT NULL;
      ALTER TABLE application_case DROP COLUMN awaits, DROP COLUMN awaits_since;
    `);
  }
}

/** Of cases that were there before, both are written by the worker once it runs. */
const waits = `
  ALTER TABLE application_case ADD awaits text, ADD awaits_since timestamptz,
    ADD CHECK ((awaits IS NULL) = (awaits_since IS NULL));
  COMMENT ON COLUMN application_case.awaits IS 'who takes the time: waiting_on, or post while the passcode is on its way';
  COMMENT ON COLUMN application_case.awaits_since IS 'since when it stands at this stage and waits for them';`;

/** The first, for what comes next, is there already. Stages stand in the order cases go through them. */
const orders = `
  DROP INDEX application_case_stalled;
  CREATE INDEX application_case_by_stall
    ON application_case (coalesce(stalled_at, 'infinity'::timestamptz), id) WHERE open;
  CREATE INDEX application_case_by_stage ON application_case
    (array_position('{prospect,eligibility,preparing,proving,ready,submitted,activating,live,aftercare,closed}'::text[], stage), id)
    WHERE open;
  CREATE INDEX application_case_by_wait
    ON application_case (coalesce(awaits_since, 'infinity'::timestamptz), id) WHERE open;
  CREATE INDEX application_case_by_opening ON application_case (opened_on, id) WHERE open;
  CREATE INDEX application_case_closed ON application_case (opened_on, id) WHERE NOT open;
  CREATE INDEX application_case_closed_by_next
    ON application_case (coalesce(next_at, 'infinity'::timestamptz), id) WHERE NOT open;`;

const views = `
  CREATE TABLE saved_view (
    id         uuid PRIMARY KEY,
    list       text NOT NULL CHECK (list IN ('cases', 'stalled')),
    name       text NOT NULL CHECK (name <> ''),
    query      text NOT NULL,
    officer_id uuid NOT NULL REFERENCES officer,
    shared     boolean NOT NULL DEFAULT false,
    is_default boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX saved_view_name ON saved_view (officer_id, lower(name));
  CREATE UNIQUE INDEX saved_view_default ON saved_view (officer_id, list) WHERE is_default;
  CREATE INDEX saved_view_shared ON saved_view (lower(name)) WHERE shared;
  COMMENT ON TABLE saved_view IS 'a list as an officer keeps it: filters, columns and order, never rows';
  COMMENT ON COLUMN saved_view.query IS 'as it stands in the address, after the question mark';
  SELECT audit_watch('saved_view', 'id');`;
