import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What cases went through, worked out from their facts so that dashboards need not read those. */
export class CaseHistories1795000054000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_history (
        case_id    uuid PRIMARY KEY REFERENCES application_case ON DELETE CASCADE,
        version    integer NOT NULL,
        rules      smallint NOT NULL,
        furthest   text NOT NULL,
        started_on date,
        live_on    date,
        closed_on  date
      );
      CREATE INDEX case_history_started ON case_history (started_on) WHERE started_on IS NOT NULL;
      CREATE INDEX case_history_live ON case_history (live_on) WHERE live_on IS NOT NULL;
      COMMENT ON TABLE case_history IS 'follows from the facts, like the three tables beside it: made again when version or rules differ';
      COMMENT ON COLUMN case_history.version IS 'how many facts of the case it was made from';
      COMMENT ON COLUMN case_history.rules IS 'historyRules of libs/domain/src/measures/case-history.ts';

      CREATE TABLE case_stage (
        case_id    uuid NOT NULL REFERENCES application_case ON DELETE CASCADE,
        n          integer NOT NULL,
        stage      text NOT NULL,
        entered_at timestamptz NOT NULL,
        left_at    timestamptz,
        days       double precision,
        PRIMARY KEY (case_id, n),
        CHECK ((left_at IS NULL) = (days IS NULL))
      );
      CREATE INDEX case_stage_left ON case_stage (left_at, stage) INCLUDE (case_id, days)
        WHERE left_at IS NOT NULL;
      COMMENT ON TABLE case_stage IS 'each stay of a case at a stage; days are elapsed ones';

      CREATE TABLE case_passcode (
        case_id       uuid NOT NULL REFERENCES application_case ON DELETE CASCADE,
        n             integer NOT NULL,
        channel       text NOT NULL CHECK (channel IN ('post', 'email')),
        requested_on  date NOT NULL,
        received_on   date,
        used_on       date,
        expired_on    date,
        superseded_on date,
        PRIMARY KEY (case_id, n)
      );
      COMMENT ON TABLE case_passcode IS 'what became of each passcode, Europe/London days; never its value';

      CREATE TABLE case_submission (
        case_id    uuid NOT NULL REFERENCES application_case ON DELETE CASCADE,
        n          integer NOT NULL,
        at         timestamptz NOT NULL,
        replied_at timestamptz,
        outcome    text,
        breached   boolean NOT NULL,
        within     boolean,
        settled_at timestamptz,
        PRIMARY KEY (case_id, n),
        CHECK ((within IS NULL) = (settled_at IS NULL))
      );
      CREATE INDEX case_submission_at ON case_submission (at);
      CREATE INDEX case_submission_settled ON case_submission (settled_at)
        WHERE settled_at IS NOT NULL;
      COMMENT ON COLUMN case_submission.within IS 'whether NHSmail replied within 48 hours, and in settled_at when that was certain; null while it is open';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE case_submission, case_passcode, case_stage, case_history');
  }
}
