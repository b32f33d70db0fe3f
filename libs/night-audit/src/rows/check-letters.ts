import type { Sealer } from '@app/platform';
import { writtenDay } from '../basis-checker/written-moments';
import { type Row, recipientOf } from '../second-reading/row';
import { dayAt, instant } from '../time/walked-time';
import { nameOf, type Pair } from './check-follow-ups';
import { differs, inWords } from './in-words';
import type { Replayed } from './replay';
import type { CaseRows, StoredLetter, StoredPart } from './stored-case';

/** What lies sealed in a letter, as far as it is read here. */
interface Sealed {
  text: string;
  html: string;
}

/** Kinds that name the last good day of a code, or of a DSPT publication. */
const namesLastDay = ['otp-arrived', 'otp-expiring', 'dspt-expiring'];

/** What is wrong with the letters of a case, in plain words. */
export function checkLetters(
  { letters, parts }: CaseRows,
  pairs: readonly Pair[],
  replayed: Replayed,
  sealer: Sealer,
): string[] {
  const byFollowUp = new Map(pairs.map((pair) => [pair.stored.id, pair]));
  return [
    ...pairs.flatMap((pair) => checkPlace(pair, parts)),
    ...parts.flatMap((part) => checkPart(part, byFollowUp, letters, sealer)),
    ...letters.flatMap((letter) => {
      const ofThis = parts.filter((part) => part.letter_id === letter.id);
      const matters = ofThis.flatMap((part): LetterMatter[] => {
        const pair = byFollowUp.get(part.follow_up_id ?? '');
        return pair ? [{ part, ...pair }] : [];
      });
      return checkLetter(letter, ofThis, matters, replayed, sealer);
    }),
  ];
}

const inLetter = (letter: StoredLetter): string =>
  `the letter of ${inWords(letter.planned_at)} (${letter.kinds.join(', ')})`;

/** What became a letter is in one, and in no other. */
function checkPlace({ stored, row }: Pair, parts: readonly StoredPart[]): string[] {
  const name = `the letter of ${nameOf(row.clock, row.rung.rung, row.person)}`;
  const its = parts.filter((part) => part.follow_up_id === stored.id);
  if (stored.letter_id === null)
    return its.length > 0 ? [`${name} was written, though it has none`] : [];
  const living = its.filter((part) => part.withdrawn_at === null);
  const is = living.length > 0 ? living : its;
  if (is.length === 0) return [`${name} is missing`];
  return [
    ...(living.length > 1 ? [`${name} was written ${living.length} times`] : []),
    ...(is.some((part) => part.letter_id === stored.letter_id)
      ? []
      : [`${name} is not the one it is noted to be in`]),
  ];
}

function checkPart(
  part: StoredPart,
  pairs: ReadonlyMap<string, Pair>,
  letters: readonly StoredLetter[],
  sealer: Sealer,
): string[] {
  const letter = letters.find(({ id }) => id === part.letter_id);
  const name = `part ${part.seq} (${part.kind}) of ${letter ? inLetter(letter) : 'a letter'}`;
  return [
    ...checkAnswers(name, part, pairs),
    ...checkSealed(name, part, sealer),
    ...(part.withdrawn_at !== null && part.withdraw_reason === null
      ? [`${name} was taken out for no reason`]
      : []),
    ...(letter &&
    part.withdrawn_at !== null &&
    instant(part.withdrawn_at) > plannedOrSettled(letter)
      ? [`${name} was taken out after its letter had gone`]
      : []),
  ];
}

/** A letter that has gone lost nothing later; any other may at any time. */
const plannedOrSettled = ({ status, settled_at }: StoredLetter): number =>
  status === 'sent' && settled_at !== null ? instant(settled_at) : Infinity;

function checkAnswers(name: string, part: StoredPart, pairs: ReadonlyMap<string, Pair>): string[] {
  // What somebody sent by hand, and notices, answer to no rung.
  if (part.follow_up_id === null) return [];
  const pair = pairs.get(part.follow_up_id);
  if (!pair) return [`${name} answers to nothing that went out`];
  return [
    ...differs(`${name}: what it is about`, part.kind, pair.row.rung.letter ?? null),
    ...differs(`${name}: whom it is to`, part.recipient, recipientOf(pair.row)),
  ];
}

function checkSealed(name: string, part: StoredPart, sealer: Sealer): string[] {
  // Written before parts were kept.
  if (part.sealed === null) return [];
  try {
    const place = `letter-part:${part.letter_id}:${part.seq}`;
    const words = sealer.open<{ part: { kind: string } }>(place, part.sealed);
    return differs(`${name}: what its words are about`, words.part.kind, part.kind);
  } catch (error) {
    return [`${name} cannot be read: ${(error as Error).message}`];
  }
}

