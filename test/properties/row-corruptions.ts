import type { Sql } from '@app/platform';

/** A row of one of the tables, as PostgreSQL gives it. */
export type StoredRow = Record<string, unknown>;

/** One way of spoiling a row: a change of one column, its removal, or a second one like it. */
export interface Corruption {
  table: string;
  kind: string;
  /** Whether there is something to spoil: what is not there cannot be changed. */
  applies?: (row: StoredRow) => boolean;
  /** @returns another case that is touched as well */
  spoil: (sql: Sql, row: StoredRow) => Promise<string | void>;
}

type Applies = Corruption['applies'];

const set = (table: string, column: string, to: string, applies?: Applies): Corruption => ({
  table,
  kind: `${column} = ${to}`,
  ...(applies ? { applies } : {}),
  spoil: async (sql, row) => {
    await sql.query(`UPDATE ${table} SET ${column} = ${to} WHERE id = $1`, [row.id]);
  },
});

const has = (column: string) => (row: StoredRow) => row[column] !== null;
const hasNot = (column: string) => (row: StoredRow) => row[column] === null;
const is =
  (column: string, ...values: unknown[]) =>
  (row: StoredRow) =>
    values.includes(row[column]);
const isNot =
  (column: string, ...values: unknown[]) =>
  (row: StoredRow) =>
    !values.includes(row[column]);
/** One that waited may have lost what it was last written for: nothing else tells when that was. */
const wentOnItsDay = (row: StoredRow) => String(row.planned_at).slice(0, 10) === row.day;
const both = (a: Applies, b: Applies) => (row: StoredRow) => a?.(row) === true && b?.(row) === true;

/** Earlier and later, by much and by little. */
const shifted = (table: string, column: string, applies: Applies = has(column)): Corruption[] =>
  ["'1 hour'", "'-1 day'", "'30 days'", "'1 second'"].map((by) =>
    set(table, column, `${column} + interval ${by}`, applies),
  );

const otherDay = (table: string, column: string): Corruption[] =>
  ['+ 1', '- 30'].map((by) => set(table, column, `${column} ${by}`, has(column)));

const removed = (table: string): Corruption => ({
  table,
  kind: 'removed',
  spoil: async (sql, row) => {
    if (table === 'follow_up')
      await sql.query('UPDATE task SET follow_up_id = NULL WHERE follow_up_id = $1', [row.id]);
    await sql.query(`DELETE FROM ${table} WHERE id = $1`, [row.id]);
  },
});

/** The same row once more, under the keys that have to be its own. */
const doubled = (table: string, keys: Record<string, string>): Corruption => ({
  table,
  kind: 'doubled',
  spoil: async (sql, row) => {
    const others = Object.keys(row).filter(
      (c) => !(c in keys) && !(table === 'follow_up' && c === 'id'),
    );
    const columns = [...Object.keys(keys), ...others].map((c) => `"${c}"`);
    const values = [...Object.values(keys), ...others.map((c) => `"${c}"`)];
    await sql.query(
      `INSERT INTO ${table} (${columns.join()}) SELECT ${values.join()} FROM ${table} WHERE id = $1`,
      [row.id],
    );
  },
});

const ofAnotherCase = (table: string): Corruption => ({
  table,
  kind: 'belongs to another case',
  spoil: async (sql, row) => {
    const [other] = await sql.query<{ id: string }>(
      'SELECT id FROM application_case WHERE id <> $1 ORDER BY random() LIMIT 1',
      [row.case_id],
    );
    await sql.query(`UPDATE ${table} SET case_id = $2 WHERE id = $1`, [row.id, other?.id]);
    return other?.id;
  },
});

const cases = 'application_case';

