import {
  type CaseState,
  fold,
  keyOf,
  recipientOf,
  type Rung,
  silencedIn,
  suppressionWords,
  wantedRungs,
} from '@app/domain';
import { followUpsOfCases, moveToLetters, type StoredFollowUp } from '@app/follow-ups';
import { factsOfCases } from '@app/history';
import {
  askedForKinds,
  Drafts,
  type LetterToAsk,
  type Matter,
  mattersToAsk,
  type MatterToAsk,
  newToken,
  takeOut,
  withdrawEmptied,
  writeDrafts,
} from '@app/letters';
import type { Sql } from '@app/platform';
import {
  type Addressee,
  addresseeOf,
  addresseesOf,
  type AddressLedger,
  momentFor,
  openAddressLedger,
  standingsOf,
} from './addressees';
import { firingAt, type FiringSettings } from './firing-settings';
import { type Confidential, type LetterContext, letterContexts } from './letter-context';
import { byHandAgain } from './send-letter/by-hand-again';
import { whyNotAnyMore } from './send-letter/in-spite-of';
import { isOvertaken } from './restore-letters';
import { reasonEnded } from './unsent-letters';
import { writeMatter } from './write-letter';

/** Why a matter left its letter on a later day. */
const reasonOvertaken = 'a newer letter about the same has taken its place';
const reasonMoved = 'it goes in another letter';

/** A case of which letters are asked again. */
interface AskedCase {
  state: CaseState;
  wanted: readonly Rung[];
  followUps: ReadonlyMap<string, StoredFollowUp>;
  context: LetterContext;
  addressees: ReadonlyMap<string, Addressee>;
}

/** What becomes of a matter: it goes to somebody, in these words, or it does not go, and why. */
type Verdict =
  | { goes: true; to: Addressee; routine: boolean; write: (settings: FiringSettings) => Matter }
  | { goes: false; reason: string };

/**
 * Asks of each matter of these letters whether it is still wanted, still the newest of its clock, and
 * its reader still to be written to. What is goes out in words of today, what is not is taken out
 * with its reason. Called in sending hours, after what has fallen due has fired.
 */
export async function askAgain(
  tx: Sql,
  confidential: Confidential,
  letters: readonly LetterToAsk[],
  settings: FiringSettings,
): Promise<void> {
  const ids = letters.map(({ id }) => id);
  const caseIds = [...new Set(letters.flatMap((letter) => letter.caseIds))];
  await tx.query(
    'SELECT 1 FROM application_case WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE',
    [caseIds],
    'lock-cases-to-ask',
  );
  const cases = await readAsked(tx, confidential, caseIds, letters, settings);
  const addressees = [...cases.values()].flatMap((one) => [...one.addressees.values()]);
  const own = letters.map(({ addressKey: key }) => ({ key, name: null, address: null }));
  const { now, day } = settings;
  const ledger = await openAddressLedger(tx, confidential, [...addressees, ...own], now, {
    except: ids,
  });
  const found = await mattersToAsk(tx, confidential.sealer, ids, day, now);
  // One that another case has joined since is asked the next time, when its cases are locked too.
  const late = new Set(found.filter((m) => !cases.has(m.caseId)).map((m) => m.before.letterId));
  const asked = found.filter(({ before }) => !late.has(before.letterId));
  await settle(tx, confidential, asked, cases, ledger, settings);
}

async function readAsked(
  tx: Sql,
  { sealer, contacts }: Confidential,
  caseIds: readonly string[],
  letters: readonly LetterToAsk[],
  settings: FiringSettings,
): Promise<Map<string, AskedCase>> {
  const letterIds = letters.map(({ id }) => id);
  const facts = await factsOfCases(tx, sealer, caseIds);
  const followUpsOf = await followUpsOfCases(tx, caseIds);
  const contexts = await letterContexts(tx, { sealer, contacts }, caseIds);
  return new Map(
    caseIds.flatMap((id) => {
      const context = contexts.get(id);
      if (!context) return [];
      const state = fold(facts.get(id) ?? []);
      const followUps = followUpsOf.get(id) ?? [];
      const inThem = followUps.filter((f) => f.letterId && letterIds.includes(f.letterId));
      const byHand = letters.flatMap((l) => (l.caseIds.includes(id) ? l.recipients : []));
      const one: AskedCase = {
        state,
        wanted: wantedRungs(state, settings),
        followUps: new Map(followUps.map((f) => [f.id, f])),
        context,
        addressees: new Map([
          ...byHand.map((r) => [r, addresseeOf(r, state, context, sealer)] as const),
          ...addresseesOf(inThem, state, context, sealer),
        ]),
      };
      return [[id, one] as const];
    }),
  );
}

