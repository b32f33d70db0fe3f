import type { Sql } from '@app/platform';

/** A document that a reading has brought. */
export interface KeptDocument {
  name: string;
  content: string;
}

/** What is kept of one service in the database, so that any process may go on with its reading. */
export class ReadingStore {
  constructor(
    private readonly sql: Sql,
    private readonly service: string,
  ) {}

  /** What the last complete reading left to remember; `{}` before the first. */
  async cursor(): Promise<Record<string, unknown>> {
    const [row] = await this.sql.query<{ cursor: Record<string, unknown> }>(
      'SELECT cursor FROM register_service WHERE service = $1',
      [this.service],
    );
    return row?.cursor ?? {};
  }

  async remember(cursor: unknown): Promise<void> {
    await this.sql.query('UPDATE register_service SET cursor = $2 WHERE service = $1', [
      this.service,
      JSON.stringify(cursor),
    ]);
  }

  /** Notes documents to be fetched; those noted before stay as they are. */
  async want(names: readonly string[]): Promise<void> {
    await this.sql.query(
      `INSERT INTO service_document (service, name, state)
       SELECT $1, name, 'wanted' FROM unnest($2::text[]) AS name ON CONFLICT DO NOTHING`,
      [this.service, names],
    );
  }

  /** The next documents to be fetched, in the order they were noted. */
  async wanted(limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ name: string }>(
      `SELECT name FROM service_document WHERE service = $1 AND state = 'wanted'
        ORDER BY position LIMIT $2`,
      [this.service, limit],
    );
    return rows.map((row) => row.name);
  }

  /** @param content null for a document that is not ours, or not there */
  async keep(name: string, content: string | null): Promise<void> {
    await this.sql.query(
      `INSERT INTO service_document (service, name, state, content)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (service, name) DO UPDATE SET state = excluded.state, content = excluded.content`,
      [this.service, name, content === null ? 'not-ours' : 'here', content],
    );
  }

  /** The documents that are here, a few at a time, in the order they were noted. */
  async *documents(): AsyncGenerator<KeptDocument> {
    let after = '0';
    for (;;) {
      const rows = await this.sql.query<KeptDocument & { position: string }>(
        `SELECT position, name, content FROM service_document
          WHERE service = $1 AND state = 'here' AND position > $2 ORDER BY position LIMIT 200`,
        [this.service, after],
      );
      if (rows.length === 0) return;
      for (const { name, content } of rows) yield { name, content };
      after = rows.at(-1)?.position ?? after;
    }
  }

  async hasDocuments(): Promise<boolean> {
    const [row] = await this.sql.query<{ any: boolean }>(
      `SELECT EXISTS (SELECT FROM service_document WHERE service = $1 AND state = 'here') AS any`,
      [this.service],
    );
    return row?.any === true;
  }

  async empty(): Promise<void> {
    await this.sql.query('DELETE FROM service_document WHERE service = $1', [this.service]);
  }
}
