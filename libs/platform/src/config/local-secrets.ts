import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { explained } from '../embedded-postgres/file-fault';
import { openHome, writePrivatelyOnce } from '../embedded-postgres/home';
import { StartError } from '../embedded-postgres/start-error';

/** What SESSION_SECRET and FIELD_KEY are when the embedded PostgreSQL is used and they are not set. */
export interface LocalSecrets {
  sessionSecret: string;
  /** Without it the personal values in the database cannot be read again. */
  fieldKey: string;
}

const file = 'secrets.json';

/**
 * The secrets of this folder: made at the first call (32 random bytes each, base64url) and kept in
 * a 0600 file. Several processes may ask at the same moment; all get the same.
 * @throws StartError secrets-damaged, folder-not-writable, disk-full
 */
export function localSecrets(folder: string): LocalSecrets {
  const home = openHome(folder);
  const path = join(home.path, file);
  const kept = read(path);
  if (kept) return kept;
  if (readdirSync(home.path).some((name) => /^postgres-\d+$/.test(name))) throw lost(path);
  const random = () => randomBytes(32).toString('base64url');
  const made: LocalSecrets = { sessionSecret: random(), fieldKey: random() };
  const text = `${JSON.stringify(made, null, 2)}\n`;
  return writePrivatelyOnce(home, file, text) ? made : (read(path) ?? made);
}

function read(path: string): LocalSecrets | null {
  let text: string;
  try {
    text = explained(path, () => readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const secrets = parse(text);
  if (!secrets) throw lost(path);
  return secrets;
}

/** New keys would lock the officer out of the encrypted values for good, so never in silence. */
function lost(path: string): StartError {
  return new StartError(
    'secrets-damaged',
    `The keys of this database, kept in ${path}, are missing or damaged: put that file back from ` +
      'a backup, set SESSION_SECRET and FIELD_KEY to what they were, or move the folder ' +
      `${dirname(path)} away to start afresh.`,
  );
}

function parse(text: string): LocalSecrets | null {
  try {
    const { sessionSecret, fieldKey } = JSON.parse(text) as Partial<LocalSecrets>;
    const whole = typeof sessionSecret === 'string' && typeof fieldKey === 'string';
    return whole && sessionSecret && fieldKey ? { sessionSecret, fieldKey } : null;
  } catch {
    return null;
  }
}
