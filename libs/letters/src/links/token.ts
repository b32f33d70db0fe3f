import { createHash, randomBytes } from 'node:crypto';

const form = /^[A-Za-z0-9_-]{43}$/;

/** What a link ends in: 256 random bits, base64url, 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Where a link leads. @param publicUrl where people reach the pages, without a trailing slash */
export function answerUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/a/${token}`;
}

/**
 * The hash under which a token is kept; null for what cannot be one, so that nobody looks it up.
 * With 256 bits of chance in it a plain hash is enough: there is nothing to guess.
 */
export function hashOfToken(token: string): Buffer | null {
  return form.test(token) ? createHash('sha256').update(token).digest() : null;
}
