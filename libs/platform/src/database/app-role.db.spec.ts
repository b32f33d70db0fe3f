import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Database } from './database';
import { migrate } from './migrate';

/** A user who owns a database and may not make roles, as at some hosts. */
describe('an owner who may not make roles', () => {
  const name = `plain_${randomBytes(4).toString('hex')}`;
  let db: Database;

  async function onServer(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: process.env.TEST_SERVER_URL });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  beforeAll(async () => {
    await onServer(
      `CREATE ROLE ${name} LOGIN PASSWORD 'plain'`,
      `GRANT ${name} TO CURRENT_USER`,
      `CREATE DATABASE ${name} OWNER ${name} TEMPLATE template0 ENCODING 'UTF8'`,
    );
    const url = new URL(process.env.TEST_SERVER_URL ?? '');
    Object.assign(url, { username: name, password: 'plain', pathname: `/${name}` });
    await migrate(url.href);
    db = new Database(url.href);
  });
  afterAll(async () => {
    await db?.close();
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE ${name}`);
  });

  it('works all the same, and is told of', async () => {
    expect(await db.worksUnderAppRole()).toBe(false);
    expect(await db.query('SELECT current_user AS name')).toEqual([{ name }]);
  });

  it('is kept from changing the audit by the triggers', async () => {
    await db.query("SELECT audit_note('export-made', 'list:x', '{}', NULL, '{}')");
    await expect(db.query('DELETE FROM audit_entry')).rejects.toThrow('append-only');
    await expect(db.query('UPDATE audit_chain SET position = 9')).rejects.toThrow('append-only');
  });
});
