import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is told to others about the work: months that never change, workshops, funder returns. */
export class Measures1795000050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE measure_snapshot (
        month    date NOT NULL CHECK (extract(day FROM month) = 1),
        measure  text NOT NULL,
        split    text NOT NULL CHECK (split IN ('all', 'authority', 'icb', 'care-home')),
        part     text NOT NULL,
        figures  jsonb NOT NULL,
        day      date NOT NULL,
        taken_at timestamptz NOT NULL,
        late     boolean NOT NULL,
        PRIMARY KEY (month, measure, split, part)
      );
      CREATE INDEX measure_snapshot_over_time ON measure_snapshot (measure, split, month);
      COMMENT ON TABLE measure_snapshot IS 'M1 to M12 of each month as they were when it ended: never changed afterwards';
      COMMENT ON COLUMN measure_snapshot.part IS 'the authority, ICB or kind of service counted; empty for all of them, or where the register gives none';
      COMMENT ON COLUMN measure_snapshot.day IS 'last day of the month, Europe/London: the register as it was then';
      COMMENT ON COLUMN measure_snapshot.late IS 'taken after the first of the next month, from what was known at taken_at';

      CREATE TABLE workshop (
        id          uuid NOT NULL,
        number      integer NOT NULL CHECK (number > 0),
        held_on     date NOT NULL,
        kind        text NOT NULL CHECK (kind IN ('workshop', 'surgery')),
        title       text NOT NULL,
        homes       integer NOT NULL CHECK (homes BETWEEN 0 AND 9999),
        people      integer CHECK (people BETWEEN 0 AND 99999),
        locations   text[] NOT NULL DEFAULT '{}',
        withdrawn   boolean NOT NULL DEFAULT false,
        said_by     uuid NOT NULL REFERENCES officer,
        said_at     timestamptz NOT NULL,
        PRIMARY KEY (id, number)
      );
      CREATE INDEX workshop_by_day ON workshop (held_on, id);
      COMMENT ON TABLE workshop IS 'workshops and one-to-one surgeries; an edit is one row more, the highest number counts';
      COMMENT ON COLUMN workshop.homes IS 'how many homes came';

      CREATE TABLE authority_change (
        id           uuid PRIMARY KEY,
        from_name    text NOT NULL,
        to_name      text NOT NULL CHECK (to_name <> from_name),
        effective_on date NOT NULL,
        said_by      uuid NOT NULL REFERENCES officer,
        said_at      timestamptz NOT NULL,
        ended_at     timestamptz,
        ended_by     uuid REFERENCES officer,
        CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      );
      CREATE UNIQUE INDEX authority_change_now ON authority_change (from_name, to_name)
        WHERE ended_at IS NULL;
      COMMENT ON TABLE authority_change IS 'councils reorganised: from which day a site counts under the new name, whenever the register says it';

      CREATE TABLE funder_return_note (
        month      date NOT NULL CHECK (extract(day FROM month) = 1),
        number     integer NOT NULL CHECK (number > 0),
        text       text NOT NULL,
        written_by uuid NOT NULL REFERENCES officer,
        written_at timestamptz NOT NULL,
        PRIMARY KEY (month, number)
      );
      COMMENT ON TABLE funder_return_note IS 'what is said beside the figures of a month; each saving is one row more';

      CREATE TABLE funder_return (
        month       date PRIMARY KEY CHECK (extract(day FROM month) = 1),
        association text NOT NULL,
        note        text NOT NULL,
        figures     jsonb NOT NULL,
        sent_on     date NOT NULL,
        sent_by     uuid NOT NULL REFERENCES officer,
        sent_at     timestamptz NOT NULL
      );
      COMMENT ON TABLE funder_return IS 'returns that were sent, with all they said; a month without one is a draft';

      CREATE FUNCTION told_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is never changed: it says what was told', TG_TABLE_NAME; END $$;
    `);
    for (const table of ['measure_snapshot', 'workshop', 'funder_return_note', 'funder_return'])
      await runner.query(`
        CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION told_is_told();
        CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION told_is_told();
      `);
    await runner.query(`
      SELECT audit_watch('measure_snapshot', 'month,measure,split,part');
      SELECT audit_watch('workshop', 'id,number');
      SELECT audit_watch('authority_change', 'id');
      SELECT audit_watch('funder_return_note', 'month,number');
      SELECT audit_watch('funder_return', 'month');

      CREATE INDEX fact_contact ON fact (happened_at, case_id)
        WHERE type IN ('note-added', 'call-made', 'provider-asked', 'provider-replied');
      CREATE INDEX fact_retracted ON fact (case_id) WHERE type = 'retracted';
      CREATE INDEX fact_nhsmail_checked ON fact (case_id) WHERE type = 'nhsmail-checked';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX fact_nhsmail_checked, fact_retracted, fact_contact;
      DROP TABLE funder_return, funder_return_note, authority_change, workshop, measure_snapshot;
      DROP FUNCTION told_is_told;
    `);
  }
}
