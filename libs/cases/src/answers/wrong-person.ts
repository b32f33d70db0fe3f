import type { ClockSettings } from '@app/domain';
import { addressKey, revokeLinks, silenceAddress } from '@app/letters';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { moveLetters } from '../address-book/move-letters';
import type { Confidential } from '../letter-context';
import type { CaseLink } from './link-life';

/** A link whose reader says that they are the wrong person, and who that is to be put down to. */
export interface WrongPerson {
  link: Pick<CaseLink, 'id' | 'caseId' | 'addressKey' | 'recipient'>;
  by: string;
}

/**
 * Sends nothing more to an address about this home. An address that other homes are written to at
 * stays good for them: this home then has no contact until somebody finds the right one. All other
 * links to the address about this case end. What waits to be sent to it does not go there.
 */
export async function silenceWrongPerson(
  tx: Sql,
  confidential: Confidential,
  { link, by }: WrongPerson,
  now: Temporal.Instant,
  clocks: ClockSettings,
): Promise<void> {
  const { contacts, sealer } = confidential;
  const { caseId, recipient, addressKey: key } = link;
  await revokeLinks(
    tx,
    { caseId, recipient, exceptLink: link.id },
    'it reached the wrong person',
    now,
  );
  if (recipient !== 'provider' || !(await servesOthers(tx, caseId, key))) {
    await silenceAddress(
      tx,
      { key, why: 'wrong-person', since: now, asker: 'reader', how: 'answer-page', by },
      now,
    );
    return;
  }
  const [row] = await tx.query<{ location: string }>(
    'SELECT location_id AS location FROM application_case WHERE id = $1',
    [caseId],
  );
  const contact = row && (await contacts.current([row.location], tx)).get(row.location);
  if (!contact || !addressKey(sealer, contact.email).equals(key)) return;
  await contacts.retire(tx, contact.id, now);
  await moveLetters(tx, confidential, [caseId], recipient, clocks, now);
}

/** Whether open cases of other homes are written to at this address. */
async function servesOthers(tx: Sql, caseId: string, key: Buffer): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM answer_link l JOIN application_case c ON c.id = l.case_id AND c.open
      WHERE l.address_key = $2 AND l.case_id <> $1 AND l.recipient = 'provider' LIMIT 1`,
    [caseId, key],
    'address-serves-others',
  );
  return rows.length > 0;
}
