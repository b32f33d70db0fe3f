import type { Sealer, Sql } from '@app/platform';
import { putContactsBack } from './told-contacts';

/** A case as its row has it. Instants are ISO 8601 UTC, days `YYYY-MM-DD`. */
export interface StoredCase {
  id: string;
  home: string;
  version: number;
  open: boolean;
  stage: string;
  waiting_on: string | null;
  officer_id: string;
  opened_on: string;
  stalls: string[];
  use_by: string | null;
  breached_at: string | null;
  next_at: string | null;
  parked_until: string | null;
  parked_why: string | null;
  changed_at: string;
}

export interface StoredFact {
  case_id: string;
  seq: number;
  id: string;
  type: string;
  happened_on: string | null;
  happened_at: string | null;
  details: Record<string, string>;
  override: string | null;
  recorded_at: string;
}

export interface StoredFollowUp {
  id: string;
  case_id: string;
  clock: string;
  rung: string;
  anchor_fact: string;
  anchor: string;
  person: string | null;
  act: string;
  addressee: string | null;
  letter: string | null;
  due_at: string;
  send_at: string;
  ring_at: string;
  basis: string[];
  status: string;
  outcome: string | null;
  reason: string | null;
  settled_at: string | null;
  letter_id: string | null;
  failures: number;
}

/** A letter, which may speak of other cases too. */
export interface StoredLetter {
  id: string;
  kinds: string[];
  routine: boolean;
  message_id: string;
  sealed: Buffer;
  status: string;
  planned_at: string;
  day: string;
  next_attempt_at: string | null;
  attempts: number;
  claimed_by: string | null;
  lease_until: string | null;
  settled_at: string | null;
  server_reply: string | null;
  withdraw_reason: string | null;
  /** Who said what became of it, when nobody knew. */
  decided_by: string | null;
  address_key: Buffer;
  /** When its recipient and text were emptied; null while they are held. */
  erased_at: string | null;
  stale: boolean;
  /** Kinds of all its parts, of whichever case; and of those not taken out. */
  ever: string[];
  living: string[];
}

/** A letter without a single part, taken out or not. */
export interface EmptiedLetter {
  case_id: string;
  planned_at: string;
  kinds: string[];
}

/** What a letter says of one matter. */
export interface StoredPart {
  letter_id: string;
  seq: number;
  case_id: string;
  recipient: string;
  kind: string;
  /** Null: no clock asked for it, but a person. */
  follow_up_id: string | null;
  sealed: Buffer | null;
  withdrawn_at: string | null;
  withdraw_reason: string | null;
}

export interface StoredTask {
  id: string;
  case_id: string;
  follow_up_id: string | null;
  addressee: string;
  kind: string;
  status: string;
  due_at: string;
  created_at: string;
  settled_at: string | null;
  settled_by: string | null;
}

/** A matter of a case that is not shown before a day. */
export interface StoredPutOff {
  case_id: string;
  matter: string;
  until: string;
  since: string;
}

/** A case with everything that lies about it in the tables. */
export interface CaseRows {
  row: StoredCase;
  facts: StoredFact[];
  followUps: StoredFollowUp[];
  /** What letters say of this case. */
  parts: StoredPart[];
  letters: StoredLetter[];
  /** Letters that hold links for this case, and speak of nothing any more. */
  emptied: EmptiedLetter[];
  tasks: StoredTask[];
  putOff: StoredPutOff[];
}

/** The next cases by id, after this one. */
export function caseIdsAfter(sql: Sql, after: string, limit: number): Promise<{ id: string }[]> {
  return sql.query<{ id: string }>(
    'SELECT id FROM application_case WHERE id > $1 ORDER BY id LIMIT $2',
    [after, limit],
  );
}

/** Reads these cases with a statement a table. */
export async function readCases(
  sql: Sql,
  sealer: Sealer,
  ids: readonly string[],
): Promise<CaseRows[]> {
  const rows = await sql.query<StoredCase>(
    `SELECT c.*, s.name AS home FROM application_case c JOIN site s USING (location_id)
      WHERE c.id = ANY($1) ORDER BY c.id`,
    [ids],
  );
  const facts = byCase(
    await sql.query<StoredFact>('SELECT * FROM fact WHERE case_id = ANY($1) ORDER BY seq', [ids]),
  );
  await putContactsBack(sql, sealer, facts);
  const followUps = byCase(
    await sql.query<StoredFollowUp>('SELECT * FROM follow_up WHERE case_id = ANY($1) ORDER BY id', [
      ids,
    ]),
  );
  const parts = byCase(
    await sql.query<StoredPart>(
      'SELECT * FROM letter_part WHERE case_id = ANY($1) ORDER BY letter_id, seq',
      [ids],
    ),
  );
  const letterIds = [...parts.values()].flat().map((part) => part.letter_id);
  const letters = await sql.query<StoredLetter>(
    `SELECT l.*,
            ARRAY(SELECT kind FROM letter_part WHERE letter_id = l.id) AS ever,
            ARRAY(SELECT kind FROM letter_part
                   WHERE letter_id = l.id AND withdrawn_at IS NULL) AS living
       FROM letter l WHERE id = ANY($1) ORDER BY planned_at, id`,
    [letterIds],
  );
  const emptied = byCase(
    await sql.query<EmptiedLetter>(
      `SELECT DISTINCT k.case_id, l.planned_at, l.kinds
         FROM answer_link k JOIN letter l ON l.id = k.letter_id
        WHERE k.case_id = ANY($1)
          AND NOT EXISTS (SELECT FROM letter_part p WHERE p.letter_id = l.id)`,
      [ids],
    ),
  );
  const tasks = byCase(
    await sql.query<StoredTask>('SELECT * FROM task WHERE case_id = ANY($1) ORDER BY id', [ids]),
  );
  const putOff = byCase(
    await sql.query<StoredPutOff>('SELECT * FROM put_off WHERE case_id = ANY($1) ORDER BY matter', [
      ids,
    ]),
  );
  return rows.map((row) => ({
    row,
    facts: facts.get(row.id) ?? [],
    followUps: followUps.get(row.id) ?? [],
    parts: parts.get(row.id) ?? [],
    letters: lettersOf(letters, parts.get(row.id) ?? []),
    emptied: emptied.get(row.id) ?? [],
    tasks: tasks.get(row.id) ?? [],
    putOff: putOff.get(row.id) ?? [],
  }));
}

function lettersOf(letters: readonly StoredLetter[], parts: readonly StoredPart[]): StoredLetter[] {
  const ids = new Set(parts.map((part) => part.letter_id));
  return letters.filter(({ id }) => ids.has(id));
}

function byCase<Row extends { case_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const lists = new Map<string, Row[]>();
  for (const row of rows) {
    const list = lists.get(row.case_id);
    if (list) list.push(row);
    else lists.set(row.case_id, [row]);
  }
  return lists;
}
