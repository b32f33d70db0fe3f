import { StartError } from '@app/platform';
import { Client } from 'pg';

/** PostgreSQL's codes: wrong password, refused by its rules, no such database. */
const refusals = new Set(['28P01', '28000', '3D000']);

/**
 * Signs in once, so that a wrong address is told in one sentence and not by whatever needs it first.
 * @throws StartError server-not-answering
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const { host } = new URL(url);
    throw new StartError(
      'server-not-answering',
      refusals.has(code ?? '')
        ? `The PostgreSQL at ${host} refuses the sign-in of DATABASE_URL (${message}): correct ` +
            'the user, the password or the database name.'
        : `The PostgreSQL at ${host}, which DATABASE_URL names, cannot be reached ` +
            `(${message || code}): start it or correct the address.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
