import { randomUUID } from 'node:crypto';
import type { Database } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Whoever starts Caseload for the first time works as this officer. */
export const practiceOfficerEmail = 'officer@practice.example';

/** @returns the id of the practice officer, who is added if need be */
export async function practiceOfficer(db: Database, now: Temporal.Instant): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    `INSERT INTO officer (id, email, name, role, created_at) VALUES ($1, $2, $3, 'lead', $4)
     ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id`,
    [randomUUID(), practiceOfficerEmail, 'Sam Practice', now.toString()],
  );
  return row?.id ?? '';
}
