import type { Sql } from '@app/platform';

/** What the tamperer finds: one entry a place of the chain, and the facts as they were recorded. */
export interface Tampered {
  sql: Sql;
  /** Links of the chain. */
  length: number;
  facts: readonly { id: string; key: string }[];
  /** Places of anchors, in order. */
  anchors: readonly number[];
  /** A whole number from `from` to `to`, both included. */
  pick(from: number, to: number): number;
}

/** What verifying has to name first. */
export interface Expected {
  table: string[];
  position?: number | null;
  key?: string | undefined;
}

type Tampering = (world: Tampered) => Promise<Expected>;

const entryAt = (position: string) =>
  `(SELECT entry_id FROM audit_chain WHERE position = ${position})`;

const entryEdits = [
  "at = at + interval '1 microsecond'",
  "actor = actor || 'x'",
  "via = via || 'x'",
  "action = action || 'x'",
  "subject = subject || 'x'",
  'cases = array_append(cases, gen_random_uuid())',
  "why = coalesce(why, '') || 'x'",
  "details = details || jsonb_build_object('n', 1, 'x', gen_random_uuid())",
  "network = coalesce(network, '') || 'x'",
  "request_id = coalesce(request_id, '') || 'x'",
];

const factEdits = [
  'id = gen_random_uuid()',
  "type = type || 'x'",
  'happened_on = CASE WHEN happened_on IS NOT NULL THEN happened_on + 1 END, ' +
    "happened_at = happened_at + interval '1 second'",
  "details = details || jsonb_build_object('x', gen_random_uuid())",
  "override = coalesce(override, '') || 'x'",
  "recorded_at = recorded_at + interval '1 microsecond'",
  "recorded_by = recorded_by || 'x'",
  'seq = seq + 1000',
];

const bytes = "sha256(convert_to(gen_random_uuid()::text, 'UTF8'))";
const entry = (position: number): Expected => ({ table: ['audit_entry'], position });
const link = (position: number): Expected => ({ table: ['audit_chain'], position });
const chainOr = (position: number): Expected => ({
  table: ['audit_chain', 'audit_entry'],
  position,
});

/** Computes again every hash from a place on, as whoever owns the database can. */
async function hashAnew(sql: Sql, from: number, to: number): Promise<void> {
  for (let position = from; position <= to; position++)
    await sql.query(
      `UPDATE audit_chain c SET previous = p.hash, hash = audit_hash(c.position, p.hash, e)
         FROM audit_entry e, (SELECT hash FROM audit_chain WHERE position = $1 - 1
                              UNION ALL SELECT '\\x00'::bytea WHERE $1 = 1) p
        WHERE c.position = $1::bigint AND e.id = c.entry_id`,
      [position],
    );
}

const headOn = (position: string) =>
  `UPDATE audit_head SET (position, hash) =
     (SELECT position, hash FROM audit_chain WHERE position = ${position})`;

