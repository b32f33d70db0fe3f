import type { Sealer, Sql } from '@app/platform';
import type { LetterKind } from '../rendering/letter-part';
import type { BeforeLetter } from './drafts';
import { matterPlace, type MatterWords } from './letter-matter';
import { openColumns, type OpenRow } from './open-drafts';
import { letterPlace, type SealedLetter } from './new-letter';
import { Temporal } from 'temporal-polyfill';

/**
 * A letter that has not gone on its day, or was planned ahead, or of whose cases something has been
 * learned since it was written.
 */
export interface LetterToAsk {
  id: string;
  caseIds: string[];
  /** Whom its matters are for: `provider` or `person:<ref>`. */
  recipients: string[];
  addressKey: Buffer;
}

const isToAsk = `status IN ('planned', 'deferred') AND (day < $1 OR (stale AND day <= $1))`;

/**
 * Letters that must not go as they are: what they say may not hold any more.
 * @param today Europe/London, `YYYY-MM-DD`
 */
export function lettersToAskAgain(sql: Sql, today: string, limit: number): Promise<LetterToAsk[]> {
  return sql.query<LetterToAsk>(
    `SELECT l.id, l.address_key AS "addressKey", array_agg(DISTINCT p.case_id) AS "caseIds",
            array_agg(DISTINCT p.recipient) AS recipients
       FROM (SELECT id, address_key FROM letter WHERE ${isToAsk}
              ORDER BY next_attempt_at, id LIMIT $2) l
       JOIN letter_part p ON p.letter_id = l.id
      GROUP BY l.id, l.address_key ORDER BY l.id`,
    [today, limit],
    'letters-to-ask-again',
  );
}

/** A matter of such a letter. */
export interface MatterToAsk {
  caseId: string;
  recipient: string;
  kind: LetterKind;
  followUpId: string | null;
  routine: boolean;
  /** Null for one of before parts were kept. */
  words: MatterWords | null;
  before: BeforeLetter;
  addressKey: Buffer;
  address: string | null;
}

interface PartRow {
  letter_id: string;
  seq: number;
  case_id: string;
  recipient: string;
  kind: LetterKind;
  follow_up_id: string | null;
  sealed: Buffer | null;
  places: number;
}

/**
 * The living matters of these letters, as far as they are still to be asked; the letters are locked.
 * Matters that were taken out while a worker had their letter in hand end here.
 */
export async function mattersToAsk(
  tx: Sql,
  sealer: Sealer,
  ids: readonly string[],
  today: string,
  now: Temporal.Instant,
): Promise<MatterToAsk[]> {
  const letters = await tx.query<OpenRow>(
    `SELECT ${openColumns} FROM letter WHERE id = ANY($2) AND ${isToAsk}
      ORDER BY address_key, id FOR NO KEY UPDATE`,
    [today, ids],
    'lock-letters-to-ask',
  );
  const found = letters.map(({ id }) => id);
  await tx.query(
    `UPDATE letter_part SET withdrawn_at = $2
      WHERE letter_id = ANY($1) AND withdrawn_at IS NULL AND withdraw_reason IS NOT NULL`,
    [found, now.toString()],
    'end-matters-taken-out',
  );
  const parts = await tx.query<PartRow>(
    `SELECT p.*, max(p.seq) OVER (PARTITION BY p.letter_id) AS places
       FROM letter_part p WHERE p.letter_id = ANY($1) ORDER BY p.letter_id, p.seq`,
    [found],
    'parts-to-ask',
  );
  const letterOf = new Map(letters.map((row) => [row.id, row]));
  return (parts as (PartRow & { withdrawn_at: string | null })[]).flatMap((part) => {
    const letter = letterOf.get(part.letter_id);
    if (!letter || part.withdrawn_at !== null) return [];
    const { to, stopUrl } = sealer.open<SealedLetter>(letterPlace(letter.id), letter.sealed);
    return [
      {
        caseId: part.case_id,
        recipient: part.recipient,
        kind: part.kind,
        followUpId: part.follow_up_id,
        routine: letter.routine,
        words:
          part.sealed && sealer.open<MatterWords>(matterPlace(letter.id, part.seq), part.sealed),
        addressKey: letter.address_key,
        address: to.address,
        before: {
          letterId: letter.id,
          was: 'waiting',
          seq: part.seq,
          places: part.places,
          stopUrl: stopUrl ?? null,
          notBefore: Temporal.Instant.from(letter.next_attempt_at),
          day: letter.day,
        },
      },
    ];
  });
}

/** A matter that is not in its letter any more, and why, in a few words for the officer. */
export interface TakenOut {
  letterId: string;
  seq: number;
  reason: string;
}

/** Takes matters out of letters that are locked and wait. */
export async function takeOut(
  tx: Sql,
  taken: readonly TakenOut[],
  now: Temporal.Instant,
): Promise<void> {
  if (taken.length === 0) return;
  await tx.query(
    `UPDATE letter_part p SET withdrawn_at = $1, withdraw_reason = t.reason
       FROM unnest($2::uuid[], $3::int[], $4::text[]) AS t(letter_id, seq, reason)
      WHERE p.letter_id = t.letter_id AND p.seq = t.seq`,
    [
      now.toString(),
      taken.map((t) => t.letterId),
      taken.map((t) => t.seq),
      taken.map((t) => t.reason),
    ],
    'take-out-matters',
  );
}
