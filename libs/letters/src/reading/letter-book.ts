import { isUuid, type Scope } from '@app/domain';
import { Database, Sealer } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { noSuchLetter } from '../ledger/letter-id';
import { letterPlace, type SealedLetter } from '../ledger/new-letter';
import type { LetterStatus } from '../ledger/letter-status';
import type { LetterTrouble } from '../ledger/letter-trouble';
import { readCursor, writeCursor } from './list-cursor';
import { lettersInScope } from './letters-in-scope';
import {
  type LetterPage,
  type LetterRow,
  type LetterOfCase,
  type LetterSummary,
  type MailHalt,
  letterColumns,
  type OpenedLetter,
  toSummary,
} from './letter-view';

/** A case has few letters; this only keeps a runaway from filling a page. */
const mostOfCase = 200;
const mostTroubled = 200;

interface OpenedRow extends LetterRow {
  message_id: string;
  sealed: Buffer;
  trouble: LetterTrouble | null;
  decided_by: string | null;
  decided_at: string | null;
  withdraw_reason: string | null;
  for_person: boolean;
}

/** Reads the send ledger: the mail tray, a case's letters, and those a person should look at. */
@Injectable()
export class LetterBook {
  constructor(
    private readonly db: Database,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Letters, newest first.
   * @param limit 1 to 200
   * @throws BadInput when the cursor is none of ours
   */
  async list(options: {
    scope: Scope;
    limit: number;
    cursor?: string | null;
    status?: LetterStatus | null;
  }): Promise<LetterPage> {
    const after = options.cursor ? readCursor(options.cursor, 'newest letter') : null;
    const values = [
      options.limit + 1,
      after?.at ?? null,
      after?.id ?? null,
      options.status ?? null,
    ];
    const rows = await this.db.query<LetterRow>(
      `SELECT ${letterColumns} FROM letter l
        WHERE ($2::timestamptz IS NULL OR (l.planned_at, l.id) < ($2, $3::uuid))
          AND ($4::text IS NULL OR l.status = $4)
          AND ${lettersInScope(options.scope, 'l.id', values)}
        ORDER BY l.planned_at DESC, l.id DESC LIMIT $1`,
      values,
    );
    const items = rows.slice(0, options.limit).map(toSummary);
    const last = items.at(-1);
    const more = rows.length > items.length && last;
    return { items, nextCursor: more ? writeCursor({ at: last.plannedAt, id: last.id }) : null };
  }

  /** All letters of a case, oldest first. */
  async forCase(caseId: string): Promise<LetterSummary[]> {
    const rows = await this.db.query<LetterRow>(
      `SELECT ${letterColumns} FROM letter l
        WHERE l.id IN (SELECT letter_id FROM letter_part WHERE case_id = $1)
        ORDER BY l.planned_at, l.id LIMIT $2`,
      [caseId, mostOfCase],
      'letters-of-case',
    );
    return rows.map(toSummary);
  }

  /** The same with whom each is for. */
  async forCasePage(caseId: string): Promise<LetterOfCase[]> {
    const rows = await this.db.query<LetterRow & { person: string | null }>(
      `SELECT ${letterColumns}, substr(k.recipient, length('person:') + 1) AS person
         FROM (SELECT letter_id, max(recipient) FILTER (WHERE recipient LIKE 'person:%') AS recipient
                 FROM letter_part WHERE case_id = $1 GROUP BY letter_id) k
         JOIN letter l ON l.id = k.letter_id
        ORDER BY l.planned_at, l.id LIMIT $2`,
      [caseId, mostOfCase],
      'letters-on-case-page',
    );
    return rows.map((row) => ({ ...toSummary(row), person: row.person }));
  }

  /** Letters that were refused, may or may not have gone, or are being put off: oldest first. */
  async troubled(scope: Scope): Promise<LetterSummary[]> {
    const values: unknown[] = [mostTroubled];
    const rows = await this.db.query<LetterRow>(
      `SELECT ${letterColumns} FROM letter l
        WHERE l.status IN ('refused', 'unknown', 'deferred')
          AND ${lettersInScope(scope, 'l.id', values)}
        ORDER BY l.planned_at, l.id LIMIT $1`,
      values,
    );
    return rows.map(toSummary);
  }

  /**
   * Whether all mail waits because of trouble between a worker and the mail server, and why: the
   * officer sees it on the page, whichever process met it.
   */
  async halted(): Promise<MailHalt | null> {
    const [row] = await this.db.query<MailHalt>(
      `SELECT h.reason, h.since, h.retry_at AS "retryAt",
              (SELECT count(*)::int FROM letter WHERE status IN ('planned', 'deferred')) AS waiting
         FROM mail_halt h`,
      [],
      'mail-halted',
    );
    return row ?? null;
  }

  /**
   * One letter, opened.
   * @throws NotFound
   */
  async get(id: string): Promise<OpenedLetter> {
    if (!isUuid(id)) throw noSuchLetter();
    const [row] = await this.db.query<OpenedRow>(
      `SELECT ${letterColumns}, l.message_id, l.sealed, l.trouble, l.decided_by, l.decided_at,
              l.withdraw_reason,
              EXISTS (SELECT FROM letter_part p
                       WHERE p.letter_id = l.id AND p.recipient LIKE 'person:%') AS for_person
         FROM letter l WHERE l.id = $1`,
      [id],
      'letter-by-id',
    );
    if (!row) throw noSuchLetter();
    const { to, replyTo, text, html } = this.sealer.open<SealedLetter>(letterPlace(id), row.sealed);
    return {
      ...toSummary(row),
      messageId: row.message_id,
      to: {
        name: to.name ?? `The manager, ${row.homes.map((home) => home.name).join(', ')}`,
        address: to.address,
      },
      isForPerson: row.for_person,
      replyTo,
      text,
      html,
      decided:
        row.decided_by !== null && row.decided_at !== null
          ? { by: row.decided_by, at: row.decided_at }
          : null,
      trouble: row.decided_at === null ? row.trouble : null,
      wanted: row.withdraw_reason === null,
    };
  }
}