/** Ways to tamper, each with what has to be found. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  'edit an entry': async ({ sql, length, pick }) => {
    const position = pick(1, length);
    const edit = entryEdits[pick(0, entryEdits.length - 1)];
    await sql.query(`UPDATE audit_entry SET ${edit} WHERE id = ${entryAt(String(position))}`);
    return entry(position);
  },
  'give an entry another id': async ({ sql, length, pick }) => {
    const position = pick(1, length);
    await sql.query(`UPDATE audit_entry SET id = DEFAULT WHERE id = ${entryAt(String(position))}`);
    return entry(position);
  },
  'edit a link': async ({ sql, length, pick }) => {
    const position = pick(1, length);
    const edit = [`previous = ${bytes}`, `hash = ${bytes}`, 'entry_id = entry_id + 1000000'];
    await sql.query(`UPDATE audit_chain SET ${edit[pick(0, 2)]} WHERE position = ${position}`);
    return chainOr(position);
  },
  'move a link': async ({ sql, length, pick }) => {
    const position = pick(1, length);
    await sql.query(
      `UPDATE audit_chain SET position = position + 100000 WHERE position = ${position}`,
    );
    return link(position);
  },
  'take an entry out': async ({ sql, length, pick }) => {
    const position = pick(1, length);
    await sql.query(`DELETE FROM audit_entry WHERE id = ${entryAt(String(position))}`);
    return entry(position);
  },
  'take a link out': async ({ sql, length, pick }) => {
    const position = pick(1, length);
    await sql.query(`DELETE FROM audit_chain WHERE position = ${position}`);
    return link(position);
  },
  'take entries and links out of the middle': async ({ sql, length, pick }) => {
    const from = pick(1, length - 1);
    const to = pick(from, length - 1);
    await sql.query(
      `WITH gone AS (DELETE FROM audit_chain WHERE position BETWEEN ${from} AND ${to}
                     RETURNING entry_id)
       DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)`,
    );
    return link(from);
  },
  'close the gap after taking some out': async ({ sql, length, pick }) => {
    const from = pick(1, length - 1);
    const to = pick(from, length - 1);
    await sql.query(
      `WITH gone AS (DELETE FROM audit_chain WHERE position BETWEEN ${from} AND ${to}
                     RETURNING entry_id)
       DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)`,
    );
    const by = to - from + 1;
    await sql.query(`UPDATE audit_chain SET position = position + 100000 WHERE position > ${to}`);
    await sql.query(
      `UPDATE audit_chain SET position = position - 100000 - ${by} WHERE position > 100000`,
    );
    await sql.query(headOn(String(length - by)));
    return link(from);
  },
  'cut the end off': async ({ sql, length, pick }) => {
    const from = pick(1, length);
    await sql.query(
      `WITH gone AS (DELETE FROM audit_chain WHERE position >= ${from} RETURNING entry_id)
       DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)`,
    );
    return link(from);
  },
  'cut the end off and set the head back': async ({ sql, anchors, pick }) => {
    const from = pick(2, anchors.at(-1) ?? 2);
    await sql.query(
      `WITH gone AS (DELETE FROM audit_chain WHERE position >= ${from} RETURNING entry_id)
       DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)`,
    );
    await sql.query(headOn(String(from - 1)));
    return link(from);
  },
  'empty it all': async ({ sql, pick }) => {
    await sql.query(pick(0, 1) ? 'TRUNCATE audit_entry, audit_chain' : 'TRUNCATE audit_chain');
    return link(1);
  },
  'swap what two entries say': async ({ sql, length, pick }) => {
    const one = pick(1, length - 1);
    const two = pick(one + 1, length);
    const columns = 'at, actor, via, action, subject, cases, why, details, network, request_id';
    await sql.query(
      `UPDATE audit_entry e SET (${columns}) = (SELECT ${columns} FROM audit_entry o WHERE o.id =
          CASE e.id WHEN ${entryAt(String(one))} THEN ${entryAt(String(two))}
                    ELSE ${entryAt(String(one))} END)
        WHERE e.id IN (${entryAt(String(one))}, ${entryAt(String(two))})`,
    );
    return entry(one);
  },
  'swap two links': async ({ sql, length, pick }) => {
    const one = pick(1, length - 1);
    const two = pick(one + 1, length);
    const set = (from: number, to: number) =>
      sql.query(`UPDATE audit_chain SET position = ${to} WHERE position = ${from}`);
    await set(one, 100_000);
    await set(two, one);
    await set(100_000, two);
    return chainOr(one);
  },
  'put an entry in': async ({ sql, length, pick }) => {
    await sql.query(
      `INSERT INTO audit_entry (at, actor, via, action, subject, cases, details)
       SELECT at, actor, via, action, subject, cases, details FROM audit_entry
        WHERE id = ${entryAt(String(pick(1, length)))}`,
    );
    return { table: ['audit_entry'], position: null };
  },
  'put an entry and a link in': async ({ sql, length, pick }) => {
    const at = pick(1, length + 1);
    await sql.query(`UPDATE audit_chain SET position = position + 100000 WHERE position >= ${at}`);
    await sql.query(
      `WITH new AS (INSERT INTO audit_entry (at, actor, via, action, subject, cases, details)
         SELECT at, actor, via, action, subject, cases, details FROM audit_entry
          WHERE id = (SELECT min(id) FROM audit_entry) RETURNING *)
       INSERT INTO audit_chain (position, entry_id, previous, hash)
       SELECT ${at}, id, ${bytes}, ${bytes} FROM new`,
    );
    await sql.query('UPDATE audit_chain SET position = position - 99999 WHERE position > 100000');
    await hashAnew(sql, at, at);
    // What was there follows no longer; at the very end the head does not know of it.
    return at > length ? { table: ['audit_head'], position: at } : link(at + 1);
  },
  'edit an entry and hash it anew': async ({ sql, length, pick }) => {
    const position = pick(1, length);
    await sql.query(
      `UPDATE audit_entry SET actor = actor || 'x' WHERE id = ${entryAt(String(position))}`,
    );
    await hashAnew(sql, position, position);
    return position === length ? { table: ['audit_head'], position } : link(position + 1);
  },
  'edit an entry and hash all after it anew': async ({ sql, length, anchors, pick }) => {
    const position = pick(1, anchors.at(-1) ?? 1);
    await sql.query(
      `UPDATE audit_entry SET actor = actor || 'x' WHERE id = ${entryAt(String(position))}`,
    );
    await hashAnew(sql, position, length);
    await sql.query(headOn(String(length)));
    return link((anchors.findLast((anchor) => anchor < position) ?? 0) + 1);
  },
  'do so and take the anchors out': async ({ sql, length, anchors, pick }) => {
    const position = pick(1, anchors.at(-1) ?? 1);
    await sql.query(
      `UPDATE audit_entry SET actor = actor || 'x' WHERE id = ${entryAt(String(position))}`,
    );
    await hashAnew(sql, position, length);
    await sql.query(headOn(String(length)));
    await sql.query('DELETE FROM audit_anchor');
    return link((anchors.findLast((anchor) => anchor < position) ?? 0) + 1);
  },
  'do so and edit the anchors': async ({ sql, length, anchors, pick }) => {
    const position = pick(1, anchors.at(-1) ?? 1);
    await sql.query(
      `UPDATE audit_entry SET actor = actor || 'x' WHERE id = ${entryAt(String(position))}`,
    );
    await hashAnew(sql, position, length);
    await sql.query(headOn(String(length)));
    await sql.query(
      `UPDATE audit_anchor a SET hash = c.hash FROM audit_chain c WHERE c.position = a.position`,
    );
    return {
      table: ['audit_anchor'],
      position: anchors.find((anchor) => anchor >= position) ?? null,
    };
  },
  'edit the head': async ({ sql, length, pick }) => {
    const edits: [string, Expected][] = [
      [`hash = ${bytes}`, { table: ['audit_head'], position: length }],
      ['position = position - 1', { table: ['audit_head'], position: length }],
      ['position = position + 1', link(length + 1)],
    ];
    const [edit, expected] = edits[pick(0, 2)] as [string, Expected];
    await sql.query(`UPDATE audit_head SET ${edit}`);
    return expected;
  },
  'edit a fact': async ({ sql, facts, pick }) => {
    const { id, key } = facts[pick(0, facts.length - 1)] ?? { id: '', key: '' };
    const edit = pick(0, factEdits.length - 1);
    await sql.query(`UPDATE fact SET ${factEdits[edit]} WHERE id = $1`, [id]);
    return { table: ['fact'], key };
  },
  'take facts out': async ({ sql, facts, pick }) => {
    const from = pick(0, facts.length - 1);
    const gone = facts.slice(from, pick(from, facts.length - 1) + 1);
    await sql.query('DELETE FROM fact WHERE id = ANY($1)', [gone.map((f) => f.id)]);
    return { table: ['fact'], key: facts[from]?.key };
  },
  'put a fact in': async ({ sql, facts, pick }) => {
    const { id, key } = facts[pick(0, facts.length - 1)] ?? { id: '', key: '' };
    await sql.query(
      `INSERT INTO fact (case_id, seq, id, type, happened_on, happened_at, details, recorded_at, recorded_by)
       SELECT case_id, seq + 5000, gen_random_uuid(), type, happened_on, happened_at, details,
              recorded_at, recorded_by FROM fact WHERE id = $1`,
      [id],
    );
    const [caseId = '', seq] = key.split(':');
    return { table: ['fact'], key: `${caseId}:${Number(seq) + 5000}`, position: null };
  },
  'swap two facts': async ({ sql, facts, pick }) => {
    const one = pick(0, facts.length - 2);
    const pair = [facts[one], facts[pick(one + 1, facts.length - 1)]].map((f) => f?.id);
    const columns = 'type, happened_on, happened_at, details, recorded_at, recorded_by';
    await sql.query(
      `UPDATE fact f SET (${columns}) =
         (SELECT ${columns} FROM fact o WHERE o.id = ANY($1) AND o.id <> f.id)
        WHERE f.id = ANY($1)`,
      [pair],
    );
    return { table: ['fact'], key: facts[one]?.key };
  },
};
