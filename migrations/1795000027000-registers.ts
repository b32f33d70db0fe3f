import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registers in full: what CQC, DSPT and ODS say, where each value comes from, what each import
 * changed, rows that fit nothing, and how records of one home belong together.
 */
export class Registers1795000027000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(undo);
  }
}

const imports = `
  ALTER TABLE import_run
    ADD variant   text,
    ADD as_of     date,
    ADD undone_at timestamptz,
    ADD undone_by text,
    ADD told_at   timestamptz;
  COMMENT ON COLUMN import_run.variant IS 'which of the kind''s files it was: cqc-latest-ratings, dspt-search…';
  COMMENT ON COLUMN import_run.as_of IS 'the day its data speak of; an older file never replaces what a newer one said';
  COMMENT ON COLUMN import_run.told_at IS 'when the open cases were told what it changed for them';
  UPDATE import_run SET variant = 'cqc-latest-ratings', told_at = imported_at WHERE kind = 'cqc';
  UPDATE import_run SET as_of = (imported_at AT TIME ZONE 'Europe/London')::date;

  CREATE TABLE import_job (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL,
    file_name    text NOT NULL,
    file_sha256  text NOT NULL,
    file_bytes   bigint NOT NULL,
    given_as_of  date,
    confirmed    boolean NOT NULL DEFAULT false,
    asked_by     text NOT NULL,
    asked_at     timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('waiting', 'reading', 'previewed', 'accepted', 'importing', 'done', 'refused', 'cancelled')),
    cancel_asked boolean NOT NULL DEFAULT false,
    progress     jsonb NOT NULL DEFAULT '{}',
    leased_until timestamptz,
    result       jsonb,
    digest       text,
    accepted_by  text,
    ended_at     timestamptz
  );
  CREATE INDEX import_job_open ON import_job (asked_at)
    WHERE state IN ('waiting', 'reading', 'accepted', 'importing');
  COMMENT ON TABLE import_job IS 'a file on its way in: read, shown, accepted, imported under the same id';
  COMMENT ON COLUMN import_job.digest IS 'SHA-256 of every change the preview showed; the import must come to the same';
  COMMENT ON COLUMN import_job.confirmed IS 'a person said that far fewer rows than last time are right';

  CREATE TABLE import_file (
    job_id uuid NOT NULL REFERENCES import_job ON DELETE CASCADE,
    part   integer NOT NULL,
    bytes  bytea NOT NULL,
    PRIMARY KEY (job_id, part)
  );

  CREATE TABLE import_preview (
    job_id   uuid NOT NULL REFERENCES import_job ON DELETE CASCADE,
    position integer NOT NULL,
    row      integer NOT NULL,
    subject  text NOT NULL,
    key      text NOT NULL,
    name     text,
    action   text NOT NULL CHECK (action IN ('create', 'update')),
    fields   jsonb NOT NULL,
    PRIMARY KEY (job_id, position)
  );
  COMMENT ON COLUMN import_preview.fields IS '[{field, old, new, source}]: source is the import the old value comes from';

  CREATE TABLE register_change (
    import_id uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
    subject   text NOT NULL,
    key       text NOT NULL,
    before    jsonb NOT NULL,
    after     jsonb NOT NULL,
    PRIMARY KEY (import_id, subject, key)
  );
  CREATE INDEX register_change_of ON register_change (subject, key);
  COMMENT ON TABLE register_change IS 'columns of a record before and after an import; records it created carry its id instead';`;

