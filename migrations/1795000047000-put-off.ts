import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody rang about and need not see on Today before a day; and what dies within days. */
export class PutOff1795000047000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE put_off (
        case_id uuid NOT NULL REFERENCES application_case,
        matter  text NOT NULL,
        until   date NOT NULL,
        since   timestamptz NOT NULL,
        PRIMARY KEY (case_id, matter)
      );
      COMMENT ON TABLE put_off IS 'projection of the calls of open cases; can be rebuilt from the facts at any time';
      COMMENT ON COLUMN put_off.until IS 'the first day it is shown again, Europe/London';
      COMMENT ON COLUMN put_off.since IS 'when the call was made: what is asked for later shows all the same';

      CREATE INDEX task_open_by_kind ON task (kind, due_at, id) WHERE status = 'open';
      CREATE INDEX follow_up_dying ON follow_up (due_at, case_id)
        WHERE status = 'waiting'
          AND (act = 'record' AND clock IN ('leaver', 'dspt-currency', 'approaching-to-met')
               OR act = 'task' AND clock IN ('activation', 'inactivity', 'long-leave'));
      COMMENT ON INDEX follow_up_dying IS 'days on which an account or a DSPT ends';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX follow_up_dying, task_open_by_kind; DROP TABLE put_off;');
  }
}
