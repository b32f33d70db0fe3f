import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finding sites by words among tens of thousands: each site's words as an index wants them, and every
 * word of the register once, to find what somebody meant who wrote it a little differently.
 */
export class RegisterSearch1795000035000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [words, columns, wordList, lists, quality])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE quality_finding, quality_review;
      DROP INDEX site_by_words, site_by_name_words, site_by_area, provider_by_words,
                 site_deregistered, site_dormant,
                 provider_by_lower_name, provider_by_brand;
      DROP TRIGGER site_words_added ON site;
      DROP TRIGGER site_words_changed ON site;
      DROP FUNCTION note_added_words(), note_changed_words();
      DROP TABLE register_word;
      ALTER TABLE site DROP words, DROP name_words;
      ALTER TABLE provider DROP words;
      DROP FUNCTION register_words(text);
      CREATE INDEX site_by_name ON site (name COLLATE "C", location_id);
      CREATE INDEX provider_by_name ON provider (name COLLATE "C", provider_id);
      CREATE INDEX site_search_trgm ON site USING gin (search gin_trgm_ops);
    `);
  }
}

/**
 * As libs/domain/src/registers/search-words.ts takes apart what a person types: keep them alike. A
 * text without end is cut off, as no word in an index may be longer than 2 kB.
 */
const words = `
  CREATE FUNCTION register_words(text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(string_to_array(regexp_replace(regexp_replace(
      CASE WHEN octet_length($1) = length($1) THEN lower(left($1, 2000))
           ELSE regexp_replace(lower(normalize(left($1, 2000), NFKD)),
                               '[\\u0300-\\u036f’‘]', '', 'g') END,
      '[''\`]|(?<=\\d)-(?=\\d)', '', 'g'),
      '[^a-z0-9]+', ' ', 'g'), ' '), ''))
  $$`;

/** The planner has to know rare words from frequent ones, or it reads all sites in order of name. */
const columns = `
  ALTER TABLE site
    ADD words      tsvector GENERATED ALWAYS AS (register_words(search)) STORED,
    ADD name_words tsvector GENERATED ALWAYS AS
      (register_words(name || coalesce(' ' || also_known_as, ''))) STORED;
  ALTER TABLE site ALTER words SET STATISTICS 300, ALTER name_words SET STATISTICS 300;
  ALTER TABLE provider ADD words tsvector GENERATED ALWAYS AS (register_words(
    name || coalesce(' ' || brand, '') || ' ' || provider_id || coalesce(' ' || ods_code, '')
    || coalesce(' ' || companies_house, ''))) STORED;
  CREATE INDEX provider_by_words ON provider USING gin (words);
  CREATE INDEX site_by_words ON site USING gin (words);
  CREATE INDEX site_by_name_words ON site USING gin (name_words);
  DROP INDEX site_search_trgm;`;

/** Words with digits are codes and numbers: another digit is another thing, so they are left out. */
const wordList = `
  CREATE TABLE register_word (word text COLLATE "C" PRIMARY KEY);
  CREATE INDEX register_word_trgm ON register_word USING gin (word gin_trgm_ops);
  COMMENT ON TABLE register_word IS 'every word without a digit that a site was ever found by';
  INSERT INTO register_word
  SELECT DISTINCT w FROM site, unnest(tsvector_to_array(words)) w WHERE w !~ '[0-9]';

  CREATE FUNCTION note_added_words() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO register_word
    SELECT DISTINCT w FROM arrived, unnest(tsvector_to_array(words)) w
     WHERE w !~ '[0-9]' ORDER BY w
    ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE FUNCTION note_changed_words() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO register_word
    SELECT DISTINCT w FROM arrived a JOIN was b USING (location_id),
           unnest(tsvector_to_array(a.words)) w
     WHERE a.words IS DISTINCT FROM b.words AND w !~ '[0-9]' ORDER BY w
    ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER site_words_added AFTER INSERT ON site
    REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION note_added_words();
  CREATE TRIGGER site_words_changed AFTER UPDATE ON site
    REFERENCING OLD TABLE AS was NEW TABLE AS arrived
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_words();`;

/** One index for each list people open. */
const lists = `
  DROP INDEX site_by_name;
  DROP INDEX provider_by_name;
  CREATE INDEX site_by_area ON site (local_authority, (lower(name) COLLATE "C"), location_id);
  CREATE INDEX site_deregistered ON site ((lower(name) COLLATE "C"), location_id)
    WHERE registration_status = 'deregistered';
  CREATE INDEX site_dormant ON site ((lower(name) COLLATE "C"), location_id) WHERE dormant;
  CREATE INDEX provider_by_lower_name ON provider ((lower(name) COLLATE "C"), provider_id);
  CREATE INDEX provider_by_brand ON provider (brand) WHERE brand IS NOT NULL;`;

const quality = `
  CREATE TABLE quality_finding (
    code        text NOT NULL,
    location_id text NOT NULL REFERENCES site ON DELETE CASCADE,
    PRIMARY KEY (code, location_id)
  );
  CREATE INDEX quality_finding_of_site ON quality_finding (location_id);
  COMMENT ON TABLE quality_finding IS 'what is missing or doubtful of a site, as of the last review';
  CREATE TABLE quality_review (
    one_row     boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    reviewed_at timestamptz NOT NULL,
    reviewed    text NOT NULL,
    sites       integer NOT NULL
  );
  COMMENT ON COLUMN quality_review.reviewed IS 'what the register was at: another value means that it has changed';`;
