import { setImmediate as nextTurn } from 'node:timers/promises';
import { type CaseHistory, historyOf, historyRules } from '@app/domain';
import { Database, type Sql } from '@app/platform';
import { factsByCase } from '../pace/read-pace';

/** Cases worked out at a time: their facts are held at once, and nobody else waits long. */
const atOnce = 100;

/** Workers and readers that come at once take turns. */
const lock = `SELECT pg_advisory_xact_lock(hashtext('case-history'))`;

/** Cases that have had facts since, or were worked out under other rules. */
const behind = `
  FROM application_case c LEFT JOIN case_history h ON h.case_id = c.id
 WHERE h.case_id IS NULL OR h.version <> c.version OR h.rules <> ${historyRules}`;

/**
 * Brings what is kept of the histories of cases (case_history, case_stage, case_passcode,
 * case_submission) up to the facts. Costs one look at the versions while nothing has happened. May
 * be run by several at once, and within a transaction. Who only reads does not call it: reading
 * changes nothing.
 */
export async function keepHistories(sql: Sql): Promise<void> {
  let done: number;
  do {
    done = sql instanceof Database ? await sql.transaction(keepSome) : await keepSome(sql);
    await nextTurn();
  } while (done === atOnce);
}

/** How many cases have had facts that are not counted yet; the worker counts them in seconds. */
export async function countBehind(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ cases: number }>(
    `SELECT count(*)::int AS cases ${behind}`,
    [],
    'histories-behind',
  );
  return row?.cases ?? 0;
}

async function keepSome(tx: Sql): Promise<number> {
  await tx.query(lock, [], 'lock-histories');
  const cases = await tx.query<{ id: string; version: number }>(
    `SELECT c.id, c.version ${behind} ORDER BY c.id LIMIT $1`,
    [atOnce],
    'next-histories-behind',
  );
  if (cases.length === 0) return 0;
  const facts = await factsByCase(
    tx,
    cases.map(({ id }) => id),
  );
  // A fact recorded since this look at the versions is for the next time.
  const histories = cases.map(({ id, version }) => ({
    id,
    version,
    history: historyOf((facts.get(id) ?? []).slice(0, version)),
  }));
  await keep(tx, histories);
  return cases.length;
}

interface Made {
  id: string;
  version: number;
  history: CaseHistory;
}

async function keep(tx: Sql, made: readonly Made[]): Promise<void> {
  const ids = made.map(({ id }) => id);
  for (const table of ['case_stage', 'case_passcode', 'case_submission'])
    await tx.query(`DELETE FROM ${table} WHERE case_id = ANY($1)`, [ids], `forget-${table}`);
  await tx.query(
    `INSERT INTO case_history (case_id, version, rules, furthest, started_on, live_on, closed_on)
     SELECT id, version, $2, furthest, "startedOn", "liveOn", "closedOn"
       FROM jsonb_to_recordset($1::jsonb) AS h(id uuid, version int, furthest text,
            "startedOn" date, "liveOn" date, "closedOn" date)
     ON CONFLICT (case_id) DO UPDATE SET version = EXCLUDED.version, rules = EXCLUDED.rules,
        furthest = EXCLUDED.furthest, started_on = EXCLUDED.started_on,
        live_on = EXCLUDED.live_on, closed_on = EXCLUDED.closed_on`,
    [
      JSON.stringify(made.map(({ id, version, history }) => ({ id, version, ...head(history) }))),
      historyRules,
    ],
    'keep-case-history',
  );
  await tx.query(
    `INSERT INTO case_stage (case_id, n, stage, entered_at, left_at, days)
     SELECT id, n, stage, "enteredAt", "leftAt", days
       FROM jsonb_to_recordset($1::jsonb) AS s(id uuid, n int, stage text,
            "enteredAt" timestamptz, "leftAt" timestamptz, days float8)`,
    [rows(made, ({ stays }) => stays)],
    'keep-case-stage',
  );
  await tx.query(
    `INSERT INTO case_passcode (case_id, n, channel, requested_on, received_on, used_on, expired_on,
                                superseded_on)
     SELECT id, n, channel, "requestedOn", "receivedOn", "usedOn", "expiredOn", "supersededOn"
       FROM jsonb_to_recordset($1::jsonb) AS p(id uuid, n int, channel text, "requestedOn" date,
            "receivedOn" date, "usedOn" date, "expiredOn" date, "supersededOn" date)`,
    [rows(made, ({ passcodes }) => passcodes)],
    'keep-case-passcode',
  );
  await tx.query(
    `INSERT INTO case_submission (case_id, n, at, replied_at, outcome, breached, within, settled_at)
     SELECT id, n, at, "repliedAt", outcome, "isBreached", "isWithin", "settledAt"
       FROM jsonb_to_recordset($1::jsonb) AS s(id uuid, n int, at timestamptz,
            "repliedAt" timestamptz, outcome text, "isBreached" boolean, "isWithin" boolean,
            "settledAt" timestamptz)`,
    [rows(made, ({ submissions }) => submissions)],
    'keep-case-submission',
  );
}

const head = ({ furthest, startedOn, liveOn, closedOn }: CaseHistory) => ({
  furthest,
  startedOn,
  liveOn,
  closedOn,
});

const rows = (made: readonly Made[], of: (history: CaseHistory) => readonly object[]): string =>
  JSON.stringify(
    made.flatMap(({ id, history }) => of(history).map((row, n) => ({ id, n, ...row }))),
  );
