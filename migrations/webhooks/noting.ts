/**
 * What happened is noted by triggers, in the transaction in which it happened, so that no service can
 * forget it; while nobody wants to be told, each costs one look into an empty table.
 *
 * `webhook_wanted` takes a lock that all writers share and a new webhook takes alone: once that one
 * is there, every change that was not yet committed is noted for it. The next statement sees what was
 * committed by then.
 */
export const noting = `
  CREATE FUNCTION webhook_wanted(p_kinds text[]) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(7262411);
    RETURN EXISTS (SELECT FROM webhook WHERE kinds && p_kinds);
  END $$;
  COMMENT ON FUNCTION webhook_wanted IS 'whether any webhook is to be told of one of these';

  CREATE FUNCTION webhook_moment(p_moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT (to_json(p_moment AT TIME ZONE 'UTC') #>> '{}') || 'Z'
  $$;

  -- The case as the API shows it, without the reason somebody gave for setting it aside; why it is
  -- stuck, or will be if nothing more is recorded, with since when.
  CREATE FUNCTION webhook_case(c application_case) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('id', c.id, 'locationId', c.location_id, 'version', c.version,
      'open', c.open, 'stage', c.stage, 'waitingOn', c.waiting_on, 'officerId', c.officer_id,
      'openedOn', c.opened_on, 'useBy', c.use_by,
      'stalls', coalesce((SELECT jsonb_agg(jsonb_build_object('code', u.code,
                  'since', webhook_moment(u.since)) ORDER BY u.since, u.n)
                FROM unnest(c.stall_codes, c.stall_since) WITH ORDINALITY u(code, since, n)), '[]'),
      'breachedAt', webhook_moment(c.breached_at), 'nextAt', webhook_moment(c.next_at),
      'parkedUntil', c.parked_until, 'changedAt', webhook_moment(c.changed_at),
      'practice', c.practice, 'earlierCaseId', c.earlier_case_id)
  $$;

  -- A fact as the timeline of the API shows it, without what anybody wrote in their own words: marks
  -- stand where it lies sealed, and people are refs.
  CREATE FUNCTION webhook_fact(f fact) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('id', f.id, 'seq', f.seq, 'type', f.type,
             'on', f.happened_on, 'at', webhook_moment(f.happened_at)))
        || coalesce((SELECT jsonb_object_agg(d.key, d.value) FROM jsonb_each(f.details) d
                      WHERE d.value #>> '{}' !~ '\\[(text|override) [1-9][0-9]*\\]'), '{}')
        || jsonb_build_object('overridden', f.override IS NOT NULL,
             'recordedAt', webhook_moment(f.recorded_at), 'recordedBy', f.recorded_by)
  $$;

  CREATE FUNCTION webhook_note_cases() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  BEGIN
    IF NOT webhook_wanted('{case.opened,fact.recorded,stage.changed,case.changed}') THEN
      RETURN NULL;
    END IF;
    INSERT INTO webhook_event (kind, at, data)
    SELECT e.kind, e.at, e.data || jsonb_build_object('case', webhook_case(row(n.*)::application_case))
      FROM arrived n JOIN gone o USING (id)
     CROSS JOIN LATERAL (
       SELECT f.seq AS place, 1 AS step, 'case.opened' AS kind, f.recorded_at AS at, '{}'::jsonb AS data
         FROM fact f WHERE o.version = 0 AND f.case_id = n.id AND f.seq = 1
       UNION ALL
       SELECT f.seq, 2, 'fact.recorded', f.recorded_at,
              jsonb_build_object('fact', webhook_fact(row(f.*)::fact))
         FROM fact f WHERE f.case_id = n.id AND f.seq > o.version AND f.seq <= n.version
       UNION ALL
       SELECT n.version, 3, 'stage.changed', n.changed_at, jsonb_build_object('from', o.stage)
        WHERE o.version > 0 AND n.stage <> o.stage
       UNION ALL
       SELECT n.version, 4, 'case.changed', NULL, '{}'::jsonb
        WHERE n.version = o.version
          AND webhook_case(row(n.*)::application_case) <> webhook_case(row(o.*)::application_case)
     ) e
     ORDER BY n.id, e.place, e.step;
    RETURN NULL;
  END $$;
  CREATE TRIGGER webhook_cases AFTER UPDATE ON application_case
    REFERENCING OLD TABLE AS gone NEW TABLE AS arrived
    FOR EACH STATEMENT EXECUTE FUNCTION webhook_note_cases();

  CREATE FUNCTION webhook_note_letter() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  BEGIN
    IF NOT webhook_wanted('{letter.sent,letter.bounced}') THEN RETURN NULL; END IF;
    INSERT INTO webhook_event (kind, at, data)
    SELECT CASE NEW.status WHEN 'sent' THEN 'letter.sent' ELSE 'letter.bounced' END, NEW.settled_at,
           jsonb_build_object('letter', jsonb_build_object('id', NEW.id, 'status', NEW.status,
             'plannedAt', webhook_moment(NEW.planned_at), 'settledAt', webhook_moment(NEW.settled_at),
             'caseIds', coalesce((SELECT jsonb_agg(DISTINCT p.case_id) FROM letter_part p
                                   WHERE p.letter_id = NEW.id AND p.withdrawn_at IS NULL), '[]')));
    RETURN NULL;
  END $$;
  CREATE TRIGGER webhook_letter AFTER UPDATE OF status ON letter FOR EACH ROW
    WHEN (NEW.status IN ('sent', 'refused') AND NEW.status <> OLD.status)
    EXECUTE FUNCTION webhook_note_letter();

  CREATE FUNCTION webhook_note_task() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  BEGIN
    IF NOT webhook_wanted('{task.raised,task.done}') THEN RETURN NULL; END IF;
    INSERT INTO webhook_event (kind, at, data)
    SELECT CASE NEW.status WHEN 'open' THEN 'task.raised' ELSE 'task.done' END,
           coalesce(NEW.settled_at, NEW.created_at),
           jsonb_build_object('task', jsonb_build_object('id', NEW.id, 'caseId', NEW.case_id,
             'kind', NEW.kind, 'addressee', NEW.addressee, 'status', NEW.status,
             'dueAt', webhook_moment(NEW.due_at)));
    RETURN NULL;
  END $$;
  CREATE TRIGGER webhook_task_raised AFTER INSERT ON task FOR EACH ROW
    WHEN (NEW.status = 'open') EXECUTE FUNCTION webhook_note_task();
  CREATE TRIGGER webhook_task_done AFTER UPDATE OF status ON task FOR EACH ROW
    WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION webhook_note_task();

  CREATE FUNCTION webhook_note_import() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  BEGIN
    IF NOT webhook_wanted('{import.done}') THEN RETURN NULL; END IF;
    INSERT INTO webhook_event (kind, at, data)
    SELECT 'import.done', NEW.imported_at, jsonb_build_object('import', jsonb_build_object(
             'id', NEW.id, 'kind', NEW.kind, 'importedAt', webhook_moment(NEW.imported_at)));
    RETURN NULL;
  END $$;
  CREATE TRIGGER webhook_import AFTER INSERT ON import_run FOR EACH ROW
    EXECUTE FUNCTION webhook_note_import();`;

export const noNoting = `
  DROP TRIGGER webhook_import ON import_run;
  DROP TRIGGER webhook_task_done ON task;
  DROP TRIGGER webhook_task_raised ON task;
  DROP TRIGGER webhook_letter ON letter;
  DROP TRIGGER webhook_cases ON application_case;
  DROP FUNCTION webhook_note_import, webhook_note_task, webhook_note_letter, webhook_note_cases;
  DROP FUNCTION webhook_fact(fact);
  DROP FUNCTION webhook_case(application_case);
  DROP FUNCTION webhook_moment(timestamptz);
  DROP FUNCTION webhook_wanted(text[]);`;
