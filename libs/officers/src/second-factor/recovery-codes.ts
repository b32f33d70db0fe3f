import { randomBytes, randomInt } from 'node:crypto';
import { hashWithSalt, recoveryCodeParameters } from '../password/password-hash';

const recoveryCodeCount = 10;

/** No letter that is taken for another, and no vowel, so that no word comes out by chance. */
const letters = '23456789bcdfghjkmnpqrstvwxz';
const groups = 3;
const lettersInGroup = 4;

/** Codes for one officer: shown once, kept as hashes with one salt. */
export interface NewRecoveryCodes {
  /** Like `k7mw-2xpd-9qfh`: 57 bits of chance each. */
  codes: string[];
  salt: Buffer;
  /** In the order of the codes. */
  hashes: Buffer[];
}

export async function newRecoveryCodes(): Promise<NewRecoveryCodes> {
  const codes = new Set<string>();
  while (codes.size < recoveryCodeCount) codes.add(newCode());
  const salt = randomBytes(16);
  const hashes: Buffer[] = [];
  for (const code of codes) hashes.push(await hashOfRecoveryCode(code, salt));
  return { codes: [...codes], salt, hashes };
}

/** However it was typed: capitals, spaces and dashes tell no codes apart. */
export function hashOfRecoveryCode(typed: string, salt: Buffer): Promise<Buffer> {
  const bare = typed
    .toLowerCase()
    .replace(/[\s–-]/g, '')
    .slice(0, 64);
  return hashWithSalt(bare, { ...recoveryCodeParameters, salt });
}

function newCode(): string {
  const group = () =>
    Array.from({ length: lettersInGroup }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}
