/** Digests of rows, and the triggers that write down what changed in a table. */
export const watching = `
  CREATE FUNCTION audit_row_digest(p_row jsonb) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(pepper || convert_to(p_row::text, 'UTF8')), 'hex') FROM audit_pepper
  $$;
  COMMENT ON FUNCTION audit_row_digest IS 'by which a row is recognised that is not kept';

  CREATE FUNCTION audit_row_key(p_row jsonb, p_columns text[]) RETURNS text
  LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(coalesce(p_row->>name, ''), '/' ORDER BY place)
      FROM unnest(p_columns) WITH ORDINALITY c (name, place)
  $$;

  CREATE FUNCTION audit_changed_columns(p_was jsonb, p_is jsonb, p_ignored text[]) RETURNS text[]
  LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(n.key ORDER BY n.key) FROM jsonb_each(p_is) n
     WHERE n.value IS DISTINCT FROM p_was->n.key AND n.key <> ALL (p_ignored)
  $$;

  -- One entry a statement: up to 100 rows each by its key, more by one digest of all of them.
  CREATE FUNCTION audit_note_rows(p_table text, p_verb text, p_rows jsonb, p_cases uuid[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    n integer := coalesce(jsonb_array_length(p_rows), 0);
  BEGIN
    IF n = 0 THEN RETURN; END IF;
    PERFORM audit_note(p_table || '-' || p_verb,
      CASE n WHEN 1 THEN p_table || ':' || (p_rows->0->>'key') ELSE p_table END,
      CASE WHEN n <= 100 THEN array_remove(p_cases, NULL) END, NULL,
      CASE WHEN n <= 100 THEN jsonb_build_object('rows', p_rows)
           ELSE jsonb_build_object('count', n, 'digest', audit_row_digest(p_rows)) END);
  END $$;

  -- Arguments: key columns, column that names the case, columns whose changes are of no interest.
  CREATE FUNCTION audit_rows_added() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  DECLARE
    told jsonb;
    touched uuid[];
  BEGIN
    SELECT jsonb_agg(jsonb_build_object('key', audit_row_key(r, string_to_array(TG_ARGV[0], ',')),
                                        'after', audit_row_digest(r))),
           array_agg(DISTINCT (r->>TG_ARGV[1])::uuid)
      INTO told, touched FROM (SELECT to_jsonb(a) AS r FROM arrived a) x;
    PERFORM audit_note_rows(TG_TABLE_NAME, 'added', told, touched);
    RETURN NULL;
  END $$;

  CREATE FUNCTION audit_rows_removed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  DECLARE
    told jsonb;
    touched uuid[];
  BEGIN
    SELECT jsonb_agg(jsonb_build_object('key', audit_row_key(r, string_to_array(TG_ARGV[0], ',')),
                                        'before', audit_row_digest(r))),
           array_agg(DISTINCT (r->>TG_ARGV[1])::uuid)
      INTO told, touched FROM (SELECT to_jsonb(g) AS r FROM gone g) x;
    PERFORM audit_note_rows(TG_TABLE_NAME, 'removed', told, touched);
    RETURN NULL;
  END $$;

  CREATE FUNCTION audit_rows_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  DECLARE
    keys text[] := string_to_array(TG_ARGV[0], ',');
    ignored text[] := string_to_array(TG_ARGV[2], ',');
    told jsonb;
    touched uuid[];
  BEGIN
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('key', coalesce(is_key, was_key),
                     'columns', to_jsonb(columns), 'before', audit_row_digest(was_row),
                     'after', audit_row_digest(is_row)))),
           array_agg(DISTINCT (coalesce(is_row, was_row)->>TG_ARGV[1])::uuid)
      INTO told, touched
      FROM (SELECT *, audit_changed_columns(was_row, is_row, ignored) AS columns
              FROM (SELECT to_jsonb(g) AS was_row, audit_row_key(to_jsonb(g), keys) AS was_key
                      FROM gone g) g
              FULL JOIN (SELECT to_jsonb(a) AS is_row, audit_row_key(to_jsonb(a), keys) AS is_key
                           FROM arrived a) a ON is_key = was_key) pair
     WHERE columns IS NOT NULL OR is_key IS NULL OR was_key IS NULL;
    PERFORM audit_note_rows(TG_TABLE_NAME, 'changed', told, touched);
    RETURN NULL;
  END $$;

  -- For tables of which most changes are the program's own work: fires only WHEN a person decided.
  CREATE FUNCTION audit_row_decided() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  DECLARE
    was_row jsonb := to_jsonb(OLD);
    is_row jsonb := to_jsonb(NEW);
  BEGIN
    PERFORM audit_note_rows(TG_TABLE_NAME, 'changed', jsonb_build_array(jsonb_build_object(
      'key', audit_row_key(is_row, string_to_array(TG_ARGV[0], ',')),
      'columns', to_jsonb(audit_changed_columns(was_row, is_row, '{}')),
      'before', audit_row_digest(was_row), 'after', audit_row_digest(is_row))),
      ARRAY[(is_row->>TG_ARGV[1])::uuid]);
    RETURN NULL;
  END $$;

  CREATE FUNCTION audit_table_emptied() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    PERFORM audit_note(TG_TABLE_NAME || '-emptied', TG_TABLE_NAME, NULL, NULL, NULL);
    RETURN NULL;
  END $$;

  CREATE FUNCTION audit_watch(p_table text, p_keys text, p_case text DEFAULT '',
                              p_ignored text DEFAULT '') RETURNS void
  LANGUAGE plpgsql AS $$
  DECLARE
    arguments text := format('(%L, %L, %L)', p_keys, p_case, p_ignored);
  BEGIN
    EXECUTE format('CREATE TRIGGER audit_added AFTER INSERT ON %I REFERENCING NEW TABLE AS arrived
      FOR EACH STATEMENT EXECUTE FUNCTION audit_rows_added%s', p_table, arguments);
    EXECUTE format('CREATE TRIGGER audit_changed AFTER UPDATE ON %I
      REFERENCING OLD TABLE AS gone NEW TABLE AS arrived
      FOR EACH STATEMENT EXECUTE FUNCTION audit_rows_changed%s', p_table, arguments);
    EXECUTE format('CREATE TRIGGER audit_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS gone
      FOR EACH STATEMENT EXECUTE FUNCTION audit_rows_removed%s', p_table, arguments);
    EXECUTE format('CREATE TRIGGER audit_emptied AFTER TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION audit_table_emptied()', p_table);
  END $$;
  COMMENT ON FUNCTION audit_watch IS 'from here on every change of the table stands in the audit';

  CREATE FUNCTION audit_watch_decisions(p_table text, p_keys text, p_case text, p_columns text[],
                                        p_when text DEFAULT 'true')
  RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('CREATE TRIGGER audit_decided AFTER UPDATE OF %s ON %I
      FOR EACH ROW WHEN ((%s) AND %s) EXECUTE FUNCTION audit_row_decided(%L, %L)',
      (SELECT string_agg(quote_ident(c), ', ') FROM unnest(p_columns) c), p_table,
      (SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', c), ' OR ')
         FROM unnest(p_columns) c), p_when, p_keys, p_case);
    EXECUTE format('CREATE TRIGGER audit_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS gone
      FOR EACH STATEMENT EXECUTE FUNCTION audit_rows_removed(%L, %L)', p_table, p_keys, p_case);
    EXECUTE format('CREATE TRIGGER audit_emptied AFTER TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION audit_table_emptied()', p_table);
  END $$;
  COMMENT ON FUNCTION audit_watch_decisions IS
    'changes of these columns, and rows taken out, stand in the audit; the rest is the program''s own work';`;

