import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who wants a letter in the morning about what needs them, and what became of each. */
export class MorningLetters1795000053000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE officer ADD COLUMN morning_letter text NOT NULL DEFAULT 'daily'
        CHECK (morning_letter IN ('daily', 'mondays', 'off'));

      CREATE TABLE morning_letter (
        officer_id  uuid NOT NULL REFERENCES officer,
        day         date NOT NULL,
        state       text NOT NULL CHECK (state IN
                      ('claimed', 'nothing', 'waiting', 'sent', 'refused', 'unknown')),
        matters     integer,
        changed_at  timestamptz NOT NULL,
        next_try_at timestamptz,
        PRIMARY KEY (officer_id, day),
        CHECK ((state = 'waiting') = (next_try_at IS NOT NULL))
      );
      COMMENT ON TABLE morning_letter IS 'one row an officer and day: whoever writes it sends the letter, and nobody sends another';
      COMMENT ON COLUMN morning_letter.state IS 'waiting: certainly not sent, and tried again; claimed for long: nobody knows';
      COMMENT ON COLUMN morning_letter.matters IS 'how many things it was about';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE morning_letter;
      ALTER TABLE officer DROP COLUMN morning_letter;
    `);
  }
}
