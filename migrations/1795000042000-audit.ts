import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole } from './audit/app-role';
import { entriesAndChain, noting } from './audit/chain';
import { detailsReadings, readingsBack } from './audit/details-readings';
import { watchedTables } from './audit/watched-tables';
import { facts, watching } from './audit/watching';

/** Who changed or saw what, in a chain that shows when it was tampered with. */
export class Audit1795000042000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [entriesAndChain, noting, watching, facts, watchedTables, detailsReadings];
    for (const statement of [...statements, appRole]) await runner.query(statement);
  }

  /** The role stays: other databases of the server may use it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${readingsBack}
      DO $$
      BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'caseload_app'
                    AND pg_has_role(current_user, oid, 'MEMBER')) THEN
          DROP OWNED BY caseload_app;
        END IF;
      END $$;
      DROP FUNCTION audit_rows_added, audit_rows_changed, audit_rows_removed, audit_row_decided,
        audit_table_emptied, audit_facts_added CASCADE;
      DROP FUNCTION audit_watch, audit_watch_decisions, audit_note_rows, audit_row_key,
        audit_changed_columns, audit_row_digest, audit_fact_digest, audit_restate_facts,
        audit_note, audit_hash;
      DROP TABLE audit_anchor, audit_pepper, audit_head, audit_chain, audit_entry;
      DROP FUNCTION audit_chain_on, audit_is_append_only;
    `);
  }
}