const ofCases: Corruption[] = [
  set(cases, 'version', 'version + 1'),
  set(cases, 'version', 'version - 1'),
  set(cases, 'open', 'NOT open'),
  ...['closed', 'proving', 'submitted', 'live'].map((stage) =>
    set(cases, 'stage', `'${stage}'`, isNot('stage', stage)),
  ),
  ...['officer', 'provider', 'nhsmail', 'account-holder'].map((party) =>
    set(cases, 'waiting_on', `'${party}'`, isNot('waiting_on', party)),
  ),
  set(cases, 'opened_on', 'opened_on + 1'),
  ...otherDay(cases, 'use_by'),
  set(cases, 'use_by', 'NULL', has('use_by')),
  set(cases, 'use_by', "'2026-06-01'", hasNot('use_by')),
  ...shifted(cases, 'breached_at'),
  set(cases, 'breached_at', 'changed_at', hasNot('breached_at')),
  ...shifted(cases, 'next_at'),
  set(cases, 'next_at', 'NULL', both(has('next_at'), has('parked_until'))),
  ...otherDay(cases, 'parked_until'),
  set(cases, 'parked_until', "'2026-06-01'", hasNot('parked_until')),
  ...shifted(cases, 'changed_at'),
];

const rungs = 'follow_up';
const waits = is('status', 'waiting');

const ofFollowUps: Corruption[] = [
  ofAnotherCase(rungs),
  set(rungs, 'clock', "'otp-arrival'", isNot('clock', 'otp-arrival')),
  set(rungs, 'rung', "'day-99'"),
  set(rungs, 'anchor_fact', 'gen_random_uuid()'),
  ...otherDay(rungs, 'anchor'),
  set(rungs, 'person', "'p9'"),
  set(rungs, 'person', 'NULL', has('person')),
  set(rungs, 'act', "'task'", isNot('act', 'task')),
  set(rungs, 'addressee', "'lead'", isNot('addressee', 'lead')),
  set(rungs, 'addressee', 'NULL', has('addressee')),
  set(rungs, 'letter', "'reminder'", isNot('letter', 'reminder')),
  ...shifted(rungs, 'due_at'),
  ...shifted(rungs, 'send_at'),
  set(rungs, 'ring_at', "ring_at + interval '60 days'", waits),
  set(rungs, 'ring_at', "ring_at - interval '1 day'", waits),
  set(rungs, 'basis', 'basis - 0'),
  set(rungs, 'basis', 'basis - (-1)'),
  set(rungs, 'basis', `replace(basis::text, '9:00am', '9:30am')::jsonb`, withText('9:00am')),
  set(rungs, 'basis', `replace(basis::text, ' 202', ' 203')::jsonb`, withText(' 202')),
  set(rungs, 'basis', `replace(basis::text, 'calendar', 'working')::jsonb`, withText('calendar')),
  set(rungs, 'basis', `replace(basis::text, 'Sunday', 'Monday')::jsonb`, withText('Sunday')),
  set(rungs, 'status', "'done', outcome = 'sent'", waits),
  set(rungs, 'status', "'superseded', outcome = 'superseded', reason = 'clock-stopped'", waits),
  set(
    rungs,
    'status',
    "'superseded', outcome = 'superseded', reason = 'passed-over', settled_at = due_at",
    waits,
  ),
  set(rungs, 'status', "'waiting', outcome = NULL", isNot('status', 'waiting')),
  set(rungs, 'status', "'superseded', outcome = 'superseded'", is('status', 'done')),
  set(rungs, 'outcome', "'merged'", is('outcome', 'sent', 'task', 'recorded', 'suppressed')),
  set(rungs, 'outcome', "'recorded'", is('outcome', 'sent', 'merged', 'task', 'suppressed')),
  set(rungs, 'reason', "'a whim'"),
  set(rungs, 'reason', 'NULL', has('reason')),
  ...shifted(rungs, 'settled_at'),
  set(rungs, 'settled_at', 'NULL', has('settled_at')),
  set(rungs, 'letter_id', 'NULL', has('letter_id')),
  set(rungs, 'letter_id', 'gen_random_uuid()'),
  removed(rungs),
  doubled(rungs, { anchor_fact: 'gen_random_uuid()' }),
];

