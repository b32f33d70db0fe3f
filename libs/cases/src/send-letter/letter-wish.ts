import { BadInput, findSecret, type InputProblem, Refused } from '@app/domain';
import type { LetterKind } from '@app/letters';

/** Letters that stand ready: only what they say of the case is filled in. */
export const preparedKinds = [
  'invitation',
  'eligibility',
  'dspt-needed',
  'gather',
  'fix-details',
  'ready',
  'live',
  'joiner',
  'owner-change',
  'parked',
  'closed',
] as const satisfies readonly LetterKind[];

export type PreparedKind = (typeof preparedKinds)[number];

/** Every letter that somebody may send by hand; `reminder` is the newest of a clock that runs. */
export const handKinds = ['ask', 'reminder', 'free', ...preparedKinds] as const;

export type HandKind = (typeof handKinds)[number];

/** A letter that somebody wants sent now. */
export interface LetterWish {
  kind: HandKind;
  /** `provider`, or `person:` and the ref of a person of the case. */
  recipient: string;
  /** What is asked about; for `ask`. */
  about: string | null;
  /** For `free`. */
  title: string | null;
  text: string | null;
  /** Which clock's letter, of those `remindersNow` names; for `reminder`. The first if not said. */
  clock: string | null;
  /** The person it is about, by ref; for `joiner` and `owner-change`. */
  person: string | null;
  /** That its reader asked for it, and how: then it goes although they get no letters. */
  askedFor: string | null;
}

/** How long each text may be. */
export const longest = { about: 200, title: 120, text: 4000, askedFor: 300 } as const;

type TextField = keyof typeof longest;

const labels: Readonly<Record<TextField, string>> = {
  about: 'what you ask about',
  title: 'the heading',
  text: 'the letter',
  askedFor: 'how they asked for it',
};

const needed: Partial<Record<HandKind, readonly TextField[]>> = {
  ask: ['about'],
  free: ['title', 'text'],
};

const controlCharacters = /[^\P{Cc}\n]/u;

/**
 * Puts a wish in order, and refuses what cannot be sent.
 * @throws BadInput naming each wrong field
 * @throws Refused it seems to hold a secret
 */
export function readWish(wish: LetterWish): LetterWish {
  const read: LetterWish = { ...wish };
  const problems: InputProblem[] = [];
  for (const field of Object.keys(longest) as TextField[]) {
    const text = (wish[field] ?? '').replace(/\r\n?/g, '\n').trim();
    read[field] = text === '' ? null : text;
    const message = problemWith(field, text, needed[wish.kind]?.includes(field) ?? false);
    if (message) problems.push({ pointer: `/${field}`, code: `invalid-${field}`, message });
  }
  const [first] = problems;
  if (first) throw new BadInput(first.code, first.message, problems);
  for (const field of Object.keys(longest) as TextField[]) refuseSecret(read[field]);
  return read;
}

function problemWith(field: TextField, text: string, isNeeded: boolean): string | null {
  if (text === '') return isNeeded ? `Write ${labels[field]}.` : null;
  if (text.length > longest[field])
    return `Write ${labels[field]} in at most ${longest[field]} characters.`;
  const isOneLine = field !== 'text';
  return controlCharacters.test(text) || (isOneLine && text.includes('\n'))
    ? `Write ${labels[field]} as plain text${isOneLine ? ' on one line' : ''}.`
    : null;
}

function refuseSecret(text: string | null): void {
  const secret = findSecret(text ?? '');
  if (secret) throw new Refused(secret.code, secret.message);
}
