import type { Sealer, Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import type { LetterKind } from '../rendering/letter-part';
import type { Draft } from './drafts';
import { matterPlace, type MatterWords } from './letter-matter';
import { letterPlace, type SealedLetter } from './new-letter';

/** A letter that has not gone, as it is read to be written again. */
export interface OpenRow {
  id: string;
  address_key: Buffer;
  status: string;
  routine: boolean;
  day: string;
  next_attempt_at: string;
  stale: boolean;
  sealed: Buffer;
}

/** The columns of an `OpenRow`, from `letter`. */
export const openColumns = 'id, address_key, status, routine, day, next_attempt_at, stale, sealed';

interface PartRow {
  letter_id: string;
  seq: number;
  case_id: string;
  recipient: string;
  kind: LetterKind;
  follow_up_id: string | null;
  sealed: Buffer | null;
  withdrawn_at: string | null;
  withdraw_reason: string | null;
}

/**
 * Letters with their living matters, in the order of the rows. Left out is what was written before
 * parts were kept, and cannot be written again from them.
 */
export async function openDrafts(
  tx: Sql,
  sealer: Sealer,
  rows: readonly OpenRow[],
): Promise<Draft[]> {
  if (rows.length === 0) return [];
  const parts = await tx.query<PartRow>(
    `SELECT letter_id, seq, case_id, recipient, kind, follow_up_id, sealed, withdrawn_at,
            withdraw_reason
       FROM letter_part WHERE letter_id = ANY($1) ORDER BY letter_id, seq`,
    [rows.map(({ id }) => id)],
    'parts-of-letters',
  );
  const partsOf = new Map<string, PartRow[]>();
  for (const part of parts)
    partsOf.set(part.letter_id, [...(partsOf.get(part.letter_id) ?? []), part]);
  return rows.flatMap((row): Draft[] => {
    const all = partsOf.get(row.id) ?? [];
    const living = all.filter((p) => p.withdrawn_at === null && p.withdraw_reason === null);
    if (living.some((p) => p.sealed === null)) return [];
    return [
      {
        ...draftOf(row, sealer),
        matters: living.map((p) => matterOf(p, sealer)),
        places: all.at(-1)?.seq ?? 0,
      },
    ];
  });
}

function draftOf(row: OpenRow, sealer: Sealer): Omit<Draft, 'matters' | 'places'> {
  const { to, stopUrl } = sealer.open<SealedLetter>(letterPlace(row.id), row.sealed);
  return {
    id: row.id,
    was: 'waiting',
    addressKey: row.address_key,
    address: to.address,
    routine: row.routine,
    day: row.day,
    sendFrom: Temporal.Instant.from(row.next_attempt_at),
    stale: row.stale,
    hasNews: false,
    stopUrl: stopUrl ?? null,
  };
}

function matterOf(part: PartRow, sealer: Sealer): Draft['matters'][number] {
  const { letter_id, seq, case_id, recipient, kind, follow_up_id } = part;
  const words = sealer.open<MatterWords>(matterPlace(letter_id, seq), part.sealed as Buffer);
  return {
    seq,
    matter: { caseId: case_id, recipient, kind, followUpId: follow_up_id, words },
    isNew: false,
  };
}
