/** Who had seen the details of a case in full was kept in a table of its own: it goes into the audit. */
export const detailsReadings = `
  DO $$
  DECLARE
    reading record;
  BEGIN
    FOR reading IN SELECT * FROM details_reading ORDER BY id LOOP
      PERFORM audit_note(CASE reading.how WHEN 'csv' THEN 'details-exported' ELSE 'details-seen' END,
        'case:' || reading.case_id, ARRAY[reading.case_id], 'kept before the audit began',
        jsonb_build_object('people', reading.people, 'readAt', reading.read_at AT TIME ZONE 'UTC'),
        jsonb_build_object('actor', 'officer:' || reading.officer_id, 'via', 'page'));
    END LOOP;
  END $$;
  DROP TABLE details_reading;`;

/** An empty table: what was told stays in a backup of the audit. */
export const readingsBack = `
  CREATE TABLE details_reading (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES application_case,
    officer_id uuid NOT NULL REFERENCES officer,
    how        text NOT NULL CHECK (how IN ('page', 'csv')),
    people     integer NOT NULL,
    read_at    timestamptz NOT NULL
  );
  CREATE INDEX details_reading_by_case ON details_reading (case_id, read_at);
  COMMENT ON TABLE details_reading IS 'who has seen, or taken away, mobiles and addresses of the people of a case in full';`;
