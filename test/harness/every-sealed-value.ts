import { PersonalReader, type Sealer, type Sql } from '@app/platform';
import { whereStored } from './every-value';

/** Where each kind of sealed value lies, as its row names it. */
const sealed: Readonly<Record<string, string>> = {
  contact: `SELECT 'contact:' || t.id AS place, t.sealed AS value, t.key_id AS "keyId", k.wrapped
              FROM contact t LEFT JOIN person_key k ON k.id = t.key_id`,
  case_person: `SELECT 'case_person:' || t.case_id || ':' || t.seq || ':' || t.ref || ':' || c.name AS place,
                       c.value, t.key_id AS "keyId", k.wrapped
                  FROM case_person t LEFT JOIN person_key k ON k.id = t.key_id,
                       LATERAL (VALUES ('name', t.name), ('mobile', t.mobile), ('email', t.email),
                                       ('job', t.job)) AS c(name, value)`,
  fact_text: `SELECT 'fact_text:sealed:' || t.case_id || ':' || t.seq AS place, t.sealed AS value,
                     t.key_id AS "keyId", k.wrapped
                FROM fact_text t LEFT JOIN person_key k ON k.id = t.key_id`,
  letter: `SELECT 'letter:' || id AS place, sealed AS value FROM letter`,
  letter_part: `SELECT 'letter-part:' || letter_id || ':' || seq AS place, sealed AS value
                  FROM letter_part`,
  answer: `SELECT 'answer:' || id AS place, sealed AS value FROM answer`,
  inbound_message: `SELECT 'inbound-message:' || id AS place, sealed AS value FROM inbound_message`,
  people_draft: `SELECT 'people-draft:' || case_id || ':' || row_key AS place, sealed AS value
                   FROM people_draft`,
};

interface Row {
  place: string;
  value: Buffer | null;
  keyId?: string | null;
  wrapped?: Buffer | null;
}

/**
 * Where one of these texts is held, in the open or sealed: every table of every schema is looked
 * through as it is, and whatever is sealed is opened with the keys there are.
 * @returns "table: text"
 */
export async function whereHeld(
  sql: Sql,
  sealer: Sealer,
  texts: readonly string[],
): Promise<string[]> {
  const found = await whereStored(sql, texts);
  const reader = new PersonalReader(sealer);
  for (const [table, query] of Object.entries(sealed))
    for (const row of await sql.query<Row>(query)) {
      const { place, value, keyId = null, wrapped = null } = row;
      const opened = reader.open<unknown>(place, value, { keyId, wrapped });
      const text = JSON.stringify(opened)?.toLowerCase() ?? '';
      for (const one of texts)
        if (text.includes(one.toLowerCase())) found.push(`${table} (sealed): ${one}`);
    }
  return [...new Set(found)];
}
