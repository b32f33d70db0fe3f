import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The free text each type of fact may carry. Facts of other types carry only words of ours. */
const freeText: readonly (readonly [type: string, field: string])[] = [
  ['note-added', 'text'],
  ['provider-asked', 'about'],
  ['paused', 'reason'],
  ['parked', 'reason'],
  ['closed', 'reason'],
];

const fieldOf = `(VALUES ${freeText.map(([type, field]) => `('${type}', '${field}')`).join(', ')})
  AS field_of (type, field)`;

/**
 * Keys of persons, and free text apart from the facts. Text that was in facts, in sentences about
 * follow-ups and in the reasons of resting cases gives way to a mark without meaning; it is sealed by
 * the first process that has the field key, since there is none here.
 */
export class PersonKeys1795000041500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE field_key (
        id    text PRIMARY KEY,
        proof bytea NOT NULL
      );
      COMMENT ON TABLE field_key IS 'field keys that have sealed something here: a process that cannot open each proof is refused';

      CREATE TABLE fingerprint_key (
        id      smallint PRIMARY KEY CHECK (id = 1),
        wrapped bytea NOT NULL
      );
      COMMENT ON COLUMN fingerprint_key.wrapped IS 'what equal values are recognised by, sealed by the field key; the same for the life of the database';

      CREATE TABLE person_key (
        id           uuid PRIMARY KEY,
        subject      text NOT NULL,
        wrapped      bytea,
        destroyed_at timestamptz,
        CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX person_key_present ON person_key (subject) WHERE destroyed_at IS NULL;
      COMMENT ON TABLE person_key IS 'a key for each person, and for the free text of each case: to destroy it is to erase what it sealed';
      COMMENT ON COLUMN person_key.subject IS 'case:<id>:<ref>, case:<id>:texts or contact:<id>';
      COMMENT ON COLUMN person_key.wrapped IS 'the key, sealed by the field key; null: destroyed';

      ALTER TABLE case_person DROP COLUMN key_id;
      ALTER TABLE case_person ADD COLUMN key_id uuid REFERENCES person_key;
      ALTER TABLE contact ADD COLUMN key_id uuid REFERENCES person_key;
      COMMENT ON COLUMN case_person.key_id IS 'key of the person the values are sealed with; null: the field key, as all once were';
      COMMENT ON COLUMN contact.key_id IS 'key of the person the values are sealed with; null: the field key, as all once were';

      CREATE TABLE fact_text (
        case_id uuid NOT NULL,
        seq     integer NOT NULL,
        sealed  bytea,
        waiting jsonb,
        key_id  uuid REFERENCES person_key,
        PRIMARY KEY (case_id, seq),
        FOREIGN KEY (case_id, seq) REFERENCES fact,
        CHECK (sealed IS NULL OR waiting IS NULL)
      );
      CREATE INDEX fact_text_waiting ON fact_text (case_id, seq) WHERE waiting IS NOT NULL;
      COMMENT ON TABLE fact_text IS 'what people wrote in their own words in a fact, which itself holds only a mark: [text 5] or [override 5]';
      COMMENT ON COLUMN fact_text.waiting IS 'written before texts were sealed; sealed at the next start';

      INSERT INTO fact_text (case_id, seq, waiting)
      SELECT f.case_id, f.seq, jsonb_strip_nulls(jsonb_build_object(
               'text', f.details ->> field_of.field, 'override', f.override))
        FROM fact f LEFT JOIN ${fieldOf} USING (type)
       WHERE f.details ? field_of.field OR f.override IS NOT NULL;

      UPDATE follow_up u
         SET basis = jsonb_set(u.basis, '{0}', to_jsonb(replace(u.basis ->> 0,
               'asked about ' || (f.details ->> 'about') || ' on ',
               'asked about [text ' || f.seq || '] on ')))
        FROM fact f
       WHERE f.id = u.anchor_fact AND f.type = 'provider-asked' AND u.clock = 'provider-silence'
         AND u.basis ->> 0 IS NOT NULL;
      UPDATE application_case c
         SET parked_why = '[text ' || (
               SELECT max(f.seq) FROM fact f
                WHERE f.case_id = c.id AND f.type = 'parked'
                  AND f.details ->> 'reason' = c.parked_why) || ']'
       WHERE EXISTS (SELECT FROM fact f
                      WHERE f.case_id = c.id AND f.type = 'parked'
                        AND f.details ->> 'reason' = c.parked_why);

      ALTER TABLE fact DISABLE TRIGGER fact_no_change;
      UPDATE fact f
         SET details = CASE WHEN k.field IS NULL OR NOT f.details ? k.field THEN f.details
                            ELSE jsonb_set(f.details, ARRAY[k.field],
                                           to_jsonb('[text ' || f.seq || ']')) END,
             override = CASE WHEN f.override IS NOT NULL THEN '[override ' || f.seq || ']' END
        FROM fact_text t LEFT JOIN fact g USING (case_id, seq) LEFT JOIN ${fieldOf.replace(
          'field_of',
          'k',
        )} ON k.type = g.type
       WHERE t.case_id = f.case_id AND t.seq = f.seq;
      ALTER TABLE fact ENABLE TRIGGER fact_no_change;
    `);
  }

  /** Refuses where texts have been sealed: they cannot be put back here. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM fact_text WHERE waiting IS NULL) OR EXISTS (SELECT FROM person_key)
        THEN RAISE EXCEPTION 'Values have been sealed by keys of persons since: put back a backup instead.';
        END IF;
      END $$;
      ALTER TABLE fact DISABLE TRIGGER fact_no_change;
      UPDATE fact f
         SET details = (SELECT jsonb_object_agg(d.key, CASE WHEN d.value = '[text ' || f.seq || ']'
                                                        THEN t.waiting ->> 'text' ELSE d.value END)
                          FROM jsonb_each_text(f.details) d),
             override = t.waiting ->> 'override'
        FROM fact_text t
       WHERE t.case_id = f.case_id AND t.seq = f.seq;
      ALTER TABLE fact ENABLE TRIGGER fact_no_change;
      UPDATE follow_up u
         SET basis = jsonb_set(u.basis, '{0}', to_jsonb(replace(u.basis ->> 0,
               '[text ' || t.seq || ']', t.waiting ->> 'text')))
        FROM fact f JOIN fact_text t USING (case_id, seq)
       WHERE f.id = u.anchor_fact AND f.type = 'provider-asked' AND u.clock = 'provider-silence';
      UPDATE application_case c SET parked_why = t.waiting ->> 'text'
        FROM fact_text t WHERE t.case_id = c.id AND c.parked_why = '[text ' || t.seq || ']';
      DROP TABLE fact_text;
      ALTER TABLE contact DROP COLUMN key_id;
      ALTER TABLE case_person DROP COLUMN key_id;
      ALTER TABLE case_person ADD COLUMN key_id text;
      DROP TABLE person_key, fingerprint_key, field_key;
    `);
  }
}
