import { PersonalReader, PersonKeys, type Sealer, type Sql, textsOfCase } from '@app/platform';
import { type OwnWords, Texts } from './texts';

/** Where the words of one fact lie: copied to another case or fact they do not open. */
const placeOfWords = (caseId: string, seq: number): string => `fact_text:sealed:${caseId}:${seq}`;

/** A row of `fact_text`, its key joined to it. */
export interface TextRow {
  caseId: string;
  seq: number;
  sealed: Buffer | null;
  waiting: OwnWords | null;
  keyId: string | null;
  wrapped: Buffer | null;
}

/** Reads them; the condition comes behind it. */
export const textRows = `
  SELECT t.case_id AS "caseId", t.seq, t.sealed, t.waiting, t.key_id AS "keyId", k.wrapped
    FROM fact_text t LEFT JOIN person_key k ON k.id = t.key_id`;

/** What was written in one fact; null: it is erased or damaged. */
export const wordsOf = (reader: PersonalReader, row: TextRow): OwnWords | null =>
  row.waiting ?? reader.open<OwnWords>(placeOfWords(row.caseId, row.seq), row.sealed, row);

/**
 * What was written in the facts of several cases; a case without any has none. Words that are damaged
 * are taken for erased.
 */
export async function textsOfCases(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<Map<string, Texts>> {
  const rows = await sql.query<TextRow>(
    `${textRows} WHERE t.case_id = ANY($1)`,
    [caseIds],
    'texts-of-cases',
  );
  const reader = new PersonalReader(sealer);
  const words = new Map(caseIds.map((id) => [id, new Map<number, OwnWords>()]));
  for (const row of rows) words.get(row.caseId)?.set(row.seq, wordsOf(reader, row) ?? {});
  return new Map([...words].map(([id, of]) => [id, new Texts(of)]));
}

/** What was written in one fact. */
export interface KeptWords {
  caseId: string;
  seq: number;
  words: OwnWords;
}

/** Keeps words beside the facts they came in, which must be there already. */
export async function keepWords(
  tx: Sql,
  sealer: Sealer,
  kept: readonly KeptWords[],
): Promise<void> {
  const rows = kept.filter(({ words }) => words.text !== undefined || words.override !== undefined);
  if (rows.length === 0) return;
  const sealed = await sealWords(tx, sealer, rows);
  await tx.query(
    `INSERT INTO fact_text (case_id, seq, sealed, key_id)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::bytea[], $4::uuid[])`,
    [rows.map((r) => r.caseId), rows.map((r) => r.seq), sealed.values, sealed.keyIds],
    'keep-words',
  );
}

/** Seals words with the keys of their cases. */
export async function sealWords(tx: Sql, sealer: Sealer, rows: readonly KeptWords[]) {
  const keys = await PersonKeys.of(
    tx,
    sealer,
    rows.map(({ caseId }) => textsOfCase(caseId)),
  );
  const keyOf = ({ caseId }: KeptWords) => {
    const key = keys.get(textsOfCase(caseId));
    if (!key) throw new Error(`The texts of case ${caseId} have no key`);
    return key;
  };
  return {
    values: rows.map((row) => keyOf(row).seal(placeOfWords(row.caseId, row.seq), row.words)),
    keyIds: rows.map((row) => keyOf(row).id),
  };
}

/**
 * Seals the next texts of those that were written before texts were sealed. Safe to run at any time
 * and in several processes at once.
 * @returns how many
 */
export async function sealWaitingTexts(tx: Sql, sealer: Sealer, limit: number): Promise<number> {
  const rows = await tx.query<{ caseId: string; seq: number; words: OwnWords }>(
    `SELECT case_id AS "caseId", seq, waiting AS words FROM fact_text
      WHERE waiting IS NOT NULL ORDER BY case_id, seq LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  );
  if (rows.length === 0) return 0;
  const { values, keyIds } = await sealWords(tx, sealer, rows);
  await tx.query(
    `UPDATE fact_text t SET waiting = NULL, sealed = s.sealed, key_id = s.key_id
       FROM unnest($1::uuid[], $2::int[], $3::bytea[], $4::uuid[]) AS s(case_id, seq, sealed, key_id)
      WHERE t.case_id = s.case_id AND t.seq = s.seq`,
    [rows.map((r) => r.caseId), rows.map((r) => r.seq), values, keyIds],
  );
  return rows.length;
}
