import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { diskFull } from './file-fault';
import type { Passwords } from './passwords';
import type { Server } from './server';
import { StartError } from './start-error';

const role = 'caseload';
const database = 'caseload';

export function urlOf(port: number, passwords: Passwords): string {
  return `postgres://${role}:${passwords.caseload}@127.0.0.1:${port}/${database}`;
}

/**
 * Makes sure that the application can sign in, making its role and database when they are missing.
 * @param folder where the data lies, for the sentence about a full disk
 * @throws StartError passwords-unknown, server-not-answering
 */
export async function readyRoles(
  server: Server,
  passwords: Passwords,
  folder: string,
): Promise<void> {
  if (await canSignIn(server, passwords, folder)) return;
  const postgres = { user: 'postgres', password: passwords.superuser, database: 'postgres' };
  await withClient(server, postgres, folder, async (client) => {
    const exists = async (sql: string, name: string) =>
      (await client.query(sql, [name])).rowCount !== 0;
    // CREATEROLE and CREATEDB let migrations make roles with fewer rights, and tests copy databases.
    const rights = `LOGIN CREATEDB CREATEROLE PASSWORD ${escapeLiteral(passwords.caseload)}`;
    const verb = (await exists('SELECT 1 FROM pg_roles WHERE rolname = $1', role))
      ? 'ALTER'
      : 'CREATE';
    await client.query(`${verb} ROLE ${escapeIdentifier(role)} ${rights}`);
    await client.query(`GRANT pg_monitor, pg_checkpoint TO ${escapeIdentifier(role)}`);
    if (!(await exists('SELECT 1 FROM pg_database WHERE datname = $1', database)))
      await client.query(
        `CREATE DATABASE ${escapeIdentifier(database)} OWNER ${escapeIdentifier(role)}`,
      );
  });
  if (!(await canSignIn(server, passwords, folder))) throw unknownPasswords(server);
}

const wrongSignIn = new Set(['28P01', '28000', '3D000']);

async function canSignIn(server: Server, passwords: Passwords, folder: string): Promise<boolean> {
  const caseload = { user: role, password: passwords.caseload, database };
  try {
    await withClient(server, caseload, folder, (client) => client.query('SELECT 1'));
    return true;
  } catch (error) {
    const { code } = (error as StartError).cause as { code?: string };
    if (wrongSignIn.has(code ?? '')) return false;
    throw error;
  }
}

interface SignIn {
  user: string;
  password: string;
  database: string;
}

async function withClient<T>(
  server: Server,
  signIn: SignIn,
  folder: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    ...signIn,
    host: '127.0.0.1',
    port: server.port,
    ssl: false,
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    if (signIn.user === 'postgres' && wrongSignIn.has((error as { code?: string }).code ?? ''))
      throw unknownPasswords(server, error);
    if ((error as { code?: string }).code === '53100') throw diskFull(folder, error);
    const { pid } = server.identity;
    throw new StartError(
      'server-not-answering',
      `The embedded PostgreSQL (process ${pid}) does not answer on port ${server.port} ` +
        `(${(error as Error).message}): end it with kill -INT ${pid} and start again.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function unknownPasswords(server: Server, cause?: unknown): StartError {
  const { pid } = server.identity;
  return new StartError(
    'passwords-unknown',
    `The running embedded PostgreSQL (process ${pid}) does not take the passwords kept in the ` +
      `Caseload folder: end it with kill -INT ${pid} and start again, which sets them anew.`,
    { cause },
  );
}
