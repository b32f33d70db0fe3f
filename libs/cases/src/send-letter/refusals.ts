import {
  type AddressesOfCase,
  type CaseState,
  Refused,
  type Suppression,
  suppressionWords,
} from '@app/domain';
import type { Addressee, AddressLedger } from '../addressees';
import type { Desk } from './desk';
import { mayGoIfAsked, whySilent } from './in-spite-of';
import type { LetterWish } from './letter-wish';
import { type ReminderNow, reminderName, remindersNow } from './reminders-now';

/** Somebody who can be written to. */
export type Reader = Addressee & { address: string };

/** @throws Refused no address is known */
export function reachable(to: Addressee, recipient: string): Reader {
  const { address } = to;
  if (address !== null) return { ...to, address };
  throw new Refused(
    'no-address',
    recipient === 'provider'
      ? 'No email address is known for this home, so nothing can be sent; add one on the page of the site.'
      : 'No email address is known for that person; record it with their details.',
  );
}

/**
 * Why this reader gets no letters, if they asked for this one.
 * @throws Refused they get none, and did not ask for it
 */
export function refuseSilent(
  state: CaseState,
  addresses: AddressesOfCase,
  recipient: string,
  { askedFor }: LetterWish,
): Suppression | null {
  const why = whySilent(state, recipient, addresses.get(recipient));
  if (why === null) return null;
  if (!mayGoIfAsked(why))
    throw new Refused(
      'not-written-to',
      `Nothing is sent, because ${suppressionWords[why]}; put the address right first.`,
    );
  if (askedFor === null)
    throw new Refused(
      'not-written-to-unless-asked',
      `Nothing is sent, because ${suppressionWords[why]}. If they have asked for this letter, say how.`,
    );
  return why;
}

/** The reminder that was asked for, or the first there is. @throws Refused when there is none */
export function chosenReminder({ wanted, now }: Desk, { clock }: LetterWish): ReminderNow {
  const found = remindersNow(wanted, now).find((r) => clock === null || reminderName(r) === clock);
  if (found) return found;
  throw new Refused(
    'nothing-to-remind-of',
    'There is nothing to remind them of now: no clock that writes to them is running.',
  );
}

/** What waits to be sent already is not put into the same letter a second time. */
export function refuseTwice(
  book: AddressLedger,
  { key }: Addressee,
  caseId: string,
  recipient: string,
  reminder: ReminderNow | null,
): void {
  const waiting = book.letters.get(key.toString('hex'))?.open?.matters ?? [];
  const isSame = waiting.some(
    ({ matter }) =>
      matter.caseId === caseId &&
      matter.recipient === recipient &&
      matter.kind === reminder?.rung.letter,
  );
  if (reminder && isSame)
    throw new Refused(
      'already-in-letter',
      'The letter that waits to be sent reminds them of this already; there is nothing to add.',
    );
}
