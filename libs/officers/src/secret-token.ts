import { createHash, randomBytes } from 'node:crypto';

/** Something only its holder knows. We keep the hash, so a copy of the database opens nothing. */
export interface SecretToken {
  /** 256 random bits, base64url, 43 characters. */
  token: string;
  hash: Buffer;
}

const form = /^[A-Za-z0-9_-]{43}$/;

export function newSecretToken(): SecretToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** The hash under which a token is kept; null for what cannot be one, so that nobody looks it up. */
export function hashOfToken(token: string): Buffer | null {
  return form.test(token) ? hashOf(token) : null;
}

/** With 256 bits of chance in it a plain hash is enough: there is nothing to guess. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
