import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a person has to know of mail: tasks that no clock made, why a letter needs somebody, whether
 * all mail is halted, and how many letters have left lately.
 */
export class MailTrouble1795000024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE task ADD COLUMN about uuid;
      COMMENT ON COLUMN task.about IS 'the letter or message it is about, if no clock made it';
      CREATE UNIQUE INDEX task_one_about ON task (about, kind)
        WHERE status = 'open' AND follow_up_id IS NULL AND about IS NOT NULL;
      CREATE UNIQUE INDEX task_one_of_case ON task (case_id, kind)
        WHERE status = 'open' AND follow_up_id IS NULL AND about IS NULL;

      CREATE INDEX task_about ON task (about) WHERE about IS NOT NULL;

      ALTER TABLE letter
        ADD COLUMN trouble text CHECK (trouble IN
          ('refused', 'bounced', 'given-up', 'no-address', 'unknown')),
        ADD COLUMN trouble_told_at timestamptz,
        ADD COLUMN decided_by text,
        ADD COLUMN decided_at timestamptz;
      UPDATE letter SET trouble = status, trouble_told_at = settled_at
       WHERE status IN ('refused', 'unknown');
      CREATE INDEX letter_trouble_untold ON letter (settled_at, id)
        WHERE trouble IS NOT NULL AND trouble_told_at IS NULL;
      CREATE INDEX letter_trouble_undecided ON letter (settled_at, id)
        WHERE trouble IS NOT NULL AND decided_at IS NULL;
      CREATE INDEX letter_part_withdrawn ON letter_part (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
      CREATE INDEX follow_up_left_out ON follow_up (settled_at)
        WHERE status = 'superseded' AND act = 'letter' AND settled_at >= send_at;
      CREATE INDEX letter_sent ON letter (settled_at) WHERE status = 'sent';
      COMMENT ON COLUMN letter.trouble IS 'why it needs a person; null while it does not';
      COMMENT ON COLUMN letter.trouble_told_at IS 'when the task was raised; the sweep raises those that are missing';
      COMMENT ON COLUMN letter.decided_by IS 'who said what became of a letter of which nobody knew';

      CREATE TABLE mail_halt (
        single        boolean PRIMARY KEY DEFAULT true CHECK (single),
        reason        text NOT NULL,
        since         timestamptz NOT NULL,
        retry_at      timestamptz NOT NULL,
        pause_seconds integer NOT NULL CHECK (pause_seconds > 0)
      );
      COMMENT ON TABLE mail_halt IS 'one row while all mail waits: the circuit of every worker, and the banner';
      COMMENT ON COLUMN mail_halt.retry_at IS 'one worker tries one letter then';

      CREATE TABLE mail_pace (
        single  boolean PRIMARY KEY DEFAULT true CHECK (single),
        free_at timestamptz NOT NULL
      );
      INSERT INTO mail_pace (free_at) VALUES ('2000-01-01T00:00:00Z');
      COMMENT ON TABLE mail_pace IS 'the pace limit of all workers together: no letter is claimed before free_at';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE mail_pace, mail_halt;
      DROP INDEX letter_sent, follow_up_left_out, letter_part_withdrawn,
         letter_trouble_undecided, letter_trouble_untold;
      ALTER TABLE letter DROP COLUMN decided_at, DROP COLUMN decided_by,
        DROP COLUMN trouble_told_at, DROP COLUMN trouble;
      DELETE FROM task WHERE follow_up_id IS NULL;
      DROP INDEX task_about;
      ALTER TABLE task DROP COLUMN about;
    `);
  }
}
