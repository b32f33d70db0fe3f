import {
  type CaseState,
  checkEmailAddress,
  type ClockSettings,
  detailsKept,
  type FactType,
  type NamedPerson,
  nextSendingMoment,
  presentPeople,
} from '@app/domain';
import {
  addressKey,
  addressStandings,
  Drafts,
  type Matter,
  newToken,
  withdrawLetters,
  writeDrafts,
} from '@app/letters';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type Confidential, type LetterContext, letterContexts } from '../letter-context';

const kind = 'your-details';

/** Facts after which somebody may have to be told that we hold their details, or not any more. */
const aboutPeople: ReadonlySet<string> = new Set<FactType>([
  'person-added',
  'person-removed',
  'retracted',
]);

const reason = 'this person is not named, or not at this address, any more';

/** A notice that was written and not taken back. */
interface Notice {
  letterId: string;
  recipient: string;
  addressKey: Buffer;
  /** It waits to be sent. */
  isUnsent: boolean;
}

/**
 * Writes to everybody who is named that we hold their details, whoever named them: their details
 * came from somebody else, so they are told (UK GDPR, article 14). Once a person and address, in
 * sending hours, as a letter of its own. A notice that has not gone is taken back when the person
 * is taken off or turns out to have another address.
 */
export async function tellPeople(
  tx: Sql,
  confidential: Confidential,
  { caseId, state, fact }: { caseId: string; state: CaseState; fact: string },
  now: Temporal.Instant,
  { calendar, policy }: ClockSettings,
): Promise<void> {
  if (!aboutPeople.has(fact)) return;
  const { sealer } = confidential;
  const wanted = presentPeople(state).flatMap((person) => {
    const { email } = person;
    if (email === null || checkEmailAddress(email).verdict === 'block') return [];
    return [
      { person, email, recipient: `person:${person.person}`, key: addressKey(sealer, email) },
    ];
  });
  const written = await noticesOf(tx, caseId);
  const isAbout = (notice: Notice) => (one: (typeof wanted)[number]) =>
    one.recipient === notice.recipient && one.key.equals(notice.addressKey);
  const obsolete = written.filter((n) => n.isUnsent && !wanted.some(isAbout(n)));
  await withdrawLetters(
    tx,
    obsolete.map((n) => n.letterId),
    reason,
    now,
  );
  // Whoever is taken off and named anew has been told; a list sent in again and again floods nobody.
  const untold = wanted.filter(
    (one) => !written.some((n) => isAbout(n)(one) || (!n.isUnsent && n.addressKey.equals(one.key))),
  );
  if (untold.length === 0) return;
  // To an address that turned a letter away nothing arrives; any other silence this notice breaks.
  const standings = await addressStandings(
    tx,
    untold.map(({ key }) => key),
  );
  const context = (await letterContexts(tx, confidential, [caseId])).get(caseId);
  if (!context) return;
  const from = nextSendingMoment(now, calendar, policy.sendingHours);
  const drafts = new Drafts(new Map(), now);
  for (const { person, email, recipient, key } of untold)
    if (standings.get(key.toString('hex'))?.silenced !== 'bounced')
      drafts.add({
        matter: noticeTo(person, context),
        addressKey: key,
        address: email,
        routine: false,
        from,
        mark: `${kind}:${recipient}`,
      });
  await writeDrafts(tx, confidential.making, drafts.all(), now);
}

function noticeTo(
  { person, role }: NamedPerson,
  { caseId, home, officer, people }: LetterContext,
): Matter {
  const part = { kind, role, ...detailsKept } as const;
  const recipientName = people.get(person) ?? null;
  return {
    caseId,
    recipient: `person:${person}`,
    kind,
    followUpId: null,
    words: { part, home, officer, recipientName, token: newToken() },
  };
}

async function noticesOf(tx: Sql, caseId: string): Promise<Notice[]> {
  return tx.query<Notice>(
    `SELECT l.id AS "letterId", p.recipient, l.address_key AS "addressKey",
            l.status IN ('planned', 'deferred') AS "isUnsent"
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
      WHERE p.case_id = $1 AND p.kind = $2 AND p.withdrawn_at IS NULL AND l.status <> 'withdrawn'`,
    [caseId, kind],
    'notices-of-case',
  );
}
