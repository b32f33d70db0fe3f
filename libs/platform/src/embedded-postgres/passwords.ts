import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explained } from './file-fault';
import { type Home, writePrivately } from './home';

const file = 'database-passwords.json';

/** Passwords of the embedded server's two roles; it listens on loopback only. */
export interface Passwords {
  /** Of `postgres`, used to make what is missing. */
  superuser: string;
  /** Of `caseload`, which the application uses. */
  caseload: string;
}

/** @returns null if the file is missing or damaged */
export function readPasswords(home: Home): Passwords | null {
  const path = join(home.path, file);
  let text: string;
  try {
    text = explained(path, () => readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { superuser, caseload } = JSON.parse(text) as Partial<Passwords>;
    const whole = typeof superuser === 'string' && typeof caseload === 'string';
    return whole && superuser && caseload ? { superuser, caseload } : null;
  } catch {
    return null;
  }
}

export function makePasswords(home: Home): Passwords {
  const random = () => randomBytes(24).toString('base64url');
  const passwords = { superuser: random(), caseload: random() };
  writePrivately(home, file, `${JSON.stringify(passwords, null, 2)}\n`);
  return passwords;
}
