import type { ClientBase } from 'pg';

/** The role without UPDATE or DELETE on facts and the audit; a migration makes it. */
export const appRole = 'caseload_app';

/**
 * Puts a new connection under the program's role, where there is one that this user may take and
 * that has been given its rights in this database; else it stays as it is.
 */
export async function takeAppRole(client: ClientBase): Promise<void> {
  try {
    await client.query(
      `SELECT set_config('role', rolname, false) FROM pg_roles
        WHERE rolname = $1 AND pg_has_role(session_user, oid, 'MEMBER')
          AND to_regclass('public.audit_entry') IS NOT NULL
          AND has_table_privilege(oid, to_regclass('public.audit_entry'), 'SELECT')`,
      [appRole],
    );
  } catch (error) {
    if ((error as { code?: string }).code !== notAllowed) throw error;
  }
}

/** A member of the role who may not take it on. */
const notAllowed = '42501';
