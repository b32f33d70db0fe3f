import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The form on which a home names its people, and who has read their details in full. */
export class PeopleForm1795000026000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_person ADD COLUMN job bytea;
      COMMENT ON COLUMN case_person.job IS 'what they do at the home, encrypted as the rest';

      CREATE TABLE people_form (
        case_id    uuid PRIMARY KEY REFERENCES application_case,
        started_at timestamptz NOT NULL,
        saved_at   timestamptz NOT NULL,
        arrived_at timestamptz,
        arrivals   integer NOT NULL DEFAULT 0
      );
      COMMENT ON TABLE people_form IS 'how far the home is with naming its people; no row until something was saved';
      COMMENT ON COLUMN people_form.arrived_at IS 'when it was last sent in; what was is then facts';

      CREATE TABLE people_draft (
        case_id  uuid NOT NULL REFERENCES people_form,
        row_key  text NOT NULL CHECK (row_key ~ '^(p[1-9][0-9]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
        sealed   bytea NOT NULL,
        saved_at timestamptz NOT NULL,
        place    bigint GENERATED ALWAYS AS IDENTITY,
        PRIMARY KEY (case_id, row_key)
      );
      COMMENT ON TABLE people_draft IS 'what was typed into the form and not yet sent in, one row a person';
      COMMENT ON COLUMN people_draft.row_key IS 'ref of somebody named before, who is changed or taken off; else a random id';
      COMMENT ON COLUMN people_draft.sealed IS 'what was typed, encrypted (see libs/platform/src/encryption), bound to case and row';

      CREATE TABLE details_reading (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id    uuid NOT NULL REFERENCES application_case,
        officer_id uuid NOT NULL REFERENCES officer,
        how        text NOT NULL CHECK (how IN ('page', 'csv')),
        people     integer NOT NULL,
        read_at    timestamptz NOT NULL
      );
      CREATE INDEX details_reading_by_case ON details_reading (case_id, read_at);
      COMMENT ON TABLE details_reading IS 'who has seen, or taken away, mobiles and addresses of the people of a case in full';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE details_reading, people_draft, people_form;
      ALTER TABLE case_person DROP COLUMN job;
    `);
  }
}
