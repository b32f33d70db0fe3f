import { PersonKeys, personOfCase, type Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Somebody of a case. */
export interface PersonOfCase {
  caseId: string;
  /** `p1`, `p2`… */
  ref: string;
}

/** Empties private addresses and mobiles; names and what happened stay. */
export async function eraseContactDetails(
  tx: Sql,
  people: readonly PersonOfCase[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `UPDATE case_person p SET mobile = NULL, email = NULL, address_key = NULL,
            erased_at = coalesce(p.erased_at, $3)
       FROM unnest($1::uuid[], $2::text[]) AS n(case_id, ref)
      WHERE p.case_id = n.case_id AND p.ref = n.ref
        AND num_nonnulls(p.mobile, p.email, p.address_key) > 0`,
    [people.map((p) => p.caseId), people.map((p) => p.ref), now.toString()],
  );
}

/**
 * Empties all that is held of these people and destroys their keys. Facts about them stay, with a ref
 * that nobody else will get.
 */
export async function erasePeople(
  tx: Sql,
  people: readonly PersonOfCase[],
  now: Temporal.Instant,
): Promise<void> {
  for (const { caseId, ref } of people)
    await PersonKeys.destroy(tx, personOfCase(caseId, ref), now);
  await tx.query(
    `UPDATE case_person p
        SET name = NULL, mobile = NULL, email = NULL, job = NULL, address_key = NULL,
            erased_at = coalesce(p.erased_at, $3)
       FROM unnest($1::uuid[], $2::text[]) AS n(case_id, ref)
      WHERE p.case_id = n.case_id AND p.ref = n.ref
        AND num_nonnulls(p.name, p.mobile, p.email, p.job, p.address_key) > 0`,
    [people.map((p) => p.caseId), people.map((p) => p.ref), now.toString()],
  );
}