/** A part of a letter with its rung, as it is stored and as it ought to be. */
interface LetterMatter extends Pair {
  part: StoredPart;
}

function checkLetter(
  letter: StoredLetter,
  parts: readonly StoredPart[],
  matters: readonly LetterMatter[],
  { walk }: Replayed,
  sealer: Sealer,
): string[] {
  const name = inLetter(letter);
  const living = matters.filter(({ part }) => part.withdrawn_at === null);
  const wanted = living.filter(({ row }) => walk.wants(row) && !walk.isSilenced(row));
  const routine = living.map(({ row }) => row.rung.routine !== false);
  return [
    ...checkKinds(name, letter),
    ...routine.flatMap((is) => differs(`${name}: whether it is routine`, letter.routine, is)),
    ...checkDay(name, letter, living),
    ...(letter.message_id.startsWith(`<${letter.id}@`)
      ? []
      : [`${name}: its Message-ID is ${letter.message_id}, which belongs to another`]),
    ...checkState(name, letter, living.length === wanted.length),
    ...checkEnd(name, letter, parts),
    ...checkText(name, letter, living, wanted, sealer),
  ];
}

/** A letter says what its parts say; one that was withdrawn said some of it. */
function checkKinds(name: string, letter: StoredLetter): string[] {
  const said = [...letter.kinds].sort();
  if (letter.status !== 'withdrawn')
    return differs(`${name}: what it is about`, said, [...letter.living].sort());
  const odd = said.filter((kind) => !letter.ever.includes(kind));
  return [
    ...odd.map((kind) => `${name} is about ${kind}, which it was not written for`),
    ...(said.length === 0 ? [`${name} is about nothing`] : []),
  ];
}

/** It goes on its day: not before it was written, and written when the last of it had fallen due. */
function checkDay(name: string, letter: StoredLetter, living: readonly LetterMatter[]): string[] {
  const { status, day, settled_at, next_attempt_at } = letter;
  const newest = Math.max(...living.map(({ stored }) => instant(stored.settled_at ?? '')), 0);
  const left = ['sent', 'refused'].includes(status) ? settled_at : null;
  const waits = status === 'planned' && letter.attempts === 0 ? next_attempt_at : null;
  const written = dayAt(instant(letter.planned_at));
  return [
    ...(left === null || letter.decided_by !== null
      ? []
      : differs(`${name}: its day`, day, dayAt(instant(left)))),
    ...(waits === null || day < dayAt(instant(waits))
      ? []
      : differs(`${name}: its day`, day, dayAt(instant(waits)))),
    // One that waits beyond its day is asked again before it goes.
    ...(day < written && !unsent.includes(status)
      ? [`${name} was to go before it was written`]
      : []),
    ...(instant(letter.planned_at) < newest
      ? [`${name} was written before there was reason to`]
      : []),
  ];
}

/** What is over leaves no part to be said; what has a part to say is not over. */
function checkEnd(name: string, letter: StoredLetter, parts: readonly StoredPart[]): string[] {
  const meant = parts.filter((part) => part.withdraw_reason === null);
  if (letter.status === 'withdrawn' && meant.length > 0)
    return [`${name} is withdrawn, though part ${meant[0]?.seq} of it is not`];
  if (letter.status !== 'withdrawn' && letter.living.length === 0)
    return [`${name} is ${letter.status}, and has nothing to say`];
  return [];
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
  living: readonly LetterMatter[],
  wanted: readonly LetterMatter[],
  sealer: Sealer,
): string[] {
  if (letter.erased_at !== null) return [];
  let sealed: Sealed;
  try {
    sealed = sealer.open<Sealed>(`letter:${letter.id}`, letter.sealed);
  } catch (error) {
    return [`${name} cannot be read: ${(error as Error).message}`];
  }
  // What went on a later day was written again for it, when another day may have held.
  const asFired = living.filter(
    ({ stored }) => stored.settled_at && dayAt(instant(stored.settled_at)) === letter.day,
  );
  const about = unsent.includes(letter.status) ? wanted : asFired;
  return about.flatMap(({ row }) =>
    namesIts(row, sealed.text)
      ? []
      : [`${name} does not name ${writtenDay(row.lastDay ?? '')}, the last day`],
  );
}

const namesIts = (row: Row, text: string): boolean =>
  row.lastDay === null ||
  !namesLastDay.includes(row.rung.letter ?? '') ||
  text.replace(/\s+/g, ' ').includes(writtenDay(row.lastDay));
