import { type ClockSettings, fold, nextSendingMoment } from '@app/domain';
import { moveToLetters } from '@app/follow-ups';
import { factsOfCase } from '@app/history';
import {
  askedForKinds,
  Drafts,
  markStale,
  newToken,
  revokeLinks,
  takeOut,
  waitingLetters,
  withdrawEmptied,
  writeDrafts,
} from '@app/letters';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type Addressee, addresseeOf, momentFor, openAddressLedger } from '../addressees';
import { type Confidential, letterContexts } from '../letter-context';

/** Why a matter has left a letter to an address that is no longer the reader's. */
const reasonMoved = 'its reader has another address now';

/**
 * Somebody has another address: what waits to be sent to them goes to the new one, and the links in
 * letters that have gone to the old one end. Letters the reader of the old address asked for stay
 * theirs, and so does the silence of that address.
 * @param caseIds locked by the transaction
 * @param recipient `provider` or `person:<ref>`, the same in all of them
 */
export async function moveLetters(
  tx: Sql,
  confidential: Confidential,
  caseIds: readonly string[],
  recipient: string,
  clocks: ClockSettings,
  now: Temporal.Instant,
): Promise<void> {
  const { sealer, making } = confidential;
  const to = await addresseesNow(tx, confidential, caseIds, recipient);
  const waiting = await waitingLetters(tx, sealer, caseIds, recipient);
  const own = waiting.map(({ addressKey: key }) => ({ key, name: null, address: null }));
  const book = await openAddressLedger(tx, confidential, [...to.values(), ...own], now);
  const drafts = new Drafts(book.letters, now);
  const taken: { letterId: string; seq: number; reason: string }[] = [];
  const moved: { id: string; letterId: string }[] = [];
  const earliest = nextSendingMoment(now, clocks.calendar, clocks.policy.sendingHours);
  for (const letter of waiting)
    for (const { seq, matter } of letter.matters) {
      const addressee = to.get(matter.caseId);
      const isTheirs = matter.recipient === recipient && !askedForKinds.includes(matter.kind);
      if (!addressee || !isTheirs || addressee.key.equals(letter.addressKey)) continue;
      taken.push({ letterId: letter.id, seq, reason: reasonMoved });
      const words = { ...matter.words, recipientName: addressee.name, token: newToken() };
      const placed = drafts.add({
        matter: { ...matter, words },
        addressKey: addressee.key,
        address: addressee.address,
        routine: letter.routine,
        from: momentFor(addressee, letter.routine, earliest, book, clocks),
        mark: letter.id,
      });
      if (matter.followUpId !== null)
        moved.push({ id: matter.followUpId, letterId: placed.letterId });
    }
  await takeOut(tx, taken, now);
  await withdrawEmptied(tx, new Map(taken.map((t) => [t.letterId, t.reason])), now);
  for (const caseId of caseIds) await revokeLinks(tx, { caseId, recipient }, reasonMoved, now);
  await writeDrafts(tx, making, drafts.all(), now);
  await moveToLetters(tx, moved);
  // Taken along in the words of before.
  await markStale(tx, caseIds);
}

async function addresseesNow(
  tx: Sql,
  confidential: Confidential,
  caseIds: readonly string[],
  recipient: string,
): Promise<Map<string, Addressee>> {
  const contexts = await letterContexts(tx, confidential, caseIds);
  const found = new Map<string, Addressee>();
  for (const [caseId, context] of contexts) {
    const state = fold(await factsOfCase(tx, confidential.sealer, caseId));
    found.set(caseId, addresseeOf(recipient, state, context, confidential.sealer));
  }
  return found;
}
