/**
 * Who did or saw what. An entry is written where it happens; at commit it gets its place in a chain in
 * which each hash takes in the one before, so that whoever changes the past has to change all after it.
 */
export const entriesAndChain = `
  CREATE TABLE audit_entry (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor      text COLLATE "C" NOT NULL,
    via        text NOT NULL,
    action     text COLLATE "C" NOT NULL,
    subject    text NOT NULL,
    cases      uuid[] NOT NULL,
    why        text,
    details    jsonb NOT NULL,
    network    text,
    request_id text
  );
  CREATE INDEX audit_entry_by_actor ON audit_entry (actor, id);
  CREATE INDEX audit_entry_by_action ON audit_entry (action, id);
  CREATE INDEX audit_entry_by_time ON audit_entry USING brin (at);
  CREATE INDEX audit_entry_by_case ON audit_entry USING gin (cases);
  COMMENT ON TABLE audit_entry IS 'who changed or saw what: ids, names of columns and digests, never a personal value';
  COMMENT ON COLUMN audit_entry.at IS 'by the clock of the database: the program cannot set it';
  COMMENT ON COLUMN audit_entry.actor IS 'officer:ID, link:ID, system:worker:JOB, command:VERB, nobody, or database:ROLE for whoever wrote past the program';
  COMMENT ON COLUMN audit_entry.subject IS 'TABLE:KEY or case:ID';
  COMMENT ON COLUMN audit_entry.why IS 'the route, job or command that led to it: a reason that was typed stays in its row';
  COMMENT ON COLUMN audit_entry.network IS 'IPv4 to /24, IPv6 to /48';

  CREATE TABLE audit_chain (
    position bigint PRIMARY KEY CHECK (position > 0),
    entry_id bigint NOT NULL UNIQUE,
    previous bytea NOT NULL,
    hash     bytea NOT NULL
  );
  COMMENT ON TABLE audit_chain IS 'the order of the entries, without a gap; hash takes in previous and the whole entry';

  CREATE TABLE audit_head (
    single   boolean PRIMARY KEY DEFAULT true CHECK (single),
    position bigint NOT NULL,
    hash     bytea NOT NULL
  );
  INSERT INTO audit_head (position, hash) VALUES (0, '\\x00');
  COMMENT ON TABLE audit_head IS 'the newest link: shows when the end of the chain is cut off';

  CREATE TABLE audit_pepper (pepper bytea NOT NULL);
  INSERT INTO audit_pepper
  SELECT sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
  COMMENT ON TABLE audit_pepper IS 'goes into each digest of a row, so that nobody confirms a guess of what stood in it';

  CREATE TABLE audit_anchor (
    position bigint PRIMARY KEY,
    hash     bytea NOT NULL,
    made_at  timestamptz NOT NULL,
    mac      bytea NOT NULL
  );
  COMMENT ON TABLE audit_anchor IS 'where the chain stood, signed with a key that is not in the database';

  CREATE FUNCTION audit_hash(at_position bigint, previous bytea, e audit_entry) RETURNS bytea
  LANGUAGE sql STABLE AS $$
    SELECT sha256(previous || convert_to(jsonb_build_array(at_position, e.id, e.at AT TIME ZONE 'UTC',
      e.actor, e.via, e.action, e.subject, e.cases, e.why, e.details, e.network, e.request_id)::text,
      'UTF8'))
  $$;

  CREATE FUNCTION audit_chain_on() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    head audit_head;
    link bytea;
  BEGIN
    SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
    link := audit_hash(head.position + 1, head.hash, NEW);
    WITH moved AS (UPDATE audit_head SET position = head.position + 1, hash = link)
    INSERT INTO audit_chain (position, entry_id, previous, hash)
    VALUES (head.position + 1, NEW.id, head.hash, link);
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER audit_entry_chained AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain_on();

  CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit is append-only: nothing in it is changed or taken out'; END $$;
  CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
  CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
  CREATE TRIGGER audit_chain_no_change BEFORE UPDATE OR DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
  CREATE TRIGGER audit_chain_no_truncate BEFORE TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
  CREATE TRIGGER audit_anchor_no_change BEFORE UPDATE OR DELETE ON audit_anchor
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
  CREATE TRIGGER audit_anchor_no_truncate BEFORE TRUNCATE ON audit_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();`;

/** The one way in: the program may call it, not write into the table. */
export const noting = `
  CREATE FUNCTION audit_note(p_action text, p_subject text, p_cases uuid[], p_why text, p_details jsonb,
                             p_scope jsonb DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    scope jsonb := coalesce(p_scope, nullif(current_setting('caseload.scope', true), '')::jsonb, '{}');
  BEGIN
    INSERT INTO audit_entry (at, actor, via, action, subject, cases, why, details, network, request_id)
    VALUES (clock_timestamp(), coalesce(scope->>'actor', 'database:' || session_user),
            coalesce(scope->>'via', 'database'), p_action, p_subject, coalesce(p_cases, '{}'),
            coalesce(p_why, scope->>'why'), coalesce(p_details, '{}'), scope->>'network',
            scope->>'requestId');
  END $$;
  COMMENT ON FUNCTION audit_note IS 'writes one entry; the scope is that of the transaction when none is given';`;
