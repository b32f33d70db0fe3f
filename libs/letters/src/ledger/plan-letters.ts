import type { Sealer, Sql } from '@app/platform';
import { kindsOf, letterPlace, type NewLetter, sealedPart } from './new-letter';
import { storeMatters } from './store-matters';

/**
 * Writes letters into the ledger with two statements; the mail lane sends them after the commit.
 * @param domain of the Message-IDs (`messageDomain` of the configuration): each is the letter's id
 *   at that domain, and stays the same however often the letter is tried
 */
export async function planLetters(
  tx: Sql,
  sealer: Sealer,
  letters: readonly NewLetter[],
  domain: string,
): Promise<void> {
  if (letters.length === 0) return;
  await tx.query(
    `INSERT INTO letter (id, address_key, kinds, routine, message_id, subject, sealed,
                         status, planned_at, day, next_attempt_at)
     SELECT id, address_key, string_to_array(kinds, ' '), routine, message_id, subject, sealed,
            'planned', planned_at, day, send_from
       FROM unnest($1::uuid[], $2::bytea[], $3::text[], $4::boolean[], $5::text[], $6::text[],
                   $7::bytea[], $8::timestamptz[], $9::date[], $10::timestamptz[])
         AS l(id, address_key, kinds, routine, message_id, subject, sealed, planned_at, day,
              send_from)`,
    [
      letters.map((l) => l.id),
      letters.map((l) => l.addressKey),
      letters.map((l) => kindsOf(l).join(' ')),
      letters.map((l) => l.routine),
      letters.map((l) => `<${l.id}@${domain}>`),
      letters.map((l) => l.subject),
      letters.map((l) => sealer.seal(letterPlace(l.id), sealedPart(l))),
      letters.map((l) => l.plannedAt.toString()),
      letters.map((l) => l.day),
      letters.map((l) => l.sendFrom.toString()),
    ],
    'plan-letters',
  );
  await storeMatters(
    tx,
    sealer,
    letters.flatMap(({ id: letterId, matters }) =>
      matters.map((matter, n) => ({ letterId, seq: n + 1, matter })),
    ),
  );
}