function verdictOn(
  matter: MatterToAsk,
  { state, wanted, followUps, context, addressees }: AskedCase,
  ledger: AddressLedger,
  confidential: Confidential,
  settings: FiringSettings,
): Verdict {
  const { followUpId, words } = matter;
  if (followUpId === null) {
    const { routine } = matter;
    const { key, address, moved } = addressOf(matter, addressees);
    const why = whyNotAnyMore(matter, state, ledger.standings.get(key.toString('hex')));
    if (why) return { goes: false, reason: suppressionWords[why] };
    if (!words) return { goes: false, reason: reasonEnded };
    // The link in it is for the old address alone.
    const worded = moved ? { ...words, token: newToken() } : words;
    const asked = { ...matter, addressKey: key, words: worded };
    const again = (at: FiringSettings): Matter | null =>
      byHandAgain(asked, { state, wanted, context }, confidential, at);
    const written = again(settings);
    if (!written) return { goes: false, reason: reasonEnded };
    const to = { key, name: written.words.recipientName, address };
    return { goes: true, to, routine, write: (at) => again(at) ?? written };
  }
  const followUp = followUps.get(followUpId);
  const rung = followUp && wanted.find((r) => !r.onHold && keyOf(r) === keyOf(followUp));
  if (!followUp || !rung) return { goes: false, reason: reasonEnded };
  if (isOvertaken(rung, wanted, settings.now)) return { goes: false, reason: reasonOvertaken };
  const why = silencedIn(state, standingsOf(addressees, ledger))(rung);
  if (why) return { goes: false, reason: suppressionWords[why] };
  const to = addressees.get(recipientOf(rung));
  if (!to) return { goes: false, reason: reasonEnded };
  const token = words?.token ?? newToken();
  const write = (at: FiringSettings): Matter =>
    writeMatter({ rung, followUpId }, state, context, to, at, token);
  return { goes: true, to, routine: rung.routine, write };
}

/**
 * Where a letter sent by hand goes: to the address its reader has now. What somebody asked for on a
 * page goes to nobody else.
 */
function addressOf(
  { kind, recipient, addressKey: key, address }: MatterToAsk,
  addressees: AskedCase['addressees'],
): { key: Buffer; address: string | null; moved: boolean } {
  const now = askedForKinds.includes(kind) ? undefined : addressees.get(recipient);
  return now?.address && !now.key.equals(key)
    ? { key: now.key, address: now.address, moved: true }
    : { key, address, moved: false };
}

async function settle(
  tx: Sql,
  confidential: Confidential,
  matters: readonly MatterToAsk[],
  cases: ReadonlyMap<string, AskedCase>,
  ledger: AddressLedger,
  settings: FiringSettings,
): Promise<void> {
  const { now } = settings;
  const drafts = new Drafts(ledger.letters, now);
  const reasons = new Map<string, string>();
  const taken: { letterId: string; seq: number; reason: string }[] = [];
  const moved: { id: string; letterId: string }[] = [];
  for (const matter of matters) {
    const one = cases.get(matter.caseId);
    if (!one) continue;
    const { before, followUpId } = matter;
    const verdict = verdictOn(matter, one, ledger, confidential, settings);
    const out = (reason: string): void => {
      taken.push({ letterId: before.letterId, seq: before.seq, reason });
      reasons.set(before.letterId, reason);
    };
    if (!verdict.goes) {
      out(verdict.reason);
      continue;
    }
    const { to, routine } = verdict;
    const from = momentFor(to, routine, now, ledger, settings);
    const { letterId } = drafts.add({
      matter: verdict.write(firingAt(from, settings)),
      addressKey: to.key,
      address: to.address,
      routine,
      from,
      mark: before.letterId,
      before,
    });
    if (letterId === before.letterId) continue;
    out(reasonMoved);
    if (followUpId !== null) moved.push({ id: followUpId, letterId });
  }
  await takeOut(tx, taken, now);
  const written = drafts.all();
  for (const { id } of written) reasons.delete(id);
  await withdrawEmptied(tx, reasons, now);
  await writeDrafts(tx, confidential.making, written, now);
  await moveToLetters(tx, moved);
}
