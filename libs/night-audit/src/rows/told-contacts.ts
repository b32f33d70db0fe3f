import { PersonalReader, type Sealer, type Sql } from '@app/platform';

/** A fact, as far as it matters here. */
interface ToldFact {
  seq: number;
  details: Record<string, string>;
}

interface Row {
  case_id: string;
  seq: number;
  ref: string;
  mobile: Buffer | null;
  email: Buffer | null;
  key_id: string | null;
  wrapped: Buffer | null;
}

/**
 * Puts what facts told of people's mobiles and addresses, which is held apart from them, back into
 * their details as `heldMobile` and `heldEmail`. What has been erased, or is damaged, stays out.
 */
export async function putContactsBack(
  sql: Sql,
  sealer: Sealer,
  facts: ReadonlyMap<string, readonly ToldFact[]>,
): Promise<void> {
  const rows = await sql.query<Row>(
    `SELECT p.case_id, p.seq, p.ref, p.mobile, p.email, p.key_id, k.wrapped
       FROM case_person p LEFT JOIN person_key k ON k.id = p.key_id
      WHERE p.case_id = ANY($1)`,
    [[...facts.keys()]],
  );
  const reader = new PersonalReader(sealer);
  for (const { case_id: caseId, seq, ref, mobile, email, key_id: keyId, wrapped } of rows) {
    const details = facts.get(caseId)?.find((fact) => fact.seq === seq)?.details;
    const open = (column: string, sealed: Buffer | null): string =>
      reader.open<string>(`case_person:${caseId}:${seq}:${ref}:${column}`, sealed, {
        keyId,
        wrapped,
      }) ?? '';
    if (details)
      Object.assign(details, {
        heldMobile: open('mobile', mobile),
        heldEmail: open('email', email),
      });
  }
}
