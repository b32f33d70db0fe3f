import { type Algorithm, hash, type Options, verify } from '@node-rs/argon2';
import { normalisedPassword } from './password-rules';

/** `Algorithm` is a const enum, which cannot be imported where each file is compiled alone. */
const argon2id = 2 satisfies Algorithm.Argon2id as Algorithm;

/**
 * OWASP's first choice for argon2id (Password Storage Cheat Sheet, read 2026-11): 19 MiB, two
 * passes, one lane. About 30 ms on a small server; at most four run at once, in Node's own threads,
 * so that a burst of sign-ins takes neither the memory nor the pages' time.
 */
const parameters: Options = {
  algorithm: argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** What a hash made with today's parameters begins with. */
const todays = '$argon2id$v=19$m=19456,t=2,p=1$';

export const hashPassword = (password: string): Promise<string> =>
  hash(normalisedPassword(password), parameters);

/** Was the hash made with other parameters than today's? */
export const isOutdatedHash = (hashed: string): boolean => !hashed.startsWith(todays);

/** Nobody's password: made once a process, from chance. */
let nobodys: Promise<string> | undefined;

/**
 * Does the password belong to the hash? Without a hash the answer is no, after the same work, so
 * that its time does not tell who has a password.
 */
export async function isRightPassword(hashed: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const right = await verify(hashed ?? (await nobodys), normalisedPassword(password));
  return hashed !== null && right;
}

/**
 * The hash of a recovery code: the same function with a salt given, so that one computation answers
 * for all codes made together.
 */
export { hashRaw as hashWithSalt } from '@node-rs/argon2';
export const recoveryCodeParameters = parameters;