function withText(text: string): Applies {
  return (row) => JSON.stringify(row.basis).includes(text);
}

const letters = 'letter';

const ofLetters: Corruption[] = [
  set(letters, 'kinds', "'{leaver,leaver}'"),
  set(letters, 'kinds', "'{}'"),
  set(letters, 'routine', 'NOT routine', isNot('status', 'withdrawn')),
  set(letters, 'message_id', "'<' || gen_random_uuid() || '@caseload.example>'"),
  set(letters, 'sealed', 'set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256)'),
  set(letters, 'status', "'planned'", isNot('status', 'planned')),
  set(letters, 'status', "'sent'", is('status', 'planned')),
  set(letters, 'status', "'claimed'", isNot('status', 'claimed')),
  set(letters, 'status', "'withdrawn'", isNot('status', 'withdrawn')),
  set(
    letters,
    'planned_at',
    "planned_at - interval '2 days'",
    both(isNot('status', 'withdrawn'), wentOnItsDay),
  ),
  ...['+ 1', '- 30'].map((by) => set(letters, 'day', `day ${by}`, is('status', 'sent'))),
  set(letters, 'settled_at', 'NULL', has('settled_at')),
  set(letters, 'next_attempt_at', 'NULL', is('status', 'planned')),
  set(letters, 'withdraw_reason', "'a whim'", is('status', 'planned')),
  set(letters, 'attempts', '0', is('status', 'sent')),
];

const parts = 'letter_part';

const spoilPart = (kind: string, sql: string, applies?: Applies): Corruption => ({
  table: parts,
  kind,
  ...(applies ? { applies } : {}),
  spoil: async (db, row) => {
    await db.query(`${sql} WHERE letter_id = $1 AND seq = $2`, [row.letter_id, row.seq]);
  },
});

const setPart = (column: string, to: string, applies?: Applies): Corruption =>
  spoilPart(`${column} = ${to}`, `UPDATE ${parts} SET ${column} = ${to}`, applies);

const ofParts: Corruption[] = [
  setPart('kind', "'link'"),
  setPart('recipient', "'person:p9'"),
  setPart('follow_up_id', '0'),
  setPart('follow_up_id', 'NULL', has('follow_up_id')),
  setPart('sealed', 'set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256)'),
  setPart('withdrawn_at', "'2026-06-01', withdraw_reason = 'a whim'", hasNot('withdrawn_at')),
  setPart('withdrawn_at', 'NULL, withdraw_reason = NULL', has('withdrawn_at')),
  spoilPart('removed', `DELETE FROM ${parts}`),
];

const tasks = 'task';

const ofTasks: Corruption[] = [
  ofAnotherCase(tasks),
  set(tasks, 'follow_up_id', 'NULL'),
  set(tasks, 'addressee', "'lead'", isNot('addressee', 'lead')),
  set(tasks, 'addressee', "'officer'", isNot('addressee', 'officer')),
  set(tasks, 'kind', "'ticket/day-99'"),
  set(tasks, 'status', "'open'", isNot('status', 'open')),
  set(tasks, 'status', "'done'", isNot('status', 'done')),
  set(tasks, 'status', "'withdrawn'", isNot('status', 'withdrawn')),
  set(tasks, 'status', "'open', settled_at = NULL, settled_by = NULL", is('status', 'withdrawn')),
  ...shifted(tasks, 'due_at'),
  ...shifted(tasks, 'created_at'),
  set(tasks, 'settled_at', 'NULL', has('settled_at')),
  set(tasks, 'settled_by', "'officer:nobody'", is('status', 'withdrawn')),
  removed(tasks),
  doubled(tasks, { id: 'gen_random_uuid()', follow_up_id: 'NULL' }),
];

/** Everything that is tried, each as likely as any other. */
export const corruptions: readonly Corruption[] = [
  ...ofCases,
  ...ofFollowUps,
  ...ofLetters,
  ...ofParts,
  ...ofTasks,
];
