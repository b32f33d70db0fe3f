import type { InputProblem } from '@app/domain';
import { isCommonPassword } from './common-passwords';

/** Characters, as a reader counts them. Both ends count. */
export const passwordLength = { least: 12, most: 128 } as const;

/** Whose password it is: what others would try first. */
export interface PasswordOwner {
  name: string;
  email: string;
  /** The association that runs this; its words are as easily guessed as the officer's name. */
  association: string;
}

/** A password as it is compared: the same letters give the same text on every keyboard. */
export const normalisedPassword = (typed: string): string => typed.normalize('NFC');

/**
 * What is wrong with a new password, or null. It may hold anything, spaces and emoji too, and must
 * hold nothing in particular: length counts, and that nobody guesses it (OWASP ASVS 5.0, 6.2.1 to
 * 6.2.12; read 2026-11).
 */
export async function passwordProblem(
  typed: string,
  owner: PasswordOwner,
): Promise<InputProblem | null> {
  const password = normalisedPassword(typed);
  const length = [...password].length;
  if (length < passwordLength.least)
    return problem(
      'password-too-short',
      `Use at least ${passwordLength.least} characters: four or five words are easy to remember.`,
    );
  if (length > passwordLength.most)
    return problem('password-too-long', `Use at most ${passwordLength.most} characters.`);
  if (await isEasilyGuessed(password))
    return problem(
      'password-common',
      'Many people use this password, and it is tried first. Choose words of your own.',
    );
  const word = wordsAbout(owner).find((w) => password.toLowerCase().includes(w));
  if (word !== undefined)
    return problem(
      'password-about-you',
      `Leave "${word}" out of it: names of people and places here are tried first.`,
    );
  return null;
}

const problem = (code: string, message: string): InputProblem => ({
  pointer: '/newPassword',
  code,
  message,
});

/** A common password does not become a good one by signs around it or by being written twice. */
async function isEasilyGuessed(password: string): Promise<boolean> {
  if (new Set(password.toLowerCase()).size < 5) return true;
  const bare = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const shapes = new Set([password, bare, onceOf(password), onceOf(bare)]);
  for (const shape of shapes) if (shape.length > 3 && (await isCommonPassword(shape))) return true;
  return false;
}

/** "passwordpassword" is "password". */
function onceOf(text: string): string {
  return /^(.+?)\1+$/u.exec(text)?.[1] ?? text;
}

/** Words of four letters or more; shorter ones stand in many good passwords by chance. */
function wordsAbout({ name, email, association }: PasswordOwner): string[] {
  const [mailbox = ''] = email.split('@');
  const words = `${name} ${mailbox} ${association}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const telling = words.filter((word) => word.length >= 4 && !everyday.has(word));
  return ['caseload', 'nhsmail', ...(mailbox.length >= 4 ? [mailbox] : []), ...telling];
}

/** Words of associations' names that say nothing about which. */
const everyday = new Set(['care', 'association', 'homes', 'home', 'with', 'from', 'officer']);
