import type { Sealer } from '@app/platform';
import { writtenDay } from '../basis-checker/written-moments';
import { type Row, recipientOf } from '../second-reading/walk';
import { dayAt, instant } from '../time/walked-time';
import { nameOf, type Pair } from './check-follow-ups';
import { differs, inWords } from './in-words';
import type { Replayed } from './replay';
import type { CaseRows, StoredLetter } from './stored-case';

/** What lies sealed in a letter, as far as it is read here. */
interface Sealed {
  text: string;
  html: string;
}

/** Kinds that name the last good day of a code, or of a DSPT publication. */
const namesLastDay = ['otp-arrived', 'otp-expiring', 'dspt-expiring'];

/** What is wrong with the letters of a case, in plain words. */
export function checkLetters(
  { letters }: CaseRows,
  pairs: readonly Pair[],
  replayed: Replayed,
  sealer: Sealer,
): string[] {
  const problems: string[] = [];
  const byId = new Map(letters.map((l) => [l.id, l]));
  const partsOf = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const id = pair.stored.letter_id;
    if (id === null) continue;
    partsOf.set(id, [...(partsOf.get(id) ?? []), pair]);
    if (!byId.has(id)) {
      const { clock, rung, person } = pair.row;
      problems.push(`the letter of ${nameOf(clock, rung.rung, person)} is missing`);
    }
  }
  for (const letter of letters) {
    const name = `the letter of ${inWords(letter.planned_at)} (${letter.kinds.join(', ')})`;
    const parts = partsOf.get(letter.id);
    if (!parts) problems.push(`${name} answers to nothing that went out`);
    else problems.push(...checkLetter(name, letter, parts, replayed, sealer));
  }
  return problems;
}

function checkLetter(
  name: string,
  letter: StoredLetter,
  parts: readonly Pair[],
  { walk }: Replayed,
  sealer: Sealer,
): string[] {
  const wanted = parts.filter(({ row }) => walk.wants(row) && !walk.isSilenced(row));
  const wasRewritten = !parts.some(({ stored }) =>
    isSameMoment(stored.settled_at, letter.planned_at),
  );
  const first = parts[0]?.row;
  return [
    ...(wasRewritten ? checkRewritten(name, letter, parts) : checkKinds(name, letter, parts)),
    ...differs(`${name}: whom it is to`, letter.recipient, first ? recipientOf(first) : null),
    ...differs(`${name}: whether it is routine`, letter.routine, parts.every(isRoutine)),
    ...(wasRewritten
      ? []
      : differs(`${name}: its day`, letter.day, dayAt(instant(letter.planned_at)))),
    ...(letter.message_id.startsWith(`<${letter.id}@`)
      ? []
      : [`${name}: its Message-ID is ${letter.message_id}, which belongs to another`]),
    ...checkState(name, letter, wanted.length > 0),
    ...checkText(name, letter, parts, wanted, sealer),
  ];
}

const isRoutine = ({ row }: Pair): boolean => row.rung.routine !== false;

const isSameMoment = (a: string | null, b: string): boolean =>
  a !== null && instant(a) === instant(b);

/** The part that made it a letter comes first, then those merged into it. */
function checkKinds(name: string, letter: StoredLetter, parts: readonly Pair[]): string[] {
  const sent = parts.filter(({ row }) => row.outcome === 'sent').length;
  const said = parts.map(({ row }) => row.rung.letter ?? '').sort();
  return [
    ...differs(`${name}: what it is about`, [...letter.kinds].sort(), said),
    ...(sent === 1 ? [] : [`${name} was written for ${sent} rungs at once`]),
  ];
}

/** Written anew after it had been withdrawn, with those of its parts that still held. */
function checkRewritten(name: string, letter: StoredLetter, parts: readonly Pair[]): string[] {
  const possible = parts.map(({ row }) => row.rung.letter);
  const odd = letter.kinds.filter((kind) => !possible.includes(kind));
  const first = Math.min(...parts.map(({ stored }) => instant(stored.settled_at ?? '')));
  return [
    ...odd.map((kind) => `${name} is about ${kind}, which it was not written for`),
    ...(letter.kinds.length === 0 ? [`${name} is about nothing`] : []),
    ...(instant(letter.planned_at) < first
      ? [`${name} was written before there was reason to`]
      : []),
  ];
}

const unsent = ['planned', 'deferred'];

/** Where it stands must fit the rest of its row, and one nobody wants must not go. */
function checkState(name: string, letter: StoredLetter, isWanted: boolean): string[] {
  const { status } = letter;
  const problems: string[] = [];
  const over = ['sent', 'refused', 'unknown', 'withdrawn'].includes(status);
  if (over !== (letter.settled_at !== null))
    problems.push(`${name} is ${status}, but ${over ? 'never came to an end' : 'has ended'}`);
  if (['sent', 'refused', 'unknown', 'claimed', 'deferred'].includes(status) && letter.attempts < 1)
    problems.push(`${name} is ${status}, but was never tried`);
  if ((status === 'claimed') !== (letter.lease_until !== null))
    problems.push(`${name} is ${status}, but ${letter.lease_until ? 'is' : 'is not'} in hand`);
  if (unsent.includes(status) && letter.next_attempt_at === null)
    problems.push(`${name} is ${status}, but will never be tried`);
  if (status === 'withdrawn' && letter.withdraw_reason === null)
    problems.push(`${name} is withdrawn for no reason`);
  if (unsent.includes(status) && letter.withdraw_reason !== null)
    problems.push(`${name} is ${status}, though it was withdrawn: ${letter.withdraw_reason}`);
  if (unsent.includes(status) && !isWanted)
    problems.push(`${name} still waits to be sent, though its reason has ended`);
  return problems;
}

/** A letter not yet sent must speak of the day that holds now, any other of the day it held then. */
function checkText(
  name: string,
  letter: StoredLetter,
  parts: readonly Pair[],
  wanted: readonly Pair[],
  sealer: Sealer,
): string[] {
  let sealed: Sealed;
  try {
    sealed = sealer.open<Sealed>(`letter:${letter.id}`, letter.sealed);
  } catch (error) {
    return [`${name} cannot be read: ${(error as Error).message}`];
  }
  const about = unsent.includes(letter.status) ? wanted : parts;
  return about.flatMap(({ row }) =>
    letter.kinds.includes(row.rung.letter ?? '') && !namesIts(row, sealed.text)
      ? [`${name} does not name ${writtenDay(row.lastDay ?? '')}, the last day`]
      : [],
  );
}

const namesIts = (row: Row, text: string): boolean =>
  row.lastDay === null ||
  !namesLastDay.includes(row.rung.letter ?? '') ||
  text.replace(/\s+/g, ' ').includes(writtenDay(row.lastDay));
