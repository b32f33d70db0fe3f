import type { Sql } from '@app/platform';
import type { Officer } from './officer';

/**
 * The officer, where they have signed in before, but never with this kind of browser and computer.
 * Sessions are forgotten; the audit is not.
 */
export async function ownerOfStrangeDevice(
  sql: Sql,
  officerId: string,
  device: string,
): Promise<Pick<Officer, 'name' | 'email'> | null> {
  const [officer] = await sql.query<Pick<Officer, 'name' | 'email'>>(
    `SELECT name, email FROM officer
      WHERE id = $1
        AND (SELECT coalesce(bool_and(details->>'device' <> $3), false) FROM audit_entry
              WHERE action = 'signed-in' AND subject = $2 AND details->>'device' IS NOT NULL)`,
    [officerId, `officer:${officerId}`, device],
  );
  return officer ?? null;
}