const sitesAndProviders = `
  ALTER TABLE site
    ALTER provider_id DROP NOT NULL,
    ALTER care_home DROP NOT NULL,
    ADD provider_name       text,
    ADD also_known_as       text,
    ADD phone               text,
    ADD website             text,
    ADD county              text,
    ADD icb                 text,
    ADD uprn                text,
    ADD service_types       text[],
    ADD specialisms         text[],
    ADD beds                integer,
    ADD registered_managers text[],
    ADD manager_absent_on   date,
    ADD registration_status text CHECK (registration_status IN ('registered', 'deregistered')),
    ADD registered_on       date,
    ADD deregistered_on     date,
    ADD dormant             boolean,
    ADD predecessors        text[],
    ADD successors          text[],
    ADD sources             jsonb NOT NULL DEFAULT '{}',
    ADD corrected           text[] NOT NULL DEFAULT '{}';
  COMMENT ON COLUMN site.provider_id IS 'null when the file that told of the site gives only the provider''s name';
  COMMENT ON COLUMN site.predecessors IS 'location ids of former records, as CQC relates them: never joined without a person';
  COMMENT ON COLUMN site.care_home IS 'null while no file has said it';
  COMMENT ON COLUMN site.import_id IS 'the import that created it: its values are from there unless sources names another';
  COMMENT ON COLUMN site.sources IS 'field → id of the import that gave its present value';
  COMMENT ON COLUMN site.corrected IS 'fields that hold a person''s correction: see site_correction';

  ALTER TABLE provider
    ADD ods_code            text,
    ADD companies_house     text,
    ADD phone               text,
    ADD website             text,
    ADD address             text,
    ADD town                text,
    ADD postcode            text,
    ADD local_authority     text,
    ADD registration_status text CHECK (registration_status IN ('registered', 'deregistered')),
    ADD registered_on       date,
    ADD deregistered_on     date,
    ADD sources             jsonb NOT NULL DEFAULT '{}';
  COMMENT ON COLUMN provider.ods_code IS 'the headquarters code: valid for DSPT, not for the application';
  CREATE INDEX provider_by_ods_code ON provider (ods_code) WHERE ods_code IS NOT NULL;
  CREATE INDEX site_by_ods_code ON site (ods_code) WHERE ods_code IS NOT NULL;
  CREATE INDEX site_by_postcode ON site (postcode) WHERE postcode IS NOT NULL;
  CREATE INDEX site_by_import ON site (import_id);
  CREATE INDEX provider_by_import ON provider (import_id);

  CREATE TABLE site_correction (
    id           uuid PRIMARY KEY,
    location_id  text NOT NULL REFERENCES site,
    field        text NOT NULL,
    value        jsonb NOT NULL,
    source_value jsonb NOT NULL,
    source_id    uuid,
    corrected_by text NOT NULL,
    corrected_at timestamptz NOT NULL,
    reason       text NOT NULL,
    asked_value  jsonb,
    asked_by     uuid,
    ended_at     timestamptz,
    ended_how    text CHECK (ended_how IN ('agreed', 'kept', 'taken', 'withdrawn'))
  );
  CREATE UNIQUE INDEX site_correction_open ON site_correction (location_id, field) WHERE ended_at IS NULL;
  COMMENT ON COLUMN site_correction.source_value IS 'what the register''s own source said when it was corrected';
  COMMENT ON COLUMN site_correction.asked_value IS 'what the source says since: a person decides between the two';`;

const dspt = `
  CREATE TABLE dspt_status (
    code         text PRIMARY KEY,
    name         text,
    status_text  text NOT NULL,
    level        text NOT NULL,
    edition      text,
    published_on date,
    sector       text,
    commissioner text,
    import_id    uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
    sources      jsonb NOT NULL DEFAULT '{}',
    changed_at   timestamptz NOT NULL
  );
  CREATE INDEX dspt_status_by_import ON dspt_status (import_id);
  COMMENT ON TABLE dspt_status IS 'what the newest DSPT list says of each organisation code';
  COMMENT ON COLUMN dspt_status.level IS 'as read from status_text; unknown keeps the gate shut until classified';

  CREATE TABLE dspt_publication (
    code         text NOT NULL,
    status_text  text NOT NULL,
    published_on date NOT NULL,
    level        text NOT NULL,
    edition      text,
    import_id    uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
    sources      jsonb NOT NULL DEFAULT '{}',
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (code, status_text, published_on)
  );
  CREATE INDEX dspt_publication_by_import ON dspt_publication (import_id);
  COMMENT ON TABLE dspt_publication IS 'every publication that any list has shown: the history of a code';

  CREATE TABLE dspt_inclusion (
    location_id text PRIMARY KEY REFERENCES site,
    hq_code     text NOT NULL,
    included    boolean NOT NULL,
    said_by     text NOT NULL,
    said_at     timestamptz NOT NULL,
    reason      text NOT NULL
  );
  COMMENT ON TABLE dspt_inclusion IS 'whether headquarters published for this branch too, as a person found out';

  CREATE TABLE dspt_classification (
    status_words  text PRIMARY KEY,
    level         text NOT NULL,
    classified_by text NOT NULL,
    classified_at timestamptz NOT NULL
  );
  COMMENT ON TABLE dspt_classification IS 'what a person said an unknown status comes to';`;