/** The history of cases: every fact by a digest, which verifying takes again. */
export const facts = `
  CREATE FUNCTION audit_fact_digest(case_id uuid, seq integer, id uuid, type text, happened_on date,
    happened_at timestamptz, details jsonb, override text, recorded_at timestamptz, recorded_by text)
  RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(case_id, seq, id, type, happened_on,
      happened_at AT TIME ZONE 'UTC', details, override, recorded_at AT TIME ZONE 'UTC',
      recorded_by)::text, 'UTF8')), 'hex')
  $$;

  CREATE FUNCTION audit_facts_added() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    scope jsonb := coalesce(nullif(current_setting('caseload.scope', true), '')::jsonb, '{}');
  BEGIN
    -- As audit_note does, in one statement: this is the busiest of all tables.
    INSERT INTO audit_entry (at, actor, via, action, subject, cases, why, details, network, request_id)
    SELECT clock_timestamp(), coalesce(scope->>'actor', 'database:' || session_user),
           coalesce(scope->>'via', 'database'), 'facts-recorded',
           CASE cardinality(cases) WHEN 1 THEN 'case:' || cases[1] ELSE 'cases' END, cases,
           scope->>'why', jsonb_build_object('types', types, 'facts', digests), scope->>'network',
           scope->>'requestId'
      FROM (
      SELECT jsonb_object_agg(x.case_id || ':' || x.seq, x.digest) AS digests,
             array_agg(DISTINCT x.case_id) AS cases, array_agg(DISTINCT x.type ORDER BY x.type) AS types
        FROM (SELECT a.case_id, a.seq, a.type, (row_number() OVER () - 1) / 500 AS number,
                     audit_fact_digest(a.case_id, a.seq, a.id, a.type, a.happened_on, a.happened_at,
                       a.details, a.override, a.recorded_at, a.recorded_by) AS digest
                FROM arrived a) x
       GROUP BY number ORDER BY number) piece;
    RETURN NULL;
  END $$;
  CREATE TRIGGER audit_added AFTER INSERT ON fact REFERENCING NEW TABLE AS arrived
    FOR EACH STATEMENT EXECUTE FUNCTION audit_facts_added();

  CREATE FUNCTION audit_restate_facts(p_why text) RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    piece record;
  BEGIN
    FOR piece IN
      SELECT jsonb_object_agg(x.case_id || ':' || x.seq, x.digest) AS digests
        FROM (SELECT f.case_id, f.seq, (row_number() OVER () - 1) / 500 AS number,
                     audit_fact_digest(f.case_id, f.seq, f.id, f.type, f.happened_on, f.happened_at,
                       f.details, f.override, f.recorded_at, f.recorded_by) AS digest
                FROM fact f) x
       GROUP BY number ORDER BY number
    LOOP
      PERFORM audit_note('facts-restated', 'cases', NULL, p_why,
                         jsonb_build_object('facts', piece.digests));
    END LOOP;
  END $$;
  REVOKE EXECUTE ON FUNCTION audit_restate_facts FROM PUBLIC;
  SELECT audit_restate_facts('the audit began');`;
