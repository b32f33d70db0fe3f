import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A letter is for an address and has a part for each matter, of one case or of several. Letters
 * written before keep their words: their parts hold nothing to write them from, and their key is
 * one of their own, since an address cannot be read here.
 */
export class LettersForAddresses1795000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE letter_part (
        letter_id       uuid NOT NULL REFERENCES letter ON DELETE CASCADE,
        seq             integer NOT NULL CHECK (seq > 0),
        case_id         uuid NOT NULL REFERENCES application_case,
        recipient       text NOT NULL CHECK (recipient ~ '^(provider|person:p[1-9][0-9]*)$'),
        kind            text NOT NULL,
        follow_up_id    bigint,
        sealed          bytea,
        withdrawn_at    timestamptz,
        withdraw_reason text,
        PRIMARY KEY (letter_id, seq),
        CHECK (withdrawn_at IS NULL OR withdraw_reason IS NOT NULL)
      );
      INSERT INTO letter_part (letter_id, seq, case_id, recipient, kind, follow_up_id, withdrawn_at,
                               withdraw_reason)
      SELECT l.id, row_number() OVER (PARTITION BY l.id ORDER BY k.place, f.due_at, f.id), l.case_id,
             l.recipient, coalesce(k.kind, f.kind), f.id,
             CASE WHEN k.kind IS NULL OR l.status = 'withdrawn'
                  THEN coalesce(l.settled_at, l.planned_at) END,
             CASE WHEN k.kind IS NULL OR l.status = 'withdrawn'
                  THEN coalesce(l.withdraw_reason, 'the reason for it has ended')
                  ELSE l.withdraw_reason END
        FROM (SELECT id AS letter, kind, place,
                     row_number() OVER (PARTITION BY id, kind ORDER BY place) AS nth
                FROM letter, unnest(kinds) WITH ORDINALITY AS k(kind, place)) k
        FULL JOIN (SELECT f.id, f.letter_id AS letter, f.letter AS kind, f.due_at,
                          row_number() OVER (PARTITION BY f.letter_id, f.letter
                                                 ORDER BY f.due_at, f.id) AS nth
                     FROM follow_up f WHERE f.letter_id IS NOT NULL) f USING (letter, kind, nth)
        JOIN letter l ON l.id = letter;
      CREATE INDEX letter_part_by_case ON letter_part (case_id, letter_id);
      CREATE UNIQUE INDEX letter_part_one_letter ON letter_part (follow_up_id)
        WHERE withdrawn_at IS NULL;
      COMMENT ON TABLE letter_part IS 'one matter of a letter: a rung that fell due, or what somebody asked to be written';
      COMMENT ON COLUMN letter_part.seq IS 'in the order they joined; a letter is read with the nearest deadline first';
      COMMENT ON COLUMN letter_part.sealed IS 'all that writing it again needs, encrypted; null: written before parts were kept';
      COMMENT ON COLUMN letter_part.withdraw_reason IS 'why it is no longer wanted; with withdrawn_at it certainly has not gone';

      ALTER TABLE letter
        ADD COLUMN address_key bytea,
        ADD COLUMN stale boolean NOT NULL DEFAULT false;
      UPDATE letter SET address_key = sha256(convert_to('letter:' || id, 'UTF8'));
      ALTER TABLE letter
        ALTER COLUMN address_key SET NOT NULL,
        DROP COLUMN case_id,
        DROP COLUMN recipient;
      CREATE UNIQUE INDEX letter_one_routine_a_day ON letter (address_key, day)
        WHERE routine AND status NOT IN ('withdrawn', 'refused');
      CREATE INDEX letter_unsent_by_address ON letter (address_key)
        WHERE routine AND status IN ('planned', 'deferred', 'claimed');
      CREATE INDEX letter_unsent_by_day ON letter (day) WHERE status IN ('planned', 'deferred');
      CREATE INDEX letter_stale ON letter (day) WHERE stale AND status IN ('planned', 'deferred');
      COMMENT ON COLUMN letter.address_key IS 'keyed hash of the address it is for; of the site, or its person, while none is recorded';
      COMMENT ON COLUMN letter.stale IS 'what it says may not hold any more: asked and written again before it may go';
      COMMENT ON COLUMN letter.day IS 'Europe/London day it goes or was last tried: at most one routine letter an address a day';

      ALTER TABLE contact ADD COLUMN address_key bytea;
      CREATE INDEX contact_by_address ON contact (address_key) WHERE retired_at IS NULL;
      ALTER TABLE case_person ADD COLUMN address_key bytea;
      COMMENT ON COLUMN case_person.address_key IS 'keyed hash of the email address, by which cases with one reader are found';
      COMMENT ON COLUMN contact.address_key IS 'keyed hash of the address, by which the homes of one manager are found';
    `);
  }

  /** A letter about several cases becomes one about the first of them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_person DROP COLUMN address_key;
      ALTER TABLE contact DROP COLUMN address_key;
      ALTER TABLE letter
        ADD COLUMN case_id uuid REFERENCES application_case,
        ADD COLUMN recipient text CHECK (recipient ~ '^(provider|person:p[1-9][0-9]*)$');
      UPDATE letter l SET case_id = p.case_id, recipient = p.recipient
        FROM (SELECT DISTINCT ON (letter_id) letter_id, case_id, recipient FROM letter_part
               ORDER BY letter_id, seq) p
       WHERE p.letter_id = l.id;
      ALTER TABLE letter
        ALTER COLUMN case_id SET NOT NULL,
        ALTER COLUMN recipient SET NOT NULL,
        DROP COLUMN address_key,
        DROP COLUMN stale;
      CREATE INDEX letter_by_case ON letter (case_id, planned_at);
      DROP TABLE letter_part;
    `);
  }
}
