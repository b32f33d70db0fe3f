import { AsyncLocalStorage } from 'node:async_hooks';
import { pipeline } from 'node:stream/promises';
import { type ClientBase, escapeLiteral, Pool, type PoolClient, types } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { scopeForAudit } from '../log/request-scope';
import { appRole, takeAppRole } from './app-role';

/** Something SQL can be run on: the pool, or one transaction. */
export interface Sql {
  /**
   * Runs one statement and returns its rows. Instants come back as ISO 8601 UTC strings, days as
   * `YYYY-MM-DD`, bigints as strings.
   * @param name gives the statement a name, so that it is prepared once on each connection
   */
  query<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<Row[]>;
}

const timestamptz = 1184;
const date = 1082;

/** The session speaks UTC, so PostgreSQL writes `2026-12-24 09:00:00+00`. */
const toIsoInstant = (text: string): string => `${text.slice(0, 10)}T${text.slice(11, -3)}Z`;

const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === timestamptz) return toIsoInstant;
    if (oid === date) return (text: string) => text;
    return types.getTypeParser(oid, format as 'text');
  },
};

/** Two transactions that block one another, or a lost race: safe to run again from the start. */
const retryable = new Set(['40P01', '40001']);

/** What changes rows, roughly: `SELECT … FOR UPDATE` too. */
const changing = /\b(insert|update|delete|merge)\b/i;

/** The texts of named statements, which are few and stay the same: to search a long one costs more than to send it. */
const changesByText = new Map<string, boolean>();

function changesRows(text: string, name: string | undefined): boolean {
  if (name === undefined) return changing.test(text);
  let changes = changesByText.get(text);
  if (changes === undefined) {
    changes = changing.test(text);
    changesByText.set(text, changes);
  }
  return changes;
}

/** The connection on which reads see one moment, and which of them is under way. */
interface Snapshot {
  client: PoolClient;
  last: Promise<unknown>;
  isOver: boolean;
}

/**
 * Connections to PostgreSQL, the only source of truth. They work under a role that may not change the
 * audit or facts, and tell the database who is at work, for the entries its triggers write.
 */
export class Database implements Sql {
  readonly pool: Pool;
  /** What a connection says of who is at work, outside transactions; absent: nothing was said yet. */
  private readonly told = new WeakMap<PoolClient, string>();
  private readonly snapshots = new AsyncLocalStorage<Snapshot>();

  constructor(url: string, options: { max?: number } = {}) {
    this.pool = new Pool({
      connectionString: url,
      max: options.max ?? 10,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      options: '-c timezone=UTC',
      application_name: 'caseload',
      types: typeParsers as never,
      // It is waited for, though its type does not say so.
      onConnect: takeAppRole as (client: ClientBase) => void,
    });
    // An idle connection that the server drops is replaced at the next use.
    this.pool.on('error', () => undefined);
  }

  async query<Row>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
    const statement = { text, values: values as unknown[], name };
    const snapshot = this.snapshots.getStore();
    // What was begun within a snapshot may still read after it.
    if (snapshot && !snapshot.isOver) {
      const turn = snapshot.last.then(() => snapshot.client.query(statement));
      snapshot.last = turn.catch(() => undefined);
      return (await turn).rows as Row[];
    }
    if (!changesRows(text, name)) return (await this.pool.query(statement)).rows as Row[];
    return this.onConnection(async (client) => {
      const scope = scopeForAudit() ?? '';
      if (scope !== this.toldTo(client)) {
        await client.query("SELECT set_config('caseload.scope', $1, false)", [scope]);
        this.told.set(client, scope);
      }
      return (await client.query(statement)).rows as Row[];
    });
  }

  /**
   * Runs `work` in one transaction: commits when it resolves, rolls back when it throws. A deadlock
   * or serialization failure runs it again, up to five times, so `work` must have no other effects.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (!retryable.has((error as { code?: string }).code ?? '') || attempt >= 5) throw error;
      }
    }
  }

  /**
   * Runs `work` so that all it reads through this object, however many statements that takes, is as
   * it was at one moment; nothing can be changed meanwhile. A transaction begun within is one of its
   * own and sees what is there now.
   */
  snapshot<T>(work: () => Promise<T>): Promise<T> {
    return this.onConnection(async (client, givenUp) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const snapshot: Snapshot = { client, last: Promise.resolve(), isOver: false };
      try {
        return await this.snapshots.run(snapshot, work);
      } finally {
        snapshot.isOver = true;
        await snapshot.last;
        await client.query('ROLLBACK').catch(givenUp);
      }
    });
  }

  private once<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.onConnection(async (client, givenUp) => {
      try {
        const scope = scopeForAudit() ?? '';
        const telling = `; SET LOCAL caseload.scope = ${escapeLiteral(scope)}`;
        await client.query(scope === this.toldTo(client) ? 'BEGIN' : `BEGIN${telling}`);
        const result = await work(new Transaction(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(givenUp);
        throw error;
      }
    });
  }

  private toldTo(client: PoolClient): string {
    return this.told.get(client) ?? '';
  }

  /** @param work is given what to call when the connection is of no use any more */
  private async onConnection<T>(
    work: (client: PoolClient, givenUp: (error: Error) => void) => Promise<T>,
  ): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // A connection that dies says so here as well as to the statement under way.
    const died = (error: Error): void => {
      broken = error;
    };
    client.on('error', died);
    try {
      return await work(client, died);
    } finally {
      client.off('error', died);
      client.release(broken);
    }
  }

  /** False where the owner of the database may not make roles: then triggers alone guard the audit. */
  async worksUnderAppRole(): Promise<boolean> {
    const [row] = await this.query<{ role: string }>('SELECT current_user AS role');
    return row?.role === appRole;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

/** One transaction, on a connection of its own. */
export class Transaction implements Sql {
  constructor(private readonly client: PoolClient) {}

  async query<Row>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
    const result = await this.client.query({ text, values: values as unknown[], name });
    return result.rows as Row[];
  }

  /**
   * Loads many rows by `COPY … FROM STDIN`, several times as fast as INSERT.
   * @param statement names table, columns and format
   * @param text what COPY is to read, in pieces of any size; when it throws nothing is loaded
   */
  async copyIn(
    statement: string,
    text: AsyncIterable<string> | Iterable<Uint8Array>,
  ): Promise<void> {
    await pipeline(text, this.client.query(copyFrom(statement)));
  }
}
