import type { Sql } from '@app/platform';
import { isLetterKind } from '../kinds/letter-kinds';
import type { LetterKind } from '../rendering/letter-part';
import { checkWording } from './check-wording';
import { defaultWording } from './default-wording';
import type { Wording, WordingInForce } from './wording';

/** Published wordings that have been found good by this program, by the text they are stored as. */
const checked = new Map<string, Wording | null>();

/**
 * The wordings that letters are written with, as they stand for this transaction. A published one
 * that a newer program cannot use any more gives way to the one shipped.
 */
export async function wordingInForce(sql: Sql): Promise<WordingInForce> {
  const rows = await sql.query<{ kind: string; content: string }>(
    `SELECT kind, content::text AS content FROM letter_wording
      WHERE status = 'published' AND content IS NOT NULL`,
    [],
    'wording-in-force',
  );
  const published = new Map<LetterKind, Wording>();
  for (const { kind, content } of rows) {
    const wording = isLetterKind(kind) ? usable(kind, content) : null;
    if (isLetterKind(kind) && wording) published.set(kind, wording);
  }
  return (kind) => published.get(kind) ?? defaultWording(kind);
}

function usable(kind: LetterKind, content: string): Wording | null {
  const key = `${kind} ${content}`;
  let wording = checked.get(key);
  if (wording === undefined) {
    const read = JSON.parse(content) as Wording;
    wording = checkWording(kind, read).length === 0 ? read : null;
    if (checked.size > 500) checked.clear();
    checked.set(key, wording);
  }
  return wording;
}