const ods = `
  CREATE TABLE ods_organisation (
    code         text PRIMARY KEY,
    name         text NOT NULL,
    active       boolean,
    primary_role text,
    roles        text[],
    address      text,
    town         text,
    postcode     text,
    opened_on    date,
    closed_on    date,
    parent_code  text,
    import_id    uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
    sources      jsonb NOT NULL DEFAULT '{}',
    changed_at   timestamptz NOT NULL
  );
  CREATE INDEX ods_organisation_by_postcode ON ods_organisation (postcode);
  CREATE INDEX ods_organisation_by_import ON ods_organisation (import_id);
  COMMENT ON TABLE ods_organisation IS 'what the ODS directory says of each code';`;

const notPlaced = `
  CREATE TABLE quarantined_row (
    id          uuid PRIMARY KEY,
    import_id   uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
    kind        text NOT NULL,
    identity    text NOT NULL,
    row         integer NOT NULL,
    said        jsonb NOT NULL,
    code        text NOT NULL,
    message     text NOT NULL,
    state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'matched', 'dismissed')),
    location_id text REFERENCES site,
    decided_by  text,
    decided_at  timestamptz,
    UNIQUE (kind, identity)
  );
  CREATE INDEX quarantined_row_waiting ON quarantined_row (kind, id) WHERE state = 'waiting';
  COMMENT ON TABLE quarantined_row IS 'rows that fit no site: kept until a person says what they are';
  COMMENT ON COLUMN quarantined_row.identity IS 'what stays the same when the row comes again in a later file';

  CREATE TABLE home_link (
    id         uuid PRIMARY KEY,
    older_id   text NOT NULL REFERENCES site,
    newer_id   text NOT NULL REFERENCES site,
    kind       text NOT NULL CHECK (kind IN ('successor', 'duplicate', 'merged', 'split')),
    linked_on  date,
    evidence   jsonb NOT NULL,
    state      text NOT NULL DEFAULT 'suggested' CHECK (state IN ('suggested', 'accepted', 'dismissed')),
    found_in   uuid REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
    found_at   timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    CHECK (older_id <> newer_id),
    UNIQUE (older_id, newer_id)
  );
  CREATE INDEX home_link_newer ON home_link (newer_id);
  CREATE INDEX home_link_suggested ON home_link (found_at, id) WHERE state = 'suggested';
  COMMENT ON TABLE home_link IS 'two records of one home: suggested by the program, joined only by a person';

  CREATE TABLE register_news (
    import_id uuid NOT NULL REFERENCES import_run DEFERRABLE INITIALLY DEFERRED,
    case_id   uuid NOT NULL REFERENCES application_case,
    fact_id   uuid NOT NULL,
    PRIMARY KEY (import_id, fact_id)
  );
  COMMENT ON TABLE register_news IS 'facts that were recorded because an import said so';

  ALTER TABLE application_case ADD earlier_case_id uuid REFERENCES application_case;
  COMMENT ON COLUMN application_case.earlier_case_id IS 'the case of the same home under its former registration';`;

const services = `
  CREATE TABLE register_service (
    service      text PRIMARY KEY,
    cursor       jsonb NOT NULL DEFAULT '{}',
    next_at      timestamptz,
    started_at   timestamptz,
    leased_until timestamptz,
    succeeded_at timestamptz,
    failed_at    timestamptz,
    failure      text
  );
  COMMENT ON TABLE register_service IS 'how far each live service has been read, and when it is read next';`;

const search = `
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX site_search_trgm ON site USING gin (search gin_trgm_ops);`;

const statements = [imports, sitesAndProviders, dspt, ods, notPlaced, services, search];

const undo = `
  DROP INDEX site_search_trgm;
  ALTER TABLE application_case DROP earlier_case_id;
  DROP TABLE register_service, register_news, home_link, quarantined_row, ods_organisation,
    dspt_classification, dspt_inclusion, dspt_publication, dspt_status, site_correction,
    register_change, import_preview, import_file, import_job;
  DROP INDEX provider_by_ods_code, site_by_ods_code, site_by_postcode, site_by_import, provider_by_import;
  ALTER TABLE provider DROP ods_code, DROP companies_house, DROP phone, DROP website, DROP address,
    DROP town, DROP postcode, DROP local_authority, DROP registration_status, DROP registered_on,
    DROP deregistered_on, DROP sources;
  ALTER TABLE site DROP provider_name, DROP also_known_as, DROP phone, DROP website, DROP county,
    DROP icb, DROP uprn, DROP service_types, DROP specialisms, DROP beds, DROP registered_managers,
    DROP manager_absent_on, DROP registration_status, DROP registered_on, DROP deregistered_on,
    DROP dormant, DROP predecessors, DROP successors, DROP sources, DROP corrected;
  ALTER TABLE import_run DROP variant, DROP as_of, DROP undone_at, DROP undone_by, DROP told_at;`;
