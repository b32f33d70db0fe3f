import type { ClockSettings } from '@app/domain';
import type { DueMoment } from '@app/follow-ups';
import {
  eraseAllWords,
  eraseContactDetails,
  erasePeople,
  eraseWords,
  heldPeople,
  type PersonOfCase,
} from '@app/history';
import { eraseLetters, eraseMessages } from '@app/letters';
import type { Sql } from '@app/platform';
import { eraseContacts } from '@app/providers';
import type { Temporal } from 'temporal-polyfill';
import type { Confidential } from '../letter-context';
import type { DueItem } from './due-item';
import type { RowKind } from './due-rows';
import { eraseAnswers } from './kept-answers';
import { mentionsOf } from './mentions';
import { replanCases } from './replan-cases';
import { findMentions } from './take-out-mentions';

/** What erasing needs besides the items. */
export interface Erasing {
  confidential: Confidential;
  clocks: ClockSettings;
  now: Temporal.Instant;
}

/** `case:ID:p1` → the case and the ref. */
function personOf(subject: string): PersonOfCase {
  const [, caseId = '', ref = ''] = subject.split(':');
  return { caseId, ref };
}

const idOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1);

/**
 * Erases private details, or all, of people of one case: their values, and what letters, answers and
 * notes about the case say of these. Then the case, which the caller has locked, is worked out anew.
 * @returns the follow-ups whose bells are to be set after the commit
 */
export async function eraseFromCase(
  tx: Sql,
  caseId: string,
  items: readonly DueItem[],
  { confidential, clocks, now }: Erasing,
): Promise<DueMoment[]> {
  const { sealer } = confidential;
  const held = await heldPeople(tx, sealer, [caseId]);
  const of = (kind: DueItem['kind']) =>
    items.filter((item) => item.kind === kind).map(({ subject }) => personOf(subject));
  const names = of('account-names');
  const contacts = of('account-contact');
  const isOne = (list: readonly PersonOfCase[], ref: string) => list.some((p) => p.ref === ref);
  const all = held.filter(({ ref }) => isOne([...names, ...contacts], ref));
  const pattern = mentionsOf({
    names: all.filter(({ ref }) => isOne(names, ref)).flatMap((p) => p.names),
    emails: all.flatMap(({ emails }) => emails),
    mobiles: all.flatMap(({ mobiles }) => mobiles),
  });
  if (pattern) await (await findMentions(tx, sealer, [caseId], pattern)).takeOut(tx);
  await forgetAddresses(tx, caseId, [...names, ...contacts]);
  await eraseContactDetails(tx, contacts, now);
  await erasePeople(tx, names, now);
  return replanCases(tx, confidential, [caseId], clocks, now);
}

/** Letters and links that are over no longer tell, by its fingerprint, which address they went to. */
async function forgetAddresses(
  tx: Sql,
  caseId: string,
  people: readonly PersonOfCase[],
): Promise<void> {
  const recipients = people.map(({ ref }) => `person:${ref}`);
  await tx.query(
    `UPDATE letter l SET address_key = sha256(convert_to('letter:' || l.id, 'UTF8'))
      WHERE l.status IN ('sent', 'refused', 'unknown', 'withdrawn')
        AND l.id IN (SELECT letter_id FROM letter_part WHERE case_id = $1 AND recipient = ANY($2))`,
    [caseId, recipients],
  );
  await tx.query(
    `UPDATE answer_link SET address_key = sha256(convert_to('link:' || id, 'UTF8'))
      WHERE case_id = $1 AND recipient = ANY($2)`,
    [caseId, recipients],
  );
}

type EraseRows = (tx: Sql, subjects: readonly string[], erasing: Erasing) => Promise<unknown>;

/** How what each rule found is emptied. */
export const eraseRows: Readonly<Record<RowKind, EraseRows>> = {
  notes: (tx, subjects, { now }) =>
    eraseWords(
      tx,
      subjects.map((subject) => {
        const [, caseId = '', seq = ''] = subject.split(':');
        return { caseId, seq: Number(seq) };
      }),
      now,
    ),
  'case-texts': async (tx, subjects, { now }) => {
    for (const subject of subjects) {
      const { caseId } = personOf(subject);
      await eraseAllWords(tx, caseId, now);
      await tx.query(
        "UPDATE task SET reason = NULL WHERE case_id = $1 AND settled_by LIKE 'officer:%'",
        [caseId],
      );
    }
  },
  letters: (tx, subjects, { confidential, now }) =>
    eraseLetters(tx, confidential.sealer, subjects.map(idOf), now),
  answers: (tx, subjects, { confidential, now }) =>
    eraseAnswers(tx, confidential.sealer, subjects.map(idOf), now),
  inbound: (tx, subjects, { now }) => eraseMessages(tx, subjects.map(idOf), now),
  'people-drafts': (tx, subjects) =>
    tx.query('DELETE FROM people_draft WHERE case_id = ANY($1)', [subjects.map(idOf)]),
  contacts: (tx, subjects, { now }) => eraseContacts(tx, subjects.map(idOf), now),
  'register-managers': async (tx, subjects) => {
    const ids = subjects.map(idOf);
    await tx.query('UPDATE site SET registered_managers = NULL WHERE location_id = ANY($1)', [ids]);
    await tx.query(
      `UPDATE register_change SET before = before - 'registered_managers', after = after - 'registered_managers'
        WHERE subject = 'site' AND key = ANY($1)`,
      [ids],
    );
  },
  requests: (tx, subjects, { now }) =>
    tx.query('UPDATE rights_request SET sealed = NULL, erased_at = $2 WHERE id = ANY($1)', [
      subjects.map(idOf),
      now.toString(),
    ]),
};
