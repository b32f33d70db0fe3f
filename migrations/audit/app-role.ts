/**
 * The role under which the program works: it may write an entry or a fact and never change one. Where
 * the owner of the database may not make roles, the triggers alone stand guard, and the program says so.
 */
export const appRole = `
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'caseload_app') THEN
      CREATE ROLE caseload_app NOLOGIN;
    END IF;
  EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
  END $$;
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'caseload_app') THEN RETURN; END IF;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      EXECUTE format('GRANT caseload_app TO %I', current_user);
    END IF;
  EXCEPTION WHEN insufficient_privilege THEN NULL;
  END $$;
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'caseload_app') THEN RETURN; END IF;
    GRANT USAGE ON SCHEMA public TO caseload_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO caseload_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO caseload_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public
      GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO caseload_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO caseload_app;
    IF current_setting('server_version_num')::int >= 170000 THEN
      GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO caseload_app;
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT MAINTAIN ON TABLES TO caseload_app;
    END IF;
    REVOKE UPDATE, DELETE ON fact FROM caseload_app;
    REVOKE ALL ON audit_entry, audit_chain, audit_head, audit_pepper, audit_anchor FROM caseload_app;
    GRANT SELECT ON audit_entry, audit_chain, audit_head, audit_anchor TO caseload_app;
    GRANT INSERT ON audit_anchor TO caseload_app;
  END $$;`;
