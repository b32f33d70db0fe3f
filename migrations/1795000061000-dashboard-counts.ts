import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What dashboards count is in indexes, in the order it is counted in: they read thousands of entries
 * side by side instead of as many rows.
 */
export class DashboardCounts1795000061000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX follow_up_waiting, case_submission_settled;
      CREATE INDEX follow_up_waiting ON follow_up (ring_at, case_id) INCLUDE (act)
        WHERE status = 'waiting';
      CREATE INDEX case_submission_settled ON case_submission (settled_at, within)
        WHERE settled_at IS NOT NULL;
      CREATE INDEX case_submission_found ON case_submission (replied_at, case_id)
        WHERE outcome = 'already-exists';
      CREATE INDEX case_stage_by_days ON case_stage (stage, days) INCLUDE (left_at)
        WHERE left_at IS NOT NULL;
      CREATE INDEX case_passcode_requested ON case_passcode (requested_on, channel);
      CREATE INDEX case_passcode_received ON case_passcode (received_on, channel)
        WHERE received_on IS NOT NULL;
      CREATE INDEX case_passcode_used ON case_passcode (used_on, channel)
        WHERE used_on IS NOT NULL;
      CREATE INDEX case_passcode_expired ON case_passcode (expired_on, channel)
        WHERE expired_on IS NOT NULL;
      CREATE INDEX case_passcode_superseded ON case_passcode (superseded_on, channel)
        WHERE superseded_on IS NOT NULL;
      CREATE INDEX application_case_practice ON application_case (id) WHERE practice;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX application_case_practice, case_passcode_superseded, case_passcode_expired,
                 case_passcode_used, case_passcode_received, case_passcode_requested,
                 case_stage_by_days, case_submission_found, case_submission_settled,
                 follow_up_waiting;
      CREATE INDEX follow_up_waiting ON follow_up (ring_at, case_id) WHERE status = 'waiting';
      CREATE INDEX case_submission_settled ON case_submission (settled_at)
        WHERE settled_at IS NOT NULL;
    `);
  }
}
